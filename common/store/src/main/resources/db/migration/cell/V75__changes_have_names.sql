-- The id of the message that last changed the task state: one that is delivered to two conductors finds that it is done.
alter table instances add column last_change varchar(255);
