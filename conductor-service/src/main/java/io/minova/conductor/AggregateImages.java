package io.minova.conductor;

import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.Executors;
import io.minova.concurrency.TaskExecutor;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.objects.ImageCaching;
import io.minova.objects.ServiceRecord;
import io.minova.rpc.RpcClient;
import io.minova.rpcapi.ComputeRpc;
import io.minova.service.NovaProperties;
import io.minova.store.Cells;
import io.minova.store.ServiceRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings images to the hosts of an aggregate before guests need them: a long call to each host, {@code image_cache_precache_concurrency} at a time.
 *
 * <p>Hosts that are down are left out; what a host cannot fetch is counted and left to the first boot.
 * <p>Threads: the calls are made on {@code cache_images}, the caller waits for all of them.
 * <p>Mirrors {@code nova/conductor/manager.py: ComputeTaskManager.cache_images}; leaves out its notifications.
 */
@Component
class AggregateImages {

    private static final Logger LOG = LoggerFactory.getLogger(AggregateImages.class);

    private final Cells cells;
    private final ServiceRepository services;
    private final RpcClient rpc;
    private final TaskExecutor executor;
    private final Time time;
    private final Duration serviceDownTime;

    AggregateImages(Cells cells, ServiceRepository services, RpcClient rpc, Executors executors, Time time, NovaProperties properties) {
        this.cells = cells;
        this.services = services;
        this.rpc = rpc;
        this.executor = executors.executor(ExecutorType.CACHE_IMAGES);
        this.time = time;
        this.serviceDownTime = properties.effectiveServiceDownTime();
    }

    /** How many images became what, over all hosts that were asked. */
    Map<ImageCaching, Integer> cache(List<String> hosts, List<String> imageIds) {
        Set<String> up = up();
        List<TaskFuture<Map<String, ImageCaching>>> asked = new ArrayList<>();
        for (String host : hosts) {
            if (up.contains(host)) {
                asked.add(executor.submit("cache_images", () -> rpc.target(ComputeRpc.class, host).cacheImages(imageIds)));
            } else {
                LOG.info("Skipping image pre-cache operation to down host {}", host);
            }
        }
        Map<ImageCaching, Integer> totals = new EnumMap<>(ImageCaching.class);
        asked.forEach(answer -> results(answer, imageIds).forEach((image, result) -> totals.merge(result, 1, Integer::sum)));
        LOG.info("Image pre-cache operation for {} images on {} of {} hosts ended: {}", imageIds.size(), asked.size(), hosts.size(), totals);
        return totals;
    }

    private static Map<String, ImageCaching> results(TaskFuture<Map<String, ImageCaching>> answer, List<String> imageIds) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            LOG.warn("A host did not cache its images: {}", String.valueOf(failure.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return imageIds.stream().collect(Collectors.toMap(image -> image, image -> ImageCaching.ERROR));
    }

    private Set<String> up() {
        return cells.withHosts().stream()
                .flatMap(cell -> services.list(cell).stream())
                .filter(service -> service.isUp(time.now(), serviceDownTime))
                .map(ServiceRecord::host)
                .collect(Collectors.toSet());
    }
}
