package bad;

import org.jspecify.annotations.Nullable;

record NullDereference(@Nullable String name) {

    int length() {
        return name.length();
    }
}
