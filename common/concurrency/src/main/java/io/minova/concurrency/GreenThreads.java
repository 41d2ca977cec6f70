package io.minova.concurrency;

/** Makes the green threads of this library: virtual threads on the hub, which exist in EVENTLET only. */
final class GreenThreads {

    private GreenThreads() {}

    static Thread unstarted(String name, Runnable body) {
        Thread thread = Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(body);
        thread.setContextClassLoader(GreenThreads.class.getClassLoader());
        return thread;
    }

    static Thread start(String name, Runnable body) {
        Thread thread = unstarted(name, body);
        thread.start();
        return thread;
    }
}
