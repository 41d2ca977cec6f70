package io.minova.api.usage;

import io.minova.api.web.Timestamps;
import io.minova.objects.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one project used in a period. Mirrors {@code simple_tenant_usage.py: _tenant_usages_for_period}. */
record TenantUsage(String projectId, UsagePeriod period, List<Map<String, Object>> servers, double hours, double vcpus, double memoryMb,
        double localGb) {

    static TenantUsage of(String projectId, List<Instance> instances, UsagePeriod period) {
        List<Map<String, Object>> servers = new ArrayList<>();
        double hours = 0;
        double vcpus = 0;
        double memoryMb = 0;
        double localGb = 0;
        for (Instance instance : instances) {
            double own = period.hours(instance);
            hours += own;
            vcpus += own * instance.flavor().vcpus();
            memoryMb += own * instance.flavor().memoryMb();
            localGb += own * disk(instance);
            servers.add(server(instance, own, period));
        }
        return new TenantUsage(projectId, period, servers, hours, vcpus, memoryMb, localGb);
    }

    Map<String, Object> view(boolean detailed) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tenant_id", projectId);
        view.put("start", Timestamps.micros(period.start()));
        view.put("stop", Timestamps.micros(period.stop()));
        view.put("total_hours", hours);
        view.put("total_vcpus_usage", vcpus);
        view.put("total_memory_mb_usage", memoryMb);
        view.put("total_local_gb_usage", localGb);
        if (detailed) {
            view.put("server_usages", servers);
        }
        return view;
    }

    private static int disk(Instance instance) {
        return instance.flavor().rootGb() + instance.flavor().ephemeralGb();
    }

    private static Map<String, Object> server(Instance instance, double hours, UsagePeriod period) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("instance_id", instance.uuid());
        view.put("name", instance.displayName());
        view.put("tenant_id", instance.projectId());
        view.put("flavor", instance.flavor().name());
        view.put("hours", hours);
        view.put("vcpus", instance.flavor().vcpus());
        view.put("memory_mb", instance.flavor().memoryMb());
        view.put("local_gb", disk(instance));
        Instant ended = instance.terminatedAt();
        view.put("started_at", Timestamps.micros(instance.launchedAt()));
        view.put("ended_at", Timestamps.micros(ended));
        view.put("state", ended == null ? instance.vmState().word() : "terminated");
        Instant launched = instance.launchedAt();
        Instant until = ended == null ? period.now() : ended;
        view.put("uptime", launched == null ? 0 : Duration.between(launched, until).toSeconds());
        return view;
    }
}
