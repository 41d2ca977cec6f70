package io.minova.concurrency;

/**
 * A lock for sections of well under a microsecond: spins a little before it parks, because parking and waking cost a hundred such sections.
 *
 * <p>Threads: safe for any caller. Nobody yields the hub inside such a section, so that a green thread never spins for another green one.
 */
final class BriefLock extends LeafLock {

    private static final int SPINS = 100;
    private static final int COURTESIES = 100;

    @Override
    public void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        super.lock();
    }

    /** For a section that takes longer: lets those that wait go first, so that who looks again and again keeps nobody from working. */
    void lockAfterOthers() {
        for (int i = 0; i < COURTESIES && hasQueuedThreads(); i++) {
            Thread.yield();
        }
        lock();
    }
}
