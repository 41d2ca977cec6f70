package bad;

import org.jspecify.annotations.Nullable;

record NothingWrong(@Nullable String name) {

    int length() {
        return name == null ? 0 : name.length();
    }
}
