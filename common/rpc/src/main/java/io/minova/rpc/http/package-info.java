/**
 * The transport without a broker: one POST per message to the process that serves the topic.
 *
 * <p>Threads: the sender's thread does the exchange and the retries; the web server's thread reads a message and hands it to the receiver's executor.
 * <p>Mirrors oslo.messaging's drivers in what a caller sees; differs: a cast waits until the receiver has taken it, because no broker keeps it.
 * <p>Leaves out encryption: service messages stay on loopback or a private network, and carry a shared secret.
 */
@NullMarked
package io.minova.rpc.http;

import org.jspecify.annotations.NullMarked;
