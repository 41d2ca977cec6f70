package io.minova.api.usage;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.services.ServiceGroup;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.concurrency.Time;
import io.minova.objects.ServiceRecord;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** GET /os-instance_usage_audit_log. Mirrors {@code nova/api/openstack/compute/instance_usage_audit_log.py}; nothing audits here, and it says so. */
@Controller
@RequestMapping("/compute/v2.1/os-instance_usage_audit_log")
final class AuditLogController {

    private static final Rule LIST = new Rule("os_compute_api:os-instance-usage-audit-log:list", Rule.Check.ADMIN);
    private static final Rule SHOW = new Rule("os_compute_api:os-instance-usage-audit-log:show", Rule.Check.ADMIN);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final ServiceGroup services;
    private final Time time;

    AuditLogController(ServiceGroup services, Time time) {
        this.services = services;
        this.time = time;
    }

    @GetMapping
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        return Answer.ok(Map.of("instance_usage_audit_logs", log(time.now())));
    }

    @GetMapping("/{before}")
    Answer show(ComputeRequest request, @PathVariable String before) {
        SHOW.require(request.context());
        Instant asked = NovaFormats.time(before);
        if (asked == null) {
            throw ApiFault.badRequest("Invalid timestamp for date " + before);
        }
        return Answer.ok(Map.of("instance_usage_audit_log", log(asked)));
    }

    /** Of the last whole month before {@code before}: Nova's default instance_usage_audit_period. */
    private Map<String, Object> log(Instant before) {
        YearMonth month = YearMonth.from(before.atOffset(ZoneOffset.UTC)).minusMonths(1);
        List<String> hosts = services.all().stream().filter(service -> service.binary().equals("nova-compute")).map(ServiceRecord::host).toList();
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("period_beginning", SECONDS.format(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
        log.put("period_ending", SECONDS.format(month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
        log.put("num_hosts", hosts.size());
        log.put("num_hosts_done", 0);
        log.put("num_hosts_running", 0);
        log.put("num_hosts_not_run", hosts.size());
        log.put("hosts_not_run", hosts);
        log.put("total_instances", 0);
        log.put("total_errors", 0);
        log.put("overall_status", "0 of " + hosts.size() + " hosts done. 0 errors.");
        log.put("log", Map.of());
        return log;
    }
}
