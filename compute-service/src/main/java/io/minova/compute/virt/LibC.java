package io.minova.compute.virt;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * A real blocking call into libc, which no scheduler of this process can interrupt or see through: it holds its thread, and in a cooperative process the hub.
 *
 * <p>Threads: make it on {@code main}. Linking loads classes and takes locks, which on a green thread inside a static initialiser could stop the hub for ever.
 * <p>Stands for libvirt's C library, of which {@code nova/virt/libvirt/host.py: _wrap_libvirt_proxy} says why it needs tpool.
 */
public final class LibC {

    private final MethodHandle usleep;

    @SuppressWarnings("restricted") // The jar's manifest enables native access; there is no other way to block as C does.
    public LibC() {
        usleep = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("usleep"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        sleep(Duration.ofNanos(1_000));
    }

    /** {@code usleep(3)}: in whole microseconds, up to 35 minutes. */
    public void sleep(Duration duration) {
        try {
            int ignored = (int) usleep.invokeExact(Math.toIntExact(duration.toNanos() / 1_000));
        } catch (Throwable e) {
            throw new IllegalStateException("usleep failed", e);
        }
    }
}
