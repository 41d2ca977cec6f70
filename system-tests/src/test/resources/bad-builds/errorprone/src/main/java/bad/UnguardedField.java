package bad;

import com.google.errorprone.annotations.concurrent.GuardedBy;

final class UnguardedField {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private int count;

    int count() {
        return count;
    }
}
