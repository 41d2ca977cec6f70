/**
 * Messages through RabbitMQ, for clusters past one machine: several conductors and schedulers compete on a topic, and what is sent survives its receiver.
 *
 * <p>Threads: the client library's are the backend's own, so that in EVENTLET its reader and its heartbeats stand still when the hub does, as Nova's do.
 * <p>Mirrors {@code oslo_messaging/_drivers/impl_rabbit.py} and {@code amqpdriver.py}: quorum queues, a reply queue per process.
 * <p>Leaves out object versions, namespaces, TLS and clusters of brokers behind several addresses.
 */
@NullMarked
package io.minova.rpc.rabbitmq;

import org.jspecify.annotations.NullMarked;
