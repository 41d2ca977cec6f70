package io.minova.store;

import io.minova.concurrency.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Keeps the files of H2 databases near the size of what is in them.
 *
 * <p>Each commit writes whole pages behind the last, and those that are still true keep the dead ones beside them: some 80 kB for each server booted, of which six are
 * alive. H2 gathers them in the thread that writes late commits; with {@code WRITE_DELAY=0} it has no such thread.
 * <p>Threads: one runs it; commits wait while it moves pages, for some milliseconds at most.
 */
final class FileCompaction {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    /** Files that are alive to more than this share of their pages are left alone, in percent. */
    private static final int FILL_RATE = 50;
    /** Living bytes moved at once. */
    private static final int MOVED_MAX = 256 * 1024;

    private final List<MVStore> files = new ArrayList<>();

    /** Of the databases that these connections hold open in this process. */
    FileCompaction(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            files.add(session.getDatabase().getStore().getMvStore());
        }
    }

    /** Until the thread is interrupted or the databases close. */
    void run(Time time) throws InterruptedException {
        while (true) {
            time.sleep(INTERVAL);
            if (!step()) {
                return;
            }
        }
    }

    /** Moves some pages together in each file that needs it; false when a file is closed. */
    boolean step() {
        try {
            for (MVStore file : files) {
                if (file.compact(FILL_RATE, MOVED_MAX)) {
                    file.commit();
                }
            }
            return true;
        } catch (MVStoreException closed) {
            if (files.stream().anyMatch(MVStore::isClosed)) {
                return false;
            }
            throw closed;
        }
    }
}
