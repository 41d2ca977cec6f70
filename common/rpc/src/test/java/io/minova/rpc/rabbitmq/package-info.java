/** Tests of the rabbitmq transport, against the machine's own RabbitMQ. */
@NullMarked
package io.minova.rpc.rabbitmq;

import org.jspecify.annotations.NullMarked;
