package io.minova.concurrency;

/** Whether builds and snapshots limit each other: the option {@code nova.long-task-caps}. */
public enum LongTaskCaps {
    /** As in Nova: in THREADING one limit for both, the larger one; in EVENTLET one each, by semaphores inside the tasks. */
    SHARED,
    /** One limit each in both backends, before the tasks start: a waiting one holds no thread, no green thread and no lock. */
    PER_TYPE
}
