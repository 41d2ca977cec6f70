package io.minova.rpc;

import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.Time;
import io.minova.objects.NovaException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The client side over any transport: a proxy turns a method call into a message and the answer into its result.
 *
 * <p>Threads: safe for any caller. Interfaces are made ready once, with their first target.
 */
public final class MessageSender implements RpcClient {

    private static final Object[] NO_ARGUMENTS = {};

    private final RpcTransport transport;
    private final Outbox outbox;
    private final RpcOptions options;
    private final RpcStatistics statistics;
    private final Time time;
    private final MessageFaults faults;
    private final ConcurrentHashMap<Class<?>, RpcContract> contracts = new ConcurrentHashMap<>();
    // Unique per process, so that a message costs a counter instead of 16 random bytes.
    private final String idPrefix = UUID.randomUUID() + "-";
    private final AtomicLong lastId = new AtomicLong();

    public MessageSender(RpcTransport transport, Outbox outbox, RpcOptions options, RpcStatistics statistics, Time time) {
        this(transport, outbox, options, statistics, time, new FaultInjection());
    }

    /** With faults of the targets {@code rpc:TOPIC}. */
    public MessageSender(
            RpcTransport transport, Outbox outbox, RpcOptions options, RpcStatistics statistics, Time time, FaultInjection faults) {
        this.faults = new MessageFaults(faults, time);
        this.transport = transport;
        this.outbox = outbox;
        this.options = options;
        this.statistics = statistics;
        this.time = time;
    }

    @Override
    public <T> T target(Class<T> api) {
        return proxy(api, null);
    }

    @Override
    public <T> T target(Class<T> api, String server) {
        return proxy(api, server);
    }

    private <T> T proxy(Class<T> api, @Nullable String server) {
        RpcContract contract = contracts.computeIfAbsent(api, type -> RpcContract.of(type, WireFormat.mapper(), statistics));
        RpcTarget target = new RpcTarget(contract.topic(), server);
        InvocationHandler handler = (proxy, method, arguments) -> {
            RpcMethod rpcMethod = contract.byMethod().get(method);
            return rpcMethod == null
                    ? ofObject(proxy, target, method, arguments)
                    : send(target, rpcMethod, arguments == null ? NO_ARGUMENTS : arguments);
        };
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, handler));
    }

    private @Nullable Object send(RpcTarget target, RpcMethod method, Object[] arguments) {
        RequestContext current = RequestContext.current();
        RequestContext context = current != null ? current : RequestContext.admin("req-" + UUID.randomUUID());
        // Not cut to the deadline of the request that asks: a handler whose caller has left must still be able to clean up by messages.
        Duration timeout = options.limit(method.timeout());
        context = context.withDeadline(method.kind() == RpcMethod.Kind.CALL ? time.now().plus(timeout) : null);
        String id = idPrefix + Long.toString(lastId.incrementAndGet(), Character.MAX_RADIX);
        long start = time.nanoTime();
        boolean failed = true;
        try {
            var message = new RpcTransport.OutgoingMessage(id, target, method.name(), WireFormat.message(id, target, method, context, arguments));
            Object result = deliver(message, method, timeout);
            failed = false;
            return result;
        } catch (NovaException e) {
            // What the handler threw is an answer, not a failure to send.
            failed = isFailureToSend(e);
            throw e;
        } finally {
            method.counters().sent(time.nanoTime() - start, failed);
        }
    }

    private @Nullable Object deliver(RpcTransport.OutgoingMessage message, RpcMethod method, Duration timeout) {
        if (faults.swallows(message, method.kind(), options.toBeTaken(timeout))) {
            return null;
        }
        switch (method.kind()) {
            case CALL -> {
                return WireFormat.answer(method, transport.call(message, timeout));
            }
            case CAST -> outbox.send(message);
            case FANOUT -> transport.fanout(message);
        }
        return null;
    }

    private static boolean isFailureToSend(NovaException e) {
        return switch (e.code()) {
            case MESSAGING_TIMEOUT, MESSAGE_NOT_ACCEPTED -> true;
            default -> false;
        };
    }

    private static @Nullable Object ofObject(Object proxy, RpcTarget target, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "toString" -> "rpc to " + target;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> InvocationHandler.invokeDefault(proxy, method, arguments == null ? NO_ARGUMENTS : arguments);
        };
    }
}
