-- Ports that somebody made over the network API: they are there before a server has them and stay when it is gone.
alter table network_ports alter column instance_uuid drop not null;
alter table network_ports add column is_users boolean default false not null;
alter table network_ports add column name varchar(255);
alter table network_ports add column description varchar(255);
create index network_ports_project on network_ports (project_id);
