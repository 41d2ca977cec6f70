package io.minova.concurrency;

import io.minova.concurrency.testing.Await;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A call of the C library that blocks its thread until it is released: a read from a pipe that nobody has written to.
 *
 * <p>Threads: {@link #enter} holds its thread, and with a green one the hub; everything else returns at once, and is for native threads then.
 */
final class BlockingCall implements AutoCloseable {

    private static final Linker LINKER = Linker.nativeLinker();

    private final MethodHandle read = handle("read", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private final MethodHandle write = handle("write", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private final MethodHandle closeEnd = handle("close", ValueLayout.JAVA_INT);
    private final Arena arena = Arena.ofShared();
    private final MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
    private final MemorySegment written = arena.allocate(1);
    private final MemorySegment received = arena.allocate(1);
    private final CountDownLatch entered = new CountDownLatch(1);
    private volatile boolean isOver;

    BlockingCall() {
        try {
            int result = (int) handle("pipe", ValueLayout.ADDRESS).invokeExact(ends);
            if (result != 0) {
                throw new IllegalStateException("no pipe");
            }
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** Blocks until {@link #release}. */
    boolean enter() {
        entered.countDown();
        try {
            int count = (int) read.invokeExact(ends.getAtIndex(ValueLayout.JAVA_INT, 0), received, 1L);
            isOver = true;
            return count == 1;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    void awaitEntered() throws InterruptedException {
        if (!entered.await(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nobody entered within " + Await.PATIENCE);
        }
    }

    boolean isOver() {
        return isOver;
    }

    void release() {
        try {
            int count = (int) write.invokeExact(ends.getAtIndex(ValueLayout.JAVA_INT, 1), written, 1L);
            if (count != 1) {
                throw new IllegalStateException("cannot write to the pipe");
            }
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** Only when nobody is inside any more. */
    @Override
    public void close() {
        try {
            int first = (int) closeEnd.invokeExact(ends.getAtIndex(ValueLayout.JAVA_INT, 0));
            int second = (int) closeEnd.invokeExact(ends.getAtIndex(ValueLayout.JAVA_INT, 1));
            if (first + second != 0) {
                throw new IllegalStateException("the pipe cannot be closed");
            }
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        arena.close();
    }

    @SuppressWarnings("restricted") // a real call that blocks without yielding is the point
    private static MethodHandle handle(String function, ValueLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }
}
