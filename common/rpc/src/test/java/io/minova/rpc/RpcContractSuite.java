package io.minova.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.ExecutorRegistry;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.RequestContext;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport must do; a subclass provides the transport. */
@Timeout(30)
public abstract class RpcContractSuite {

    private static final EchoRpc.Thing THING =
            new EchoRpc.Thing("thing", null, Instant.parse("2026-11-22T10:11:12.123456Z"), EchoRpc.Kind.LARGE, Map.of("a", List.of(1L, 2L)));

    protected final RpcStatistics sent = new RpcStatistics();
    protected final RpcStatistics received = new RpcStatistics();
    protected final EchoManager manager = new EchoManager();
    protected ExecutorRegistry executors;
    protected MessageReceiver receiver;

    protected Outbox outbox;

    /** Connects a receiver to the transport; a later call replaces the earlier receiver, as a restart does. */
    protected abstract void listen(MessageReceiver receiver, RpcStatistics statistics) throws Exception;

    /** The receiver dies: connections break, new ones are refused. */
    protected abstract void stopListening() throws Exception;

    protected abstract RpcTransport transport(RpcOptions options, RpcStatistics statistics);

    /** Waits until a call that was sent is held back, because its receiver does not accept. */
    protected void awaitHeldBack() throws Exception {
        while (sent.snapshot().retried() == 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
    }

    /** Where casts wait for a receiver that is away: in the sender's outbox, unless a broker has them. */
    protected void assertWaiting(int casts) throws Exception {
        assertThat(outbox.waitingCount()).as("kept, while the sender goes on").isEqualTo(casts);
    }

    /** Casts that were kept; messages to one target arrive in the order in which they were sent. */
    protected void assertHandled(List<String> handled, List<String> sentInOrder) {
        assertThat(handled).isEqualTo(sentInOrder);
    }

    /** Nobody took that cast within the sender's patience: it is dropped, unless a broker has it. */
    protected void assertOutOfTime(String cast) throws Exception {
        assertThat(outbox.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(outbox.droppedCount()).isEqualTo(1);
    }

    @BeforeEach
    void start() throws Exception {
        executors = TestBackend.newRegistry("echo");
        receiver = newReceiver();
        listen(receiver, received);
    }

    @AfterEach
    void stop() throws Exception {
        stopListening();
        executors.close();
    }

    protected MessageReceiver newReceiver() {
        MessageReceiver created = new MessageReceiver(received, Time.system());
        created.serve(EchoRpc.class, manager, executors.executor(ExecutorType.RPC));
        created.serve(EchoRpc.class, "host1", manager, executors.executor(ExecutorType.RPC));
        created.accept();
        return created;
    }

    protected RpcClient client(RpcOptions options) {
        RpcTransport transport = transport(options, sent);
        outbox = new Outbox(transport, executors, options, sent, Time.system());
        return new MessageSender(transport, outbox, options, sent, Time.system());
    }

    protected EchoRpc echo() {
        return client(RpcOptions.DEFAULTS).target(EchoRpc.class);
    }

    @Test
    void answersEveryShapeOfCall() {
        EchoRpc echo = echo();
        assertThat(echo.thing(THING)).isEqualTo(THING);
        assertThat(echo.things(Arrays.asList(THING, null))).containsExactly(THING, null);
        assertThat(echo.flags(Map.of("x", true))).isEqualTo(Map.of("x", true));
        assertThat(echo.add(1, 2)).isEqualTo(3);
        assertThat(echo.not(true)).isFalse();
        assertThat(echo.nothing(null)).isNull();
        echo.touch();
        assertThat(received.snapshot().received()).isEqualTo(7);
        assertThat(sent.snapshot().sent()).isEqualTo(7);
    }

    @Test
    void reachesOneServerOfATopic() {
        assertThat(client(RpcOptions.DEFAULTS).target(EchoRpc.class, "host1").add(2, 3)).isEqualTo(5);
    }

    @Test
    void takesACastAndHandlesItLater() throws Exception {
        echo().note("hello");
        assertThat(manager.nextNote()).isEqualTo("hello");
    }

    @Test
    void createsANovaExceptionAgainOnTheCaller() {
        assertThatThrownBy(() -> echo().failWithNova()).isInstanceOfSatisfying(NovaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.NO_VALID_HOST);
            assertThat(e).hasMessage("There are not enough hosts available.");
            assertThat(e.context()).containsEntry("filter", "RamFilter");
            assertThat(e.getSuppressed()[0]).hasMessageContaining("EchoManager.failWithNova");
        });
    }

    @Test
    void makesAnyOtherExceptionARemoteError() {
        assertThatThrownBy(() -> echo().failOtherwise()).isInstanceOfSatisfying(NovaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.REMOTE_ERROR);
            assertThat(e).hasMessage("java.lang.IllegalStateException: the disk is made of cheese");
        });
        assertThat(received.snapshot().handlerFailures()).isEqualTo(1);
    }

    @Test
    void givesUpWaitingForAnAnswerAfterTheTimeout() throws Exception {
        RpcOptions impatient = new RpcOptions(Duration.ofMillis(200), Duration.ofSeconds(10));
        assertThatThrownBy(() -> client(impatient).target(EchoRpc.class).waitFor("late")).isInstanceOfSatisfying(NovaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MESSAGING_TIMEOUT);
            assertThat(e.getMessage()).contains("waitFor to echo").contains("limit 200 ms").contains("in flight");
        });
        manager.open("late");
    }

    @Test
    void dropsACallWhoseSenderLeftWhileItWasQueued() throws Exception {
        int limit = executors.executor(ExecutorType.RPC).statistics().limit();
        fillExecutor(limit);
        RpcOptions impatient = new RpcOptions(Duration.ofMillis(100), Duration.ofSeconds(10));
        assertThatThrownBy(() -> client(impatient).target(EchoRpc.class).add(1, 1)).isInstanceOf(NovaException.class);
        while (receiver.inFlightCount() == 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
        manager.open("full");
        assertThat(receiverIdle()).isTrue();
        assertThat(received.snapshot().expired()).isEqualTo(1);
    }

    private void fillExecutor(int limit) {
        for (int i = 0; i < limit; i++) {
            executors.executor(ExecutorType.RPC).submit("fill", () -> manager.waitFor("full"));
        }
    }

    private boolean receiverIdle() throws InterruptedException {
        receiver.stopAccepting();
        return receiver.awaitIdle(Duration.ofSeconds(10));
    }

    @Test
    void carriesTheRequestContextAndTheDeadline() throws Exception {
        RequestContext context = new RequestContext("req-1", "alice", "demo", List.of("member", "reader"), null);
        assertThat(context.call(() -> echo().context())).isEqualTo("req-1 alice demo [member, reader] deadline");
    }

    @Test
    void keepsACastUntilTheReceiverIsBack() throws Exception {
        EchoRpc echo = echo();
        echo.note("before");
        assertThat(manager.nextNote()).isEqualTo("before");
        // Or it would have died in the middle of it, and a broker would deliver it again.
        while (receiver.inFlightCount() > 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
        stopListening();
        echo.note("first");
        echo.note("second");
        assertWaiting(2);
        listen(newReceiver(), received);
        echo.note("third");
        assertHandled(Arrays.asList(manager.nextNote(), manager.nextNote(), manager.nextNote()), List.of("first", "second", "third"));
        assertThat(outbox.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(outbox.droppedCount()).isZero();
    }

    @Test
    void waitsForAReceiverThatDoesNotAcceptYet() throws Exception {
        receiver.stopAccepting();
        EchoRpc echo = echo();
        TaskFuture<Integer> call = executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.add(1, 2));
        awaitHeldBack();
        receiver.accept();
        assertThat(call.get(Duration.ofSeconds(10))).isEqualTo(3);
    }

    @Test
    void aCastThatNobodyTakesInTimeIsNotWaitedForByItsSender() throws Exception {
        stopListening();
        client(new RpcOptions(Duration.ofMillis(200), Duration.ofSeconds(10))).target(EchoRpc.class).note("late");
        assertOutOfTime("late");
    }

    @Test
    void runsARedeliveredMessageOnce() throws Exception {
        RpcTransport transport = transport(RpcOptions.DEFAULTS, sent);
        RpcMethod note = RpcContract.of(EchoRpc.class, WireFormat.mapper(), sent).byName().get("note");
        RpcTarget target = new RpcTarget("echo", null);
        byte[] body = WireFormat.message("id-1", target, note, RequestContext.admin("req-2"), new Object[] {"once"});
        assertThat(transport.offer(new RpcTransport.OutgoingMessage("id-1", target, "note", body))).isTrue();
        assertThat(transport.offer(new RpcTransport.OutgoingMessage("id-1", target, "note", body))).isTrue();
        assertThat(manager.nextNote()).isEqualTo("once");
        while (received.snapshot().redelivered() == 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
        assertThat(receiverIdle()).isTrue();
        assertThat(manager.noteCount()).isZero();
        assertThat(received.snapshot().redelivered()).isEqualTo(1);
    }

    @Test
    void answersARedeliveredCallWithTheFirstAnswer() throws Exception {
        RpcTransport transport = transport(RpcOptions.DEFAULTS, sent);
        RpcMethod method = RpcContract.of(EchoRpc.class, WireFormat.mapper(), sent).byName().get("waitFor");
        RpcTarget target = new RpcTarget("echo", null);
        byte[] body = WireFormat.message("id-2", target, method, RequestContext.admin("req-3"), new Object[] {"gate"});
        var message = new RpcTransport.OutgoingMessage("id-2", target, "waitFor", body);
        var first = executors.executor(ExecutorType.DEFAULT).submit("first", () -> transport.call(message, Duration.ofSeconds(10)));
        assertThat(manager.nextArrival()).isEqualTo("gate");
        var second = executors.executor(ExecutorType.DEFAULT).submit("second", () -> transport.call(message, Duration.ofSeconds(10)));
        while (received.snapshot().redelivered() == 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
        manager.open("gate");
        assertThat(WireFormat.answer(method, first.get(Duration.ofSeconds(10)))).isEqualTo("gate");
        assertThat(WireFormat.answer(method, second.get(Duration.ofSeconds(10)))).isEqualTo("gate");
        assertThat(WireFormat.answer(method, transport.call(message, Duration.ofSeconds(10)))).isEqualTo("gate");
        assertThat(manager.arrivalCount()).isZero();
    }

    @Test
    void answersWhatItTookBeforeItStops() throws Exception {
        EchoRpc echo = echo();
        var call = executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.waitFor("draining"));
        assertThat(manager.nextArrival()).isEqualTo("draining");
        receiver.stopAccepting();
        assertThat(receiver.awaitIdle(Duration.ofMillis(50))).isFalse();
        manager.open("draining");
        assertThat(receiver.awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(call.get(Duration.ofSeconds(10))).isEqualTo("draining");
    }

    @Test
    void losesAFanoutOnlyForThoseWhoAreAway() throws Exception {
        echo().tellAll("news");
        assertThat(manager.nextNote()).isEqualTo("news");
        stopListening();
        echo().tellAll("unheard");
    }
}
