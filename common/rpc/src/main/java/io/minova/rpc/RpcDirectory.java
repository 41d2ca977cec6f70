package io.minova.rpc;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows where the servers of a topic are. Asked again with each attempt, so that a restarted receiver is found at its new address.
 *
 * <p>Several directories may exist in a process; the first one that knows the target answers.
 * <p>Threads: safe for any caller; may read a database.
 */
@FunctionalInterface
public interface RpcDirectory {

    /**
     * The base URLs of those who take messages for the target; empty when unknown here, which senders treat as "not there yet" and ask again. Throws to
     * make the sender fail at once.
     *
     * @param server null for any server of the topic
     */
    List<URI> addresses(String topic, @Nullable String server);
}
