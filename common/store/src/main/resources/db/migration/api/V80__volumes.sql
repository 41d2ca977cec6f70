-- Stands in for Cinder: volumes and what they are attached to. The server's side of an attachment stands in the server's row.

create table volumes (
    id varchar(36) primary key,
    project_id varchar(255) not null,
    user_id varchar(255) not null,
    name varchar(255),
    description varchar(255),
    size_gb integer not null,
    status varchar(30) not null,
    availability_zone varchar(255) not null,
    multiattach boolean not null,
    bootable boolean not null,
    metadata varchar(65535) not null,
    created_at timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone
);
create index volumes_project on volumes (project_id);

-- attached_at is null while the server's host has not attached it.
create table volume_attachments (
    id varchar(36) primary key,
    volume_id varchar(36) not null references volumes (id),
    instance_uuid varchar(36) not null,
    device varchar(255),
    host varchar(255),
    attached_at timestamp(6) with time zone
);
create index volume_attachments_volume on volume_attachments (volume_id);
