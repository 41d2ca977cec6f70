package io.minova.api.actions;

import io.minova.concurrency.RequestContext;
import io.minova.objects.InstanceUpdate;
import io.minova.store.Cell;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceRepository;
import org.springframework.stereotype.Component;

/** A change that the API makes by itself, with the action and the event that tell of it. Mirrors {@code wrap_instance_event(prefix='api')}. */
@Component
final class RecordedChange {

    private final InstanceRepository instances;
    private final InstanceActionRepository actions;

    RecordedChange(InstanceRepository instances, InstanceActionRepository actions) {
        this.instances = instances;
        this.actions = actions;
    }

    /** {@code event} is without its prefix. */
    void make(RequestContext context, Cell cell, String uuid, String action, String event, InstanceUpdate update) {
        actions.start(cell, uuid, action, context);
        String name = "api_" + event;
        actions.eventStart(cell, uuid, context.requestId(), name, null);
        instances.update(cell, uuid, update, null);
        actions.eventFinish(cell, uuid, name, null, null);
    }
}
