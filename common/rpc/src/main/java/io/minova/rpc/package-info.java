/**
 * Messages between services: typed proxies of the {@code io.minova.rpcapi} interfaces on one side, dispatch to executors on the other.
 *
 * <p>Threads: a proxy blocks the calling thread until the message is answered (call) or taken (cast); a receiver's transport thread only reads and
 * submits, the handler runs on the executor it was served with.
 * <p>Mirrors {@code nova/rpc.py} and oslo.messaging's RPC client, server and dispatcher.
 * <p>Leaves out version pins and namespaces: all services of a cluster are built from one tree.
 */
@NullMarked
package io.minova.rpc;

import org.jspecify.annotations.NullMarked;
