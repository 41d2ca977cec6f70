-- What a bootable volume was made of; no foreign key: the image may go.
alter table volumes add column image_id varchar(36);
