package io.minova.rpc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.minova.concurrency.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the messages that were taken lately, so that one delivered twice runs once. A call that comes again gets the answer of its first delivery.
 *
 * <p>Bounds: ids for a time and up to a number, answers up to a number of bytes and the last one whatever its size.
 * <p>Threads: safe for any caller; replies are sent outside the lock.
 * <p>Mirrors {@code oslo_messaging/_drivers/amqpdriver.py: _msg_id cache}, which drops duplicates likewise.
 */
final class RecentMessages {

    // What an answer of no length costs: most say no more than that it is done.
    private static final int ENTRY_BYTES = 200;

    private final int idsMax;
    private final int answerBytesMax;
    private final long keepNanos;
    private final Time time;

    @GuardedBy("this")
    private final Map<String, Entry> entries = new HashMap<>();

    @GuardedBy("this")
    private final ArrayDeque<Entry> inOrder = new ArrayDeque<>();

    @GuardedBy("this")
    private final ArrayDeque<Entry> answered = new ArrayDeque<>();

    @GuardedBy("this")
    private long answerBytes;

    RecentMessages(int idsMax, int answerBytesMax, Duration keep, Time time) {
        this.idsMax = idsMax;
        this.answerBytesMax = answerBytesMax;
        this.keepNanos = keep.toNanos();
        this.time = time;
    }

    /** Notes the message; true when it is new. A known call's {@code reply} is answered now or together with the first one. */
    boolean isNew(String id, RpcListener.Reply reply, IncomingMessage.Kind kind) {
        byte[] answer;
        synchronized (this) {
            Entry known = entries.get(id);
            if (known == null) {
                Entry entry = new Entry(id, time.nanoTime());
                if (kind == IncomingMessage.Kind.CALL) {
                    entry.replies.add(reply);
                }
                entries.put(id, entry);
                inOrder.add(entry);
                forgetOld(entry.takenNanos);
                return true;
            }
            if (kind == IncomingMessage.Kind.CAST) {
                return false;
            }
            if (!known.ended) {
                known.replies.add(reply);
                return false;
            }
            answer = known.answer;
        }
        reply.send(answer != null
                ? answer
                : WireFormat.failure(new IllegalStateException("Message " + id + " was answered before; the answer is no longer kept")));
        return false;
    }

    /** Sends the answer to everyone who waits for it. */
    void answer(String id, byte[] answer) {
        List<RpcListener.Reply> replies;
        synchronized (this) {
            Entry entry = entries.get(id);
            if (entry == null || entry.ended) {
                return;
            }
            entry.ended = true;
            entry.answer = answer;
            replies = new ArrayList<>(entry.replies);
            entry.replies.clear();
            answered.add(entry);
            answerBytes += ENTRY_BYTES + answer.length;
            while (answerBytes > answerBytesMax && answered.size() > 1) {
                forgetOldestAnswer();
            }
        }
        for (RpcListener.Reply reply : replies) {
            reply.send(answer);
        }
    }

    @GuardedBy("this")
    private void forgetOldestAnswer() {
        Entry oldest = answered.remove();
        byte[] answer = oldest.answer;
        oldest.answer = null;
        answerBytes -= ENTRY_BYTES + (answer == null ? 0 : answer.length);
    }

    /** A message that was not taken after all may come again. */
    synchronized void forget(String id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            inOrder.remove(entry);
        }
    }

    // A call that still runs keeps its place however old: its sender waits for an answer.
    @GuardedBy("this")
    private void forgetOld(long nowNanos) {
        int looks = 4;
        while (looks-- > 0 && !inOrder.isEmpty()) {
            Entry oldest = inOrder.element();
            if (inOrder.size() <= idsMax && nowNanos - oldest.takenNanos < keepNanos) {
                return;
            }
            inOrder.remove();
            if (!oldest.replies.isEmpty()) {
                inOrder.add(oldest);
            } else {
                entries.remove(oldest.id);
            }
        }
    }

    private static final class Entry {
        private final String id;
        private final long takenNanos;
        private final List<RpcListener.Reply> replies = new ArrayList<>(1);
        private boolean ended;
        private byte @Nullable [] answer;

        private Entry(String id, long takenNanos) {
            this.id = id;
            this.takenNanos = takenNanos;
        }
    }
}
