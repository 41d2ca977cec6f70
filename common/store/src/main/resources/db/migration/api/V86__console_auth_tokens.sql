-- Who may look at a console, for as long as an address of one is good. Nova has them in its cells.
create table console_auth_tokens (
    token_hash varchar(64) primary key,
    instance_uuid varchar(36) not null,
    console_type varchar(255) not null,
    host varchar(255) not null,
    port integer not null,
    expires_at timestamp(6) with time zone not null
);
create index console_auth_tokens_expiry on console_auth_tokens (expires_at);
