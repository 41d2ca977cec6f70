package io.minova.api.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images there are.
 *
 * <p>Threads: safe for any caller.
 */
public interface Images {

    /** All, oldest last. */
    List<Image> all();

    default @Nullable Image find(String id) {
        for (Image image : all()) {
            if (image.id().equals(id)) {
                return image;
            }
        }
        return null;
    }
}
