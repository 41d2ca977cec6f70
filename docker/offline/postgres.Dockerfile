FROM debian:bookworm-slim
ADD root.tar /
# 999: the user's number in the official image. Its server listens on every address, too.
RUN echo 'postgres:x:999:999:PostgreSQL:/var/lib/postgresql:/bin/bash' >>/etc/passwd \
 && echo 'postgres:x:999:' >>/etc/group \
 && mkdir -p /var/lib/postgresql/data /var/run/postgresql /docker-entrypoint-initdb.d \
 && chown -R 999:999 /var/lib/postgresql /var/run/postgresql && chmod 3777 /var/lib/postgresql/data /var/run/postgresql \
 && sed -i "s/^#listen_addresses = .*/listen_addresses = '*'/" /usr/share/postgresql/15/postgresql.conf.sample \
 && ldconfig && ! ldd /usr/lib/postgresql/15/bin/postgres /usr/lib/postgresql/15/bin/psql /usr/lib/postgresql/15/bin/initdb | grep 'not found'
ENV PATH=$PATH:/usr/lib/postgresql/15/bin LANG=C.UTF-8 PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
USER postgres
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
