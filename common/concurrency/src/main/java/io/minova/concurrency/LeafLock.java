package io.minova.concurrency;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock inside which no other one is taken, so that there is no order to keep. Where assertions are on, as in every test, whoever takes a second one fails.
 *
 * <p>Threads: safe for any caller.
 */
class LeafLock extends ReentrantLock {

    private static final ThreadLocal<@Nullable LeafLock> HELD = new ThreadLocal<>();

    @Override
    public void lock() {
        assert noOtherIsHeld();
        super.lock();
        assert nowHeld();
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        assert noOtherIsHeld();
        super.lockInterruptibly();
        assert nowHeld();
    }

    @Override
    public boolean tryLock() {
        assert noOtherIsHeld();
        boolean taken = super.tryLock();
        assert !taken || nowHeld();
        return taken;
    }

    @Override
    public void unlock() {
        assert getHoldCount() != 1 || noLongerHeld();
        super.unlock();
    }

    private boolean noOtherIsHeld() {
        LeafLock held = HELD.get();
        return held == null || held == this;
    }

    private boolean nowHeld() {
        HELD.set(this);
        return true;
    }

    private static boolean noLongerHeld() {
        HELD.remove();
        return true;
    }
}
