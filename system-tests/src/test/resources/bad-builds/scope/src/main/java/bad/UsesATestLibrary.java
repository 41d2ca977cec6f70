package bad;

import org.assertj.core.api.Assertions;

final class UsesATestLibrary {

    void check(int value) {
        Assertions.assertThat(value).isPositive();
    }
}
