package io.minova.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The interleavings bite: each bug is put back into the source of {@code common/concurrency}, compiled, and found. A bug whose place in the source has
 * changed fails here until it is told where it would be now.
 */
class KnownBugsTest {

    private static final Path SOURCES = Path.of("../concurrency/src/main/java/io/minova/concurrency");
    private static final int ORDERS = 2_000;

    @TempDir
    private Path classes;

    /** Where it was, how it looked, and which scenario must find it. */
    enum Bug {
        /** November 2026: between its end and its being given back, a lent thread was counted as a worker that is free for the next task. */
        A_LENT_THREAD_IS_COUNTED_AS_A_WORKER("TaskDispatch", Interleaving.A_TASK_OFFERED_WHILE_A_THREAD_IS_LENT_GETS_A_WORKER,
                "            ledger.ended(task, outcome, now);\n            lentRunning--;\n", "            ledger.ended(task, outcome, now);\n",
                "            lent--;\n", "            lent--;\n            lentRunning--;\n"),
        A_TASK_IS_STARTED_TWICE("TaskLedger", Interleaving.A_TASK_HAS_ONE_TAKER,
                "        return task.state() == TaskFuture.State.WAITING ? start(task, TaskClock.UNTIMED) : null;\n",
                "        return start(task, settings.time().nanoTime());\n"),
        NOBODY_WAKES_THE_SECOND_WORKER("TaskDispatch", Interleaving.ONE_WORKER_WAKES_THE_NEXT,
                "                    if (idle > 0 && ledger.waiting() > 0) {\n                        work.signal();\n                    }\n", ""),
        NOBODY_CALLS_THE_NEXT_WORKER("TaskDispatch", Interleaving.ONE_WORKER_CALLS_THE_NEXT,
                "                    return withTheNextCalled(task);\n", "                    return task;\n"),
        IDLE_WORKERS_SLEEP_THROUGH_THE_END("TaskDispatch", Interleaving.A_DRAIN_LOSES_NOTHING_AND_ENDS,
                "            isClosed = true;\n            work.signalAll();\n", "            isClosed = true;\n"),
        THE_DRAIN_IS_NOT_TOLD_OF_THE_LAST_WORKER("TaskDispatch", Interleaving.A_DRAIN_WITHOUT_THE_QUEUE_ENDS_EACH_TASK_ONCE,
                "            ended.signalAll();\n", ""),
        WHO_FOLLOWS_TOO_LATE_IS_FORGOTTEN("QueuedTask", Interleaving.EACH_FOLLOWER_IS_SERVED_ONCE,
                "        if (isPublished) {\n            serveFollowers();\n        }\n", ""),
        WHO_WAITS_DOES_NOT_LOOK_AGAIN("QueuedTask", Interleaving.EACH_FOLLOWER_IS_SERVED_ONCE,
                "        if (isPublished) {\n            return true;\n        }\n", ""),
        FOLLOWERS_ARE_TAKEN_IN_TWO_STEPS("QueuedTask", Interleaving.EACH_FOLLOWER_IS_SERVED_ONCE,
                "        Follower newest = (Follower) FOLLOWERS.getAndSet(this, null);\n",
                "        Follower newest = followers;\n        followers = null;\n"),
        THE_NEXT_OF_A_TYPE_GETS_NO_TURN("TaskDispatch", Interleaving.EACH_TASK_OF_A_CAPPED_TYPE_GETS_ITS_TURN,
                "ledger.waiting() >= unclaimedWorkers()", "ledger.waiting() > unclaimedWorkers()"),
        A_LOST_TURN_IS_NOT_NOTICED("CappedTaskExecutor", Interleaving.A_CAPPED_TASK_ENDS_WHEN_THE_SHARED_POOL_DOES,
                "                worker.neverRuns();\n", ""),
        THE_GUARD_LOOKS_BEFORE_IT_SAYS_THAT_IT_WAITS("WaitGuard", Interleaving.THE_GUARD_LENDS_TO_PARENTS_THAT_FILL_THEIR_POOL,
                "        parent.waitingOn = wait;\n        boolean hasLimit", "        boolean hasLimit",
                "                look(parent, wait);\n", "                look(parent, wait);\n                parent.waitingOn = wait;\n",
                "Math.min(left, LOOK_AGAIN_NANOS)", "left"),
        THE_GUARD_FORGETS_WHO_CAN_GO_ON("Deadlock", Interleaving.THE_GUARD_LETS_BE_WHAT_CAN_GO_ON,
                "                    if (wait == null) {\n                        return null;\n                    }\n",
                "                    if (wait == null) {\n                        continue;\n                    }\n",
                "            if (canGoOn(running)) {\n                return false;\n            }\n", "");

        final String type;
        final Interleaving finder;
        /** Text as it is, text as it was, and so on. */
        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        final List<String> changes;

        Bug(String type, Interleaving finder, String... changes) {
            this.type = type;
            this.finder = finder;
            this.changes = List.of(changes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Bug bug) throws Exception {
        compileWith(bug);
        try (URLClassLoader mutated = new Mutated(classes)) {
            Method failureOf = mutated.loadClass(ModelCheck.class.getName()).getDeclaredMethod("failureOf", String.class, int.class);
            failureOf.setAccessible(true);
            assertThat((String) failureOf.invoke(null, bug.finder.name(), ORDERS)).as("what the model checker says of %s", bug).isNotEmpty();
        }
    }

    private void compileWith(Bug bug) throws IOException {
        String source = Files.readString(SOURCES.resolve(bug.type + ".java"));
        for (int i = 0; i < bug.changes.size(); i += 2) {
            assertThat(source).as("the source of %s", bug.type).contains(bug.changes.get(i));
            source = source.replace(bug.changes.get(i), bug.changes.get(i + 1));
        }
        Path changed = Files.createDirectories(classes.resolve("changed")).resolve(bug.type + ".java");
        Files.writeString(changed, source);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-nowarn", "-d", classes.toString(),
                "-cp", System.getProperty("java.class.path"), changed.toString());
        assertThat(result).as("the changed %s compiles", bug.type).isZero();
    }

    /** The product and the scenarios once more, with the changed class instead of the one that is built. */
    private static final class Mutated extends URLClassLoader {

        Mutated(Path changed) throws IOException {
            super(urls(changed), KnownBugsTest.class.getClassLoader());
        }

        private static URL[] urls(Path changed) throws IOException {
            List<URL> urls = new ArrayList<>();
            urls.add(changed.toUri().toURL());
            urls.add(TaskDispatch.class.getProtectionDomain().getCodeSource().getLocation());
            urls.add(ModelCheck.class.getProtectionDomain().getCodeSource().getLocation());
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.minova.concurrency.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> own = findLoadedClass(name);
                return own != null ? own : findClass(name);
            }
        }
    }
}
