package io.minova.api.usage;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.validation.NovaFormats;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.api.web.Paging;
import io.minova.api.web.Query;
import io.minova.concurrency.CellResult;
import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.store.Cells;
import io.minova.store.InstanceQuery;
import io.minova.store.InstanceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * GET /os-simple-tenant-usage.
 *
 * <p>Mirrors {@code nova/api/openstack/compute/simple_tenant_usage.py: SimpleTenantUsageController}. Differs: a project that used nothing has zeros, where
 * Nova answers an empty object, over which {@code openstack usage show} stumbles.
 */
@Controller
@RequestMapping("/compute/v2.1/os-simple-tenant-usage")
final class TenantUsageController {

    private static final Rule LIST = new Rule("os_compute_api:os-simple-tenant-usage:list", Rule.Check.ADMIN);
    private static final Rule SHOW = new Rule("os_compute_api:os-simple-tenant-usage:show", Rule.Check.PROJECT_READER_OR_ADMIN);
    // Nova's default when no start is given.
    private static final Duration PERIOD = Duration.ofDays(28);
    private static final int ROWS_MAX = 100_000;

    private final Cells cells;
    private final InstanceRepository instances;
    private final Time time;

    TenantUsageController(Cells cells, InstanceRepository instances, Time time) {
        this.cells = cells;
        this.instances = instances;
        this.time = time;
    }

    @GetMapping
    @Query("tenant-usage-query")
    Answer index(ComputeRequest request) {
        LIST.require(request.context());
        UsagePeriod period = period(request);
        boolean detailed = "1".equals(request.query().get("detailed"));
        Map<String, List<Instance>> byProject = new TreeMap<>();
        List<Instance> page = page(request, used(period, null));
        page.forEach(instance -> byProject.computeIfAbsent(instance.projectId(), unused -> new ArrayList<>()).add(instance));
        List<Map<String, Object>> views =
                byProject.entrySet().stream().map(each -> TenantUsage.of(each.getKey(), each.getValue(), period).view(detailed))
                        .toList();
        return answer(request, "tenant_usages", views, "os-simple-tenant-usage", page);
    }

    @GetMapping("/{project}")
    @Query("tenant-usage-show-query")
    Answer show(ComputeRequest request, @PathVariable String project) {
        SHOW.require(request.context(), project);
        UsagePeriod period = period(request);
        List<Instance> page = page(request, used(period, project));
        // Behind the last page there is nothing, so that whoever pages stops.
        Map<String, Object> view =
                page.isEmpty() && request.query().get("marker") != null ? Map.of() : TenantUsage.of(project, page, period).view(true);
        return answer(request, "tenant_usage", view, "os-simple-tenant-usage/" + project, page);
    }

    private Answer answer(ComputeRequest request, String key, Object views, String collection, List<Instance> page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(key, views);
        if (request.atLeast(40)) {
            String last = page.isEmpty() ? null : page.getLast().uuid();
            Paging.of(request.query()).addLink(answer, key + "_links", request, collection, page, last);
        }
        return Answer.ok(answer);
    }

    private static List<Instance> page(ComputeRequest request, List<Instance> all) {
        return request.atLeast(40) ? Paging.of(request.query()).page(all, Instance::uuid, "marker [%s] not found") : all;
    }

    /** Servers that existed in the period, by uuid so that pages do not overlap. */
    private List<Instance> used(UsagePeriod period, @Nullable String project) {
        List<Instance> used = new ArrayList<>();
        for (CellResult<List<Instance>> result : cells.scatterGather(cells.all(), cell -> {
            InstanceQuery query = new InstanceQuery().limit(ROWS_MAX);
            return instances.list(cell, project == null ? query : query.where(InstanceQuery.Field.PROJECT_ID, project));
        }).values()) {
            if (result instanceof CellResult.Answered<List<Instance>>(List<Instance> rows)) {
                rows.stream().filter(period::touches).forEach(used::add);
            }
        }
        used.sort(Comparator.comparing(Instance::uuid));
        return used;
    }

    private UsagePeriod period(ComputeRequest request) {
        Instant now = time.now();
        Instant stop = time(request.query().get("end"), now);
        Instant start = time(request.query().get("start"), stop.minus(PERIOD));
        if (!start.isBefore(stop)) {
            throw ApiFault.badRequest("Invalid start time. The start time cannot occur after the end time.");
        }
        return new UsagePeriod(start, stop, now);
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        Instant given = NovaFormats.time(text);
        if (given == null) {
            throw ApiFault.badRequest("Datetime is in invalid format");
        }
        return given;
    }
}
