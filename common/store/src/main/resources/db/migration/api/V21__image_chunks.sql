-- The bytes of an image in pieces, so that nobody must hold a whole one in memory, nor a column.

drop table image_data;

create table image_data (
    image_id varchar(36) not null references images (id),
    position integer not null,
    content bytea not null,
    primary key (image_id, position)
);
