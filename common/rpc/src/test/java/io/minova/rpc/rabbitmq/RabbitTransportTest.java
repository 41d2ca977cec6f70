package io.minova.rpc.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.minova.concurrency.ExecutorType;
import io.minova.concurrency.TaskFuture;
import io.minova.concurrency.Time;
import io.minova.concurrency.testing.Await;
import io.minova.rpc.EchoRpc;
import io.minova.rpc.MessageReceiver;
import io.minova.rpc.MessageSender;
import io.minova.rpc.Outbox;
import io.minova.rpc.RpcContractSuite;
import io.minova.rpc.RpcOptions;
import io.minova.rpc.RpcStatistics;
import io.minova.rpc.RpcTransport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RabbitTransportTest extends RpcContractSuite {

    private static final String QUEUE = "minova.echo";
    private static final int PREFETCH = 4;

    private static @Nullable LocalRabbit rabbit;

    private final List<RpcTransport> transports = new ArrayList<>();
    private @Nullable RabbitReceiver listening;
    private @Nullable RpcTransport answers;

    @BeforeAll
    static void startRabbit() {
        Assumptions.assumeTrue(LocalRabbit.isInstalled(), "RabbitMQ is not installed (Debian: rabbitmq-server; .ci/run installs it)");
        if (rabbit == null) {
            rabbit = LocalRabbit.start();
        }
    }

    private static RabbitOptions options() {
        return new RabbitOptions(java.util.Objects.requireNonNull(rabbit).url(), "echo-process", PREFETCH, RabbitOptions.HEARTBEAT);
    }

    @Override
    protected void listen(MessageReceiver receiver, RpcStatistics statistics) throws Exception {
        if (transports.isEmpty()) {
            purge();
        }
        RpcTransport own = new RabbitTransport(options(), RpcOptions.DEFAULTS, executors, statistics, Time.system());
        answers = own;
        Outbox outbox = new Outbox(own, executors, RpcOptions.DEFAULTS, statistics, Time.system());
        listening = new RabbitReceiver(options(), receiver, outbox, executors);
    }

    @Override
    protected void stopListening() {
        if (listening != null) {
            listening.close();
            listening = null;
        }
        if (answers != null) {
            answers.close();
            answers = null;
        }
    }

    @Override
    protected RpcTransport transport(RpcOptions options, RpcStatistics statistics) {
        RpcTransport transport = new RabbitTransport(options(), options, executors, statistics, Time.system());
        transports.add(transport);
        return transport;
    }

    @AfterEach
    void closeTransports() {
        transports.forEach(RpcTransport::close);
    }

    private interface Work<T> {
        T with(Channel channel) throws Exception;
    }

    private static <T> T asOperator(Work<T> work) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(options().url());
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            return work.with(channel);
        }
    }

    /** A former test may have left messages of its own. */
    private static void purge() throws Exception {
        asOperator(channel -> {
            for (String queue : List.of(QUEUE, QUEUE + ".echo-process")) {
                channel.queueDelete(queue);
            }
            return true;
        });
    }

    private static long inQueue() throws Exception {
        return asOperator(channel -> channel.messageCount(QUEUE));
    }

    @Override
    protected void awaitHeldBack() throws Exception {
        while (inQueue() == 0) {
            Time.system().sleep(Duration.ofMillis(5));
        }
    }

    @Override
    protected void assertWaiting(int casts) throws Exception {
        assertThat(outbox.waitingCount()).as("the broker has them").isZero();
        while (inQueue() < casts) {
            Time.system().sleep(Duration.ofMillis(5));
        }
    }

    // They arrive in order, all at once, and each gets a thread of its own.
    @Override
    protected void assertHandled(List<String> handled, List<String> sentInOrder) {
        assertThat(handled).containsExactlyInAnyOrderElementsOf(sentInOrder);
    }

    // As in oslo.messaging: it may be all that is left of what a user was promised.
    @Override
    protected void assertOutOfTime(String cast) throws Exception {
        assertWaiting(1);
        Optional<String> expiration = asOperator(channel -> Optional.ofNullable(channel.basicGet(QUEUE, false).getProps().getExpiration()));
        assertThat(expiration).as("the time after which the broker throws it away").isEmpty();
        listen(newReceiver(), received);
        assertThat(manager.nextNote()).isEqualTo(cast);
    }

    @Test
    void aMessageWhoseReceiverDiedBeforeItsHandlerEndedIsHandledByTheNext() throws Exception {
        EchoRpc echo = echo();
        var call = executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.waitFor("crash"));
        assertThat(manager.nextArrival()).isEqualTo("crash");
        // Its connection is gone before it could acknowledge; the message goes to a receiver that knows nothing of it.
        stopListening();
        listen(newReceiver(), received);
        assertThat(manager.nextArrival()).isEqualTo("crash");
        manager.open("crash");
        assertThat(call.get(Duration.ofSeconds(10))).isEqualTo("crash");
    }

    @Test
    void takesNoMoreThanItsPrefetchAndLeavesTheRestToOthers() throws Exception {
        EchoRpc echo = echo();
        for (int i = 0; i < PREFETCH + 2; i++) {
            executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.waitFor("slow"));
        }
        for (int i = 0; i < PREFETCH; i++) {
            assertThat(manager.nextArrival()).isEqualTo("slow");
        }
        while (inQueue() < 2) {
            Time.system().sleep(Duration.ofMillis(5));
        }
        assertThat(manager.arrivalCount()).isZero();
        manager.open("slow");
        assertThat(manager.nextArrival()).isEqualTo("slow");
        assertThat(manager.nextArrival()).isEqualTo("slow");
    }

    @Test
    void twoReceiversOfATopicShareItsMessages() throws Exception {
        RabbitOptions second = new RabbitOptions(options().url(), "other-process", PREFETCH, RabbitOptions.HEARTBEAT);
        EchoRpc echo = echo();
        RpcTransport own = transport(RpcOptions.DEFAULTS, received);
        Outbox its = new Outbox(own, executors, RpcOptions.DEFAULTS, received, Time.system());
        try (RabbitReceiver _ = new RabbitReceiver(second, newReceiver(), its, executors)) {
            for (int i = 0; i < 2 * PREFETCH; i++) {
                executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.waitFor("both"));
            }
            for (int i = 0; i < 2 * PREFETCH; i++) {
                assertThat(manager.nextArrival()).as("one alone takes %d", PREFETCH).isEqualTo("both");
            }
            manager.open("both");
        }
    }

    @Test
    void connectsAgainWhenTheBrokerClosesEveryConnection() throws Exception {
        EchoRpc echo = echo();
        assertThat(echo.add(1, 2)).isEqualTo(3);
        var call = executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.waitFor("cut"));
        assertThat(manager.nextArrival()).isEqualTo("cut");
        java.util.Objects.requireNonNull(rabbit).closeConnections();
        manager.open("cut");
        assertThat(call.get(Duration.ofSeconds(20))).as("the answer finds its way over the new connection").isEqualTo("cut");
        echo.note("after");
        assertThat(manager.nextNote()).isEqualTo("after");
    }

    @Test
    void anAnswerThatWasOnItsWayWhenTheConnectionBrokeComesAgain() throws Exception {
        try (CuttableProxy proxy = new CuttableProxy(options().url().getPort())) {
            RabbitTransport caller = through(proxy);
            var call = callThatLosesItsAnswer(caller, proxy);
            proxy.heal();
            assertThat(call.get(Duration.ofSeconds(20))).isEqualTo("answer");
        }
    }

    @Test
    void anAnswerThatTheBrokerLostIsAskedForAgainAndTheHandlerDoesNotRunAgain() throws Exception {
        try (CuttableProxy proxy = new CuttableProxy(options().url().getPort())) {
            RabbitTransport caller = through(proxy);
            var call = callThatLosesItsAnswer(caller, proxy);
            asOperator(channel -> channel.queueDelete(caller.replyQueue()));
            proxy.heal();
            assertThat(call.get(Duration.ofSeconds(20))).isEqualTo("answer");
            assertThat(manager.arrivalCount()).isZero();
        }
    }

    private RabbitTransport through(CuttableProxy proxy) {
        // With a slash at the end, as OpenStack's transport URLs have it.
        URI address = URI.create("amqp://guest:guest@127.0.0.1:" + proxy.port() + "/");
        RabbitTransport caller = new RabbitTransport(
                new RabbitOptions(address, "caller", PREFETCH, RabbitOptions.HEARTBEAT), RpcOptions.DEFAULTS, executors, received, Time.system());
        transports.add(caller);
        return caller;
    }

    /** It was handled, its answer has left the broker, and the connection is cut before it comes. */
    private TaskFuture<String> callThatLosesItsAnswer(RabbitTransport caller, CuttableProxy proxy) throws Exception {
        EchoRpc echo = new MessageSender(
                caller, new Outbox(caller, executors, RpcOptions.DEFAULTS, received, Time.system()), RpcOptions.DEFAULTS, received, Time.system())
                .target(EchoRpc.class);
        var call = executors.executor(ExecutorType.DEFAULT).submit("call", () -> echo.waitFor("answer"));
        assertThat(manager.nextArrival()).isEqualTo("answer");
        proxy.swallow();
        manager.open("answer");
        Await.until("the broker has sent the answer", () -> proxy.swallowedBytes() > 0);
        proxy.cut();
        return call;
    }

    @Test
    void aQueueThatAnOperatorDeletedIsMadeAgain() throws Exception {
        EchoRpc echo = echo();
        assertThat(echo.add(1, 2)).isEqualTo(3);
        asOperator(channel -> channel.queueDelete(QUEUE));
        assertThat(echo.add(2, 2)).isEqualTo(4);
    }
}
