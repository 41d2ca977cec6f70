package io.minova.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudsFileTest {

    @TempDir
    Path root;

    @Test
    void namesOneCloudPerSeededUser() {
        assertThat(CloudsFile.text(8774, "secret")).isEqualToNormalizingNewlines("""
                # Written by ./minova up
                clouds:
                  minova:
                    auth:
                      auth_url: http://127.0.0.1:8774/identity/v3
                      username: admin
                      password: "secret"
                      project_name: admin
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    identity_api_version: 3
                  minova-demo:
                    auth:
                      auth_url: http://127.0.0.1:8774/identity/v3
                      username: demo
                      password: "secret"
                      project_name: demo
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    identity_api_version: 3
                  minova-reader:
                    auth:
                      auth_url: http://127.0.0.1:8774/identity/v3
                      username: reader
                      password: "secret"
                      project_name: demo
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    identity_api_version: 3
                """);
    }

    @Test
    void linksItWhereClientsLookAndTakesTheLinkAwayAgain() throws Exception {
        StateFolder folder = new StateFolder(root.resolve(".minova"));
        folder.create();
        CloudsFile.write(folder, 8774, "secret");

        assertThat(CloudsFile.link(folder, root)).isTrue();
        assertThat(Files.readString(root.resolve("clouds.yaml"))).contains("minova-demo");
        assertThat(Files.getPosixFilePermissions(folder.cloudsFile())).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        CloudsFile.unlink(folder, root);
        assertThat(root.resolve("clouds.yaml")).doesNotExist();
    }

    @Test
    void leavesAFileOfSomeoneElseAlone() throws Exception {
        StateFolder folder = new StateFolder(root.resolve(".minova"));
        folder.create();
        CloudsFile.write(folder, 8774, "secret");
        Files.writeString(root.resolve("clouds.yaml"), "mine");

        assertThat(CloudsFile.link(folder, root)).isFalse();
        CloudsFile.unlink(folder, root);

        assertThat(root.resolve("clouds.yaml")).hasContent("mine");
    }
}
