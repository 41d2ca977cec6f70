package io.minova.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** What the dashboard and the alerts of docker/monitoring ask for is what a service tells Prometheus. */
@Timeout(300)
class MonitoringTest {

    private static final Path MONITORING = Path.of("../../docker/monitoring");
    private static final Pattern NAME = Pattern.compile("\\bminova_[a-z_]+\\b");
    private static final Pattern SAMPLE = Pattern.compile("[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? [0-9.]+");

    @Test
    void everyFigureThatIsAskedForIsInAScrape() throws Exception {
        String scrape = scrape();
        assertThat(scrape.lines().filter(line -> !line.startsWith("#"))).isNotEmpty().allMatch(line -> SAMPLE.matcher(line).matches());
        Set<String> told = new TreeSet<>();
        scrape.lines().filter(line -> line.startsWith("# TYPE ")).forEach(line -> told.add(line.split(" ")[2]));
        assertThat(names("dashboards/minova.json")).hasSizeGreaterThan(10).isSubsetOf(told);
        assertThat(names("alerts.yml")).hasSizeGreaterThan(2).isSubsetOf(told);
        assertThat(scrape).contains("minova_backend_info{service=\"scheduler\"", "minova_executor_limit{owner=\"process\",pool=\"http\"}");
    }

    private static Set<String> names(String file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(Files.readString(MONITORING.resolve(file)));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static String scrape() throws IOException, InterruptedException {
        try (ConfigurableApplicationContext context = ServiceBoot.start(
                MiniatureApplication.class, TestSelection.of("scheduler"), "--nova.rpc.secret=s", "--server.port=0");
                HttpClient client = HttpClient.newHttpClient()) {
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain;version=0.0.4");
            return response.body();
        }
    }
}
