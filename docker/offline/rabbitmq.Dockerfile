FROM debian:bookworm-slim
ADD root.tar /
# 999: the user's number in the official image.
RUN echo 'rabbitmq:x:999:999:RabbitMQ:/var/lib/rabbitmq:/bin/bash' >>/etc/passwd \
 && echo 'rabbitmq:x:999:' >>/etc/group \
 && mkdir -p /var/lib/rabbitmq /var/log/rabbitmq /etc/rabbitmq/conf.d \
 && echo 'log.console = true' >/etc/rabbitmq/conf.d/10-defaults.conf \
 && rm -f /etc/rabbitmq/rabbitmq-env.conf \
 && chown -R 999:999 /var/lib/rabbitmq /var/log/rabbitmq /etc/rabbitmq && chmod 1777 /var/lib/rabbitmq /var/log/rabbitmq \
 && ldconfig && ! ldd /usr/lib/erlang/erts-*/bin/beam.smp /usr/lib/erlang/lib/crypto-*/priv/lib/crypto.so | grep 'not found'
# Before Debian's wrappers, which want to be root.
ENV PATH=/usr/lib/rabbitmq/bin:$PATH LANG=C.UTF-8 HOME=/var/lib/rabbitmq RABBITMQ_LOGS=-
VOLUME /var/lib/rabbitmq
USER rabbitmq
EXPOSE 4369 5672 25672
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["rabbitmq-server"]
