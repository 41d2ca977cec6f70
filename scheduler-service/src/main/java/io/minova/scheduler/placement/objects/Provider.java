package io.minova.scheduler.placement.objects;

import org.jspecify.annotations.Nullable;

/** A resource provider. Mirrors placement's {@code objects/resource_provider.py: ResourceProvider}. */
public record Provider(long id, String uuid, String name, long generation, @Nullable String parentUuid, long rootId, String rootUuid) {

    public boolean isRoot() {
        return parentUuid == null;
    }

    Provider withGeneration(long newGeneration) {
        return new Provider(id, uuid, name, newGeneration, parentUuid, rootId, rootUuid);
    }
}
