package io.minova.objects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of some keys of a map that others may be changing too: applied to the map as it then is.
 *
 * @param put keys to set
 * @param remove keys to take out; one that is not there is fine
 */
public record MapPatch(Map<String, String> put, List<String> remove) {

    public MapPatch {
        put = Map.copyOf(put);
        remove = List.copyOf(remove);
    }

    public static MapPatch put(String key, String value) {
        return new MapPatch(Map.of(key, value), List.of());
    }

    public static MapPatch put(Map<String, String> entries) {
        return new MapPatch(entries, List.of());
    }

    public static MapPatch remove(String... keys) {
        return new MapPatch(Map.of(), List.of(keys));
    }

    /** The map after the change. */
    public Map<String, String> applyTo(Map<String, String> map) {
        Map<String, String> changed = new LinkedHashMap<>(map);
        remove.forEach(changed::remove);
        changed.putAll(put);
        return changed;
    }
}
