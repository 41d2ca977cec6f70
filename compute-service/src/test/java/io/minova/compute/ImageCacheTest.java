package io.minova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.objects.ImageCaching;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCacheTest {

    private final TestHost host = new TestHost();

    @Test
    void saysWhatBecameOfEachImage() {
        host.manager.cacheImages(List.of("cirros"));
        host.driver.failing("cacheImage");

        assertThat(host.manager.cacheImages(List.of("debian", "cirros", "fedora")))
                .containsEntry("debian", ImageCaching.ERROR)
                .containsEntry("cirros", ImageCaching.EXISTING)
                .containsEntry("fedora", ImageCaching.CACHED);
    }
}
