package io.minova.cli;

import io.minova.cli.cluster.ClusterPlan;
import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.LocalHttp;
import io.minova.cli.cluster.Secrets;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./minova fault SERVICE [TARGET KIND]}: what one service finds slow, lossy or broken; needs a cluster started with {@code NOVA_FAULT_INJECTION=true}. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a database slow or dead for one service, or its messages late or lost. Without TARGET: shows what is injected there.",
            "  ./minova fault api nova_cell2 delay --millis 60000   every statement of the api to cell2 takes a minute longer",
            "  ./minova fault conductor rpc:compute lost            messages of the conductor to computes never arrive",
            "  ./minova fault api --clear                           all is well again",
            "The cluster must have been started with NOVA_FAULT_INJECTION=true."
        })
final class FaultCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String SECRET_HEADER = "X-Minova-Secret";
    private static final int NOT_FOUND = 404;

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "api, conductor, scheduler, compute-1, ...")
    private String service = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TARGET", description = "nova_api, nova_cell1, ..., placement, or rpc:TOPIC.")
    private @Nullable String target;

    @Parameters(index = "2", arity = "0..1", paramLabel = "KIND", description = "delay, down or lost.")
    private @Nullable String kind;

    @Option(names = "--millis", paramLabel = "N", description = "How long a delay is.")
    private long millis;

    @Option(names = "--clear", description = "Ends all faults of the service.")
    private boolean clear;

    FaultCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        StateFolder folder = context.stateFolder();
        ClusterPlan plan = ClusterRecord.required(folder).plan();
        ServiceName name = ServiceWord.named(service, plan.services().stream().filter(each -> each.kind().hasBackend()).toList());
        String wanted = target;
        if (wanted != null && kind == null) {
            throw CliException.usage("What shall happen to " + wanted + "? delay (with --millis), down or lost");
        }
        String method = clear ? "DELETE" : wanted == null ? "GET" : "POST";
        String query = wanted == null
                ? ""
                : "?target=" + encoded(wanted) + "&kind=" + encoded(String.valueOf(kind)) + (millis == 0 ? "" : "&millis=" + millis);
        LocalHttp.Answer answer = send(name.port(plan.apiPort()), method, "/faults" + query, Secrets.of(folder));
        if (answer.status() == NOT_FOUND) {
            throw CliException.failed("Faults cannot be injected into " + name + ": start the cluster with NOVA_FAULT_INJECTION=true");
        }
        if (!answer.isSuccess()) {
            throw CliException.failed(answer.body());
        }
        System.out.println(answer.body());
        return 0;
    }

    private static LocalHttp.Answer send(int port, String method, String path, Secrets secrets) {
        try {
            return new LocalHttp(port, TIMEOUT_MILLIS).send(method, path, Map.of(SECRET_HEADER, secrets.rpc()), null);
        } catch (IOException failure) {
            throw CliException.failed("The service does not answer: " + failure.getMessage());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
