package io.minova.api.removed;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** 410 for resources that Nova removed for all microversions. */
@Controller
final class RemovedController {

    private static final String COMPUTE = "/compute/v2.1/";

    @RequestMapping({
        COMPUTE + "os-agents", COMPUTE + "os-agents/{id}", COMPUTE + "os-cells", COMPUTE + "os-cells/{id}", COMPUTE + "os-certificates",
        COMPUTE + "os-certificates/{id}", COMPUTE + "os-cloudpipe", COMPUTE + "os-cloudpipe/{id}", COMPUTE + "os-fixed-ips/{id}",
        COMPUTE + "os-fixed-ips/{id}/action", COMPUTE + "os-floating-ips-bulk", COMPUTE + "os-floating-ips-bulk/{id}", COMPUTE + "os-fping",
        COMPUTE + "os-fping/{id}", COMPUTE + "os-security-group-default-rules", COMPUTE + "os-security-group-default-rules/{id}",
        COMPUTE + "servers/{id}/os-virtual-interfaces", COMPUTE + "servers/{id}/consoles", COMPUTE + "servers/{id}/consoles/{console}"
    })
    Answer gone() {
        throw new ApiFault(410, "This resource is no longer available. No forwarding address is given.");
    }
}
