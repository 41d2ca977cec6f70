package io.minova.store;

import java.util.concurrent.atomic.LongAdder;

/** How many SQL statements this process has sent. Threads: safe for any caller. */
public final class SqlStatistics {

    private final LongAdder statements = new LongAdder();

    void count() {
        statements.increment();
    }

    public long statements() {
        return statements.sum();
    }
}
