package io.minova.cli;

import io.minova.cli.cluster.ClusterRecord;
import io.minova.cli.cluster.ServiceName;
import io.minova.cli.cluster.StateFolder;
import io.minova.cli.terminal.CliException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./minova logs SERVICE}: what a service wrote, also after it ended. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints the log of a service.")
final class LogsCommand implements Callable<Integer> {

    private static final int POLL_MILLIS = 200;

    private final CommandContext context;

    @Parameters(paramLabel = "SERVICE", description = "api, conductor, scheduler, compute-1, ..., database.")
    private String service = "";

    @Option(names = {"-f", "--follow"}, description = "Go on printing what it writes, until Ctrl-C.")
    private boolean follow;

    LogsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StateFolder folder = context.stateFolder();
        List<ServiceName> known = ClusterRecord.read(folder).map(record -> record.plan().services()).orElse(ServiceName.all(1));
        ServiceName name = ServiceWord.named(service, known);
        Path log = folder.log(name);
        if (!Files.exists(log)) {
            throw CliException.failed(name + " has written nothing yet: " + log + " does not exist.");
        }
        print(log);
        return 0;
    }

    private void print(Path log) throws IOException, InterruptedException {
        byte[] buffer = new byte[64 * 1024];
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                int count = file.read(buffer);
                if (count > 0) {
                    System.out.write(buffer, 0, count);
                    System.out.flush();
                } else if (!follow) {
                    return;
                } else {
                    Thread.sleep(POLL_MILLIS);
                }
            }
        }
    }
}
