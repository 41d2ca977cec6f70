-- Stands in for Neutron's security groups. Which servers have which stands in the servers' rows, by name. A rule without ends holds for all of them.

create table security_groups (
    id varchar(36) primary key,
    project_id varchar(255) not null,
    name varchar(255) not null,
    description varchar(255) not null,
    created_at timestamp(6) with time zone not null
);
create index security_groups_project on security_groups (project_id);

create table security_group_rules (
    id varchar(36) primary key,
    group_id varchar(36) not null references security_groups (id),
    direction varchar(10) not null,
    ethertype varchar(10) not null,
    protocol varchar(40),
    port_range_min integer,
    port_range_max integer,
    remote_group_id varchar(36),
    remote_ip_prefix varchar(255),
    description varchar(255) not null,
    created_at timestamp(6) with time zone not null
);
create index security_group_rules_group on security_group_rules (group_id);
create index security_group_rules_remote on security_group_rules (remote_group_id);
