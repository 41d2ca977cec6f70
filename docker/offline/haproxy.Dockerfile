FROM debian:bookworm-slim
ADD root.tar /
# 99: the user's number in the official image.
RUN echo 'haproxy:x:99:99:HAProxy:/var/lib/haproxy:/usr/sbin/nologin' >>/etc/passwd \
 && echo 'haproxy:x:99:' >>/etc/group \
 && mkdir -p /var/lib/haproxy /usr/local/etc/haproxy && chown 99:99 /var/lib/haproxy \
 && ldconfig && ! ldd /usr/sbin/haproxy | grep 'not found'
USER haproxy
STOPSIGNAL SIGUSR1
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]
