package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.minova.concurrency.Time;
import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.Migration.Progress;
import io.minova.objects.Migration.Status;
import io.minova.objects.Migration.Type;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationRepositoryTest {

    private final Time time = Time.system();
    private final TestDatabases test = new TestDatabases();
    private final Cell cell = test.cell1();
    private final MigrationRepository migrations = new MigrationRepository(time);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void findsWhatIsNotOverByServerAndByEitherHost() {
        Migration created = migrations.create(cell, migration("m1", Status.PRE_MIGRATING));
        Migration moving = created.withDestination("h2", "h2").withProgress(new Progress(4, 3, 2, 1)).withStatus(Status.MIGRATING);

        assertThat(migrations.save(cell, moving)).isTrue();

        assertThat(migrations.inProgress(cell, created.instanceUuid())).get().usingRecursiveComparison().ignoringFields("updatedAt")
                .isEqualTo(moving);
        assertThat(migrations.inProgress(cell, List.of("h1"))).hasSize(1);
        assertThat(migrations.inProgress(cell, List.of("h2"))).hasSize(1);
        assertThat(migrations.inProgress(cell, List.of("h3"))).isEmpty();
    }

    @Test
    void whatIsOverStaysAsItEnded() {
        Migration created = migrations.create(cell, migration("m1", Status.PRE_MIGRATING));
        migrations.save(cell, created.withStatus(Status.ERROR));

        assertThat(migrations.save(cell, created.withStatus(Status.FINISHED))).isFalse();

        assertThat(migrations.find(cell, created.uuid()).orElseThrow().status()).isEqualTo(Status.ERROR);
        assertThat(migrations.inProgress(cell, created.instanceUuid())).isEmpty();
    }

    @Test
    void onlyOneOfTwoTakesAFinishedMove() {
        Migration created = migrations.create(cell, migration("m1", Status.FINISHED));

        assertThat(migrations.transition(cell, created.uuid(), Status.FINISHED, Status.CONFIRMING)).isTrue();
        assertThat(migrations.transition(cell, created.uuid(), Status.FINISHED, Status.REVERTING)).isFalse();
    }

    private Migration migration(String uuid, Status status) {
        Instance instance = TestDatabases.instance("one", time.now());
        return new Migration(
                0, uuid, instance.uuid(), Type.RESIZE, status, "h1", "h1", null, null, instance.flavor(), instance.flavor(), "user", "project",
                time.now(),
                null, Progress.NONE);
    }
}
