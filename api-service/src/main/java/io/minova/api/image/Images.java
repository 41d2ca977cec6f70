package io.minova.api.image;

import io.minova.concurrency.RequestContext;
import io.minova.store.ImageRepository.ImageRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images there are.
 *
 * <p>Threads: safe for any caller.
 */
public interface Images {

    /** All, newest first. */
    List<ImageRow> all();

    default @Nullable ImageRow find(String id) {
        for (ImageRow image : all()) {
            if (image.id().equals(id)) {
                return image;
            }
        }
        return null;
    }

    /** Null also for an image that the caller may not see: one that is neither its project's nor public. */
    default @Nullable ImageRow find(RequestContext context, String id) {
        ImageRow image = find(id);
        return image != null && sees(context, image) ? image : null;
    }

    static boolean sees(RequestContext context, ImageRow image) {
        return context.isAdmin() || image.visibility().equals("public") || image.visibility().equals("community")
                || (image.owner() != null && image.owner().equals(context.projectId()));
    }
}
