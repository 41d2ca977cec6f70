package io.minova.api.image;

import io.minova.store.ImageRepository;
import io.minova.store.ImageRepository.ImageRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The images that every Minova has and those that were made since. A seeded one costs nothing to find, another a statement. */
@Component
@Primary
final class StoredImages implements Images {

    private final SeededImages seeded;
    private final ImageRepository stored;

    StoredImages(SeededImages seeded, ImageRepository stored) {
        this.seeded = seeded;
        this.stored = stored;
    }

    @Override
    public List<ImageRow> all() {
        List<ImageRow> all = new ArrayList<>(stored.list());
        all.addAll(seeded.all());
        return all;
    }

    @Override
    public @Nullable ImageRow find(String id) {
        ImageRow known = seeded.find(id);
        return known != null ? known : stored.find(id).orElse(null);
    }

    boolean isSeeded(String id) {
        return seeded.find(id) != null;
    }
}
