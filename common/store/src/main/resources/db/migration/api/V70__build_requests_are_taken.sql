-- Who works on a build request, and since when: with several conductors only one may, however often the message about it comes.
alter table build_requests add column taken_by varchar(36);
alter table build_requests add column taken_at timestamp(6) with time zone;
