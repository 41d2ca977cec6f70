package io.minova.service;

import io.minova.concurrency.BackendSelection;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** {@code /actuator/info}: which service this is. */
final class ServiceInfo implements InfoContributor {

    private final BackendSelection selection;
    private final NovaService service;
    private final NovaProperties properties;

    ServiceInfo(BackendSelection selection, NovaService service, NovaProperties properties) {
        this.selection = selection;
        this.service = service;
        this.properties = properties;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("service", selection.service())
                .withDetail("binary", service.binary())
                .withDetail("host", properties.host())
                .withDetail("backend", selection.backend().word())
                .withDetail("release", selection.release().number())
                .withDetail("pid", ProcessHandle.current().pid());
    }
}
