package io.minova.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minova.concurrency.Time;
import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.MapPatch;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import io.minova.objects.VmState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceRepositoryTest {

    private final Time time = Time.system();
    private final TestDatabases test = new TestDatabases();
    private final Cell cell = test.cell1();
    private final InstanceRepository instances = new InstanceRepository(time);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void readsWhatWasWritten() {
        Instance created = created();

        Instance found = instances.find(cell, created.uuid()).orElseThrow();

        assertThat(found).usingRecursiveComparison().ignoringFields("updatedAt").isEqualTo(created);
    }

    @Test
    void saveChangesWhatWasAskedForOnlyAndAnswersTheRow() {
        Instance created = created();

        Instance saved = instances.save(
                cell,
                created.uuid(),
                InstanceUpdate.builder().vmState(VmState.ACTIVE).taskState(null).powerState(PowerState.RUNNING).host("h1").build(),
                List.of(TaskState.SCHEDULING));

        assertThat(saved.vmState()).isEqualTo(VmState.ACTIVE);
        assertThat(saved.taskState()).isNull();
        assertThat(saved.host()).isEqualTo("h1");
        assertThat(saved.metadata()).isEqualTo(created.metadata());
        assertThat(instances.find(cell, created.uuid())).contains(saved);
    }

    @Test
    void aDeletedRowIsFoundByThoseWhoAskForItAndSaysThatItIsDeleted() {
        Instance alive = created();
        Instance deleted = created();
        instances.destroy(cell, deleted.uuid());

        List<Instance> found = instances.findEvenDeleted(cell, List.of(alive.uuid(), deleted.uuid(), "unknown"));

        assertThat(found).extracting(Instance::uuid).containsExactlyInAnyOrder(alive.uuid(), deleted.uuid());
        assertThat(found).filteredOn(row -> row.deletedAt() != null).extracting(Instance::uuid).containsExactly(deleted.uuid());
        assertThat(instances.findEvenDeleted(cell, List.of())).isEmpty();
    }

    @Test
    void changesOfSingleKeysLeaveTheOthersAlone() {
        Instance created = created();
        instances.update(cell, created.uuid(), InstanceUpdate.builder().systemMetadata(MapPatch.put(Map.of("a", "1", "b", "2"))).build(), null);

        Instance saved =
                instances.save(cell, created.uuid(), InstanceUpdate.builder().systemMetadata(MapPatch.remove("a", "none")).build(), null);

        assertThat(saved.systemMetadata()).containsEntry("b", "2").doesNotContainKey("a");
        assertThat(saved.metadata()).isEqualTo(created.metadata());
    }

    @Test
    void saveRefusesAnUnexpectedTaskState() {
        Instance created = created();
        InstanceUpdate update = InstanceUpdate.builder().taskState(TaskState.SPAWNING).build();

        assertThatThrownBy(() -> instances.save(cell, created.uuid(), update, Arrays.asList((TaskState) null)))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNEXPECTED_TASK_STATE))
                .hasMessageContaining("Expected task state: [none]. Actual: scheduling");
    }

    @Test
    void aChangeThatComesTwiceSucceedsTwiceUntilAnotherCameBetween() {
        Instance created = created();
        InstanceUpdate spawning = InstanceUpdate.builder().taskState(TaskState.SPAWNING).build();
        InstanceUpdate networking = InstanceUpdate.builder().taskState(TaskState.NETWORKING).build();

        instances.update(cell, created.uuid(), spawning, List.of(TaskState.SCHEDULING), "first");
        instances.update(cell, created.uuid(), spawning, List.of(TaskState.SCHEDULING), "first");
        assertThatThrownBy(() -> instances.update(cell, created.uuid(), spawning, List.of(TaskState.SCHEDULING), "second"))
                .isInstanceOf(NovaException.class);

        instances.update(cell, created.uuid(), networking, List.of(TaskState.SPAWNING), "third");
        assertThatThrownBy(() -> instances.update(cell, created.uuid(), spawning, List.of(TaskState.SCHEDULING), "first"))
                .isInstanceOf(NovaException.class);
    }

    @Test
    void saveTellsThatTheInstanceIsBeingDeleted() {
        Instance created = created();
        instances.save(cell, created.uuid(), InstanceUpdate.builder().taskState(TaskState.DELETING).build(), null);

        assertThatThrownBy(() -> instances.save(
                cell, created.uuid(), InstanceUpdate.builder().taskState(TaskState.SPAWNING).build(), List.of(TaskState.SCHEDULING)))
                .isInstanceOfSatisfying(
                        NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNEXPECTED_DELETING_TASK_STATE));
    }

    @Test
    void aDestroyedInstanceIsNotFoundAndNotSaved() {
        Instance created = created();

        assertThat(instances.destroy(cell, created.uuid())).isTrue();
        assertThat(instances.destroy(cell, created.uuid())).isFalse();
        assertThat(instances.find(cell, created.uuid())).isEmpty();
        assertThatThrownBy(() -> instances.save(cell, created.uuid(), InstanceUpdate.builder().host("h").build(), null))
                .isInstanceOfSatisfying(NovaException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INSTANCE_NOT_FOUND));
    }

    @Test
    void countsUseOfAProject() {
        created();
        created();

        assertThat(instances.usage(cell, "project", null)).isEqualTo(new InstanceRepository.Usage(2, 2, 1024));
        assertThat(instances.usage(cell, "other", null)).isEqualTo(new InstanceRepository.Usage(0, 0, 0));
    }

    private Instance created() {
        Instance instance = TestDatabases.instance("one", time.now());
        instances.create(cell, instance);
        return instance;
    }
}
