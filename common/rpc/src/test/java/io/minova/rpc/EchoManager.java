package io.minova.rpc;

import io.minova.concurrency.RequestContext;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves {@link EchoRpc} and remembers what it was told. */
public final class EchoManager implements EchoRpc {

    private final LinkedBlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final ConcurrentHashMap<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> arrivals = new LinkedBlockingQueue<>();

    /** The next note, waiting for it. */
    public @Nullable String nextNote() throws InterruptedException {
        return notes.poll(10, TimeUnit.SECONDS);
    }

    public int noteCount() {
        return notes.size();
    }

    /** Waits until a handler stands at a gate. */
    public @Nullable String nextArrival() throws InterruptedException {
        return arrivals.poll(10, TimeUnit.SECONDS);
    }

    public int arrivalCount() {
        return arrivals.size();
    }

    public void open(String gate) {
        gate(gate).countDown();
    }

    private CountDownLatch gate(String name) {
        return gates.computeIfAbsent(name, key -> new CountDownLatch(1));
    }

    @Override
    public Thing thing(Thing thing) {
        return thing;
    }

    @Override
    public List<@Nullable Thing> things(List<@Nullable Thing> things) {
        return things;
    }

    @Override
    public Map<String, Boolean> flags(Map<String, Boolean> flags) {
        return flags;
    }

    @Override
    public int add(int a, long b) {
        return a + (int) b;
    }

    @Override
    public boolean not(boolean value) {
        return !value;
    }

    @Override
    public @Nullable Thing nothing(@Nullable Thing thing) {
        return thing;
    }

    @Override
    public void touch() {}

    @Override
    public String context() {
        RequestContext context = RequestContext.current();
        return context == null
                ? "none"
                : context.requestId() + " " + context.userId() + " " + context.projectId() + " " + context.roles() + " "
                        + (context.deadline() == null ? "no deadline" : "deadline");
    }

    @Override
    public void failWithNova() {
        throw new NovaException(ErrorCode.NO_VALID_HOST, "There are not enough hosts available.", Map.of("filter", "RamFilter"));
    }

    @Override
    public void failOtherwise() {
        throw new IllegalStateException("the disk is made of cheese");
    }

    @Override
    public String waitShortlyFor(String gate) {
        return waitFor(gate);
    }

    @Override
    public String waitFor(String gate) {
        arrivals.add(gate);
        try {
            if (!gate(gate).await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened " + gate);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return gate;
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }

    @Override
    public void tellAll(String text) {
        notes.add(text);
    }
}
