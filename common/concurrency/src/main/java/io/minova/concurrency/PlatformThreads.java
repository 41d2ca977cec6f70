package io.minova.concurrency;

/**
 * Makes the native threads of this library: daemons, in one thread group by which a leak check finds them, with the class loader of the
 * application instead of whatever the submitter happened to have.
 */
final class PlatformThreads {

    static final ThreadGroup GROUP = new ThreadGroup("minova");

    private PlatformThreads() {}

    static Thread unstarted(String name, Runnable body) {
        Thread thread = Thread.ofPlatform().group(GROUP).name(name).daemon(true).inheritInheritableThreadLocals(false).unstarted(body);
        thread.setContextClassLoader(PlatformThreads.class.getClassLoader());
        return thread;
    }

    static Thread start(String name, Runnable body) {
        Thread thread = unstarted(name, body);
        thread.start();
        return thread;
    }
}
