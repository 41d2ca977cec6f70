package io.minova.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows what other projects' tests said about the APIs when they last ran, by the figures that {@code record} kept. */
class ConformancePageTest {

    private static final String HEAD = """
            # Conformance

            What other projects' own tests and clients say about the APIs here. Written by `ConformancePageTest` from `recorded.tsv` and the lists of Tempest's
            tests in `system-tests/conformance`; `mvn verify -Dupdate` writes it anew. Figures get there from what the commands print:

            ```
            system-tests/conformance/in-every-layout 3 COMMAND... | tee output
            system-tests/conformance/record SUITE < output
            ```

            Layouts: everything on the hub, everything on threads, and half and half (API and conductor on threads, scheduler and compute on the hub), each on a
            cluster of its own. Nothing of the other projects is copied: each command takes the folder or the file it needs. Differences that Nova's own clients
            would not see are not sought here.

            """;

    /** A suite in the page: its key in the file, its heading, and what it is. */
    private enum Suite {
        TEMPEST("tempest", "Tempest", """
                Tests of Tempest 33 (Debian) that pass on a real Nova with its fake driver, `tempest.api.compute` only, four at a time. `TempestScenario` runs a larger
                list in the build and fails when one of it fails.
                """),
        OPENSTACK("openstack", "The openstack command", """
                A scripted session with the unmodified `openstack` command, a process for each command: flavors, keys, groups, hosts, aggregates, quotas, and a server's
                life from boot to delete. The build runs `system-tests/conformance/openstack`, the same kind of session from one process.
                """),
        CLIENTS("clients", "openstacksdk and novaclient", """
                A server's life led by openstacksdk, and by novaclient with the first and the newest microversion that it knows; servers are deleted softly and restored.
                `PythonClientsScenario` is the same in every build.

                ```
                export NOVA_RECLAIM_INSTANCE_INTERVAL=3600
                system-tests/conformance/in-every-layout 1 system-tests/conformance/clients {clouds}
                ```
                """),
        GOPHERCLOUD("gophercloud", "gophercloud", """
                gophercloud's own acceptance tests for compute, version 0.12 (Debian), the library through which Terraform's provider speaks to clouds. Terraform and its
                provider themselves were not run: Debian has neither. Skipped are those that their authors skip, and those that the script names with a reason, such as
                version 2 of the identity and the volume API, which Keystone and Cinder have dropped.

                ```
                export DRIVER=$PWD/system-tests/conformance/gophercloud.yaml
                system-tests/conformance/in-every-layout 1 system-tests/conformance/gophercloud {clouds}
                ```
                """),
        RALLY("rally", "Rally", """
                Scenarios for Nova of Rally 3.3 (Debian), each of a project and a user of its own, twice at a time; a failed iteration fails its scenario.

                ```
                DRIVER=fast system-tests/conformance/in-every-layout 1 system-tests/conformance/rally {clouds}
                ```
                """),
        FUZZ("fuzz", "Random and mutated requests", """
                Good requests for every route and every action, with something changed: values, fields, method, path, query, version, headers, bytes, size. A request
                fails here when it is answered with a 5xx, or is refused and yet has changed a server or left a row in a database; the run fails too when a promise
                of a server is not whole afterwards. A short form is in every build. Whole run, its seed printed:

                ```
                mvn -pl api-service -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dminova.fuzz.requests=100000 [-Dminova.fuzz.seed=N] \\
                  -Dmaven.test.redirectTestOutputToFile=false
                ```
                """),
        PLACEMENT("placement", "Placement", """
                Placement's own declarative cases (`gabbits`) for microversion 1.39 with Debian 12's gabbi 2.4. Run them again on a cluster of its own, because
                everything that placement holds is deleted before each file:

                ```
                ./minova up --computes 1 --hosts-per-compute 1
                kill $(./minova status | awk '/compute-1/ {print $2}')   # so that no host reports itself in between
                eval "$(./minova env)"
                system-tests/conformance/placement-gabbi CHECKOUT/placement/tests/functional/gabbits
                ```

                The starting states that the cases need are made over the API, by the project's own fixtures with requests in the place of its objects.

                | fails | why |
                |---|---|
                | `allocations-1-12`: put empty allocations; `allocations-bug-1714072`: fail with empty resources, and dictish | they look for a text by a regular expression, which a newer gabbi can; the text is there |
                | `basic-http`: bad content length not int | the web server refuses such a request before placement sees it, in its own words |

                | does not apply | cases | why |
                |---|---|---|
                | `*-legacy-rbac`, `*-secure-rbac` | 414 | roles and scopes are set by headers, which only placement's test middleware believes; here they come from the token |
                | `*-policy` | 41 | need a policy that lets everybody in, an option of placement's that is not here |
                | `cors` | 4 | needs CORS, an option of placement's that is not here |

                Differs from placement, seen by no case: `last-modified` is always now; a claim takes room by arithmetic in the UPDATE, so that two claims on one
                provider never have to be retried; candidates come in the order of their roots and are never shuffled. Behind it: `openstack resource provider`,
                `allocation`, `resource class`, `trait` (osc-placement); `system-tests/conformance/openstack` runs them all.
                """);

        private final String key;
        private final String heading;
        private final String text;

        Suite(String key, String heading, String text) {
            this.key = key;
            this.heading = heading;
            this.text = text;
        }
    }

    @Test
    void thePageShowsWhatWasRecorded() throws IOException {
        Path folder = GeneratedPage.root().resolve("system-tests/conformance");
        List<String[]> runs = lines(folder.resolve("recorded.tsv")).map(line -> line.split("\t", -1)).toList();
        StringBuilder page = new StringBuilder(HEAD);
        for (Suite suite : Suite.values()) {
            List<String[]> own = runs.stream().filter(run -> run[0].equals(suite.key)).toList();
            if (!own.isEmpty()) {
                page.append("## ").append(suite.heading).append("\n\n").append(suite.text)
                        .append("\n| where | run | day | passed | failed | skipped |\n")
                        .append("|---|---|---|---|---|---|\n");
                own.forEach(run -> page.append("| ").append(MarkdownText.cell(String.join(" | ", run[2], run[3], run[1], run[4], run[5], run[6]))
                        .replace("\\|", "|")).append(" |\n"));
                page.append("\n");
                if (suite == Suite.TEMPEST) {
                    page.append(restOfTempest(folder));
                }
            }
        }
        GeneratedPage.mustBe("conformance.md", page.toString().strip() + "\n");
    }

    @Test
    void everyRecordedSuiteHasAPlace() throws IOException {
        List<String> known = Stream.of(Suite.values()).map(suite -> suite.key).toList();
        assertThat(lines(GeneratedPage.root().resolve("system-tests/conformance/recorded.tsv")).map(line -> line.split("\t")[0])).isSubsetOf(known);
    }

    private static String restOfTempest(Path folder) throws IOException {
        long passing = lines(folder.resolve("tempest-passing.txt")).count();
        Map<String, List<String>> failing = TempestPageTest.byReason(TempestPageTest.lines(folder.resolve("tempest-not-passing.txt")));
        StringBuilder text = new StringBuilder("Of everything that Tempest has for compute **").append(passing)
                .append("** pass. The others, each of them by name in [tempest.md](tempest.md):\n\n| why | tests |\n|---|---|\n");
        failing.forEach((reason, ids) -> text.append("| ").append(MarkdownText.cell(reason)).append(" | ").append(ids.size()).append(" |\n"));
        return text.append("\n").toString();
    }

    private static Stream<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
}
