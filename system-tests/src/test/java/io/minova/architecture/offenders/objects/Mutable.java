package io.minova.architecture.offenders.objects;

/** Breaks "messages are values". */
public final class Mutable {
    private int count;

    public void count(int value) {
        count = value;
    }

    public int count() {
        return count;
    }
}
