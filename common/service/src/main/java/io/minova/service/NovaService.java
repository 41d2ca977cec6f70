package io.minova.service;

import io.minova.rpc.RpcServer;
import java.time.Duration;
import java.util.List;

/**
 * What a service adds to the common life of a process; each service has exactly one such bean. The methods are called in this order.
 *
 * <p>Threads: {@link #openStores} to {@link #serveRpc} on the main thread, before the port opens; {@link #reportState} later on the heartbeat's loop,
 * periodic tasks on theirs; {@link #gracefulShutdown} on a thread of its own.
 * <p>Mirrors {@code nova/manager.py: Manager} and the order of {@code nova/service.py: start}.
 */
public interface NovaService {

    /** Nova's name of the program, such as {@code nova-scheduler}. */
    String binary();

    /** Opens and checks what the service stores in; says in a few words what it opened. */
    default String openStores() throws Exception {
        return "none";
    }

    /** Repairs what an earlier process left behind; may wait for others, as a compute does for the conductor. */
    void initHost() throws Exception;

    /** Tells the cluster that this service lives; once after {@link #initHost}, then every {@code report_interval}. */
    void reportState();

    /** Connects topics with their managers; messages are accepted afterwards. */
    void serveRpc(RpcServer server);

    /** What runs now and then, one after another. */
    default List<PeriodicTask> periodicTasks() {
        return List.of();
    }

    /** Waits for work in progress that no executor shows, at most {@code timeout}; no new messages arrive any more. */
    default void gracefulShutdown(Duration timeout) throws Exception {}
}
