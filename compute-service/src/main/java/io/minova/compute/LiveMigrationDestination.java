package io.minova.compute;

import io.minova.objects.ErrorCode;
import io.minova.objects.Instance;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.NovaException;
import io.minova.objects.PowerState;
import io.minova.objects.TaskState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live migration on the host that the running guest comes to. Answers the source, which keeps the instance's lock: takes none itself.
 *
 * <p>Mirrors {@code nova/compute/manager.py: check_can_live_migrate_destination, pre_live_migration, post_live_migration_at_destination,
 * rollback_live_migration_at_destination}.
 */
final class LiveMigrationDestination {

    private static final List<@Nullable TaskState> MIGRATING = Arrays.asList(TaskState.MIGRATING);

    private final HostContext host;
    private final InstanceEvents events;

    LiveMigrationDestination(HostContext host, InstanceEvents events) {
        this.host = host;
        this.events = events;
    }

    void check(Instance instance) {
        if (host.host().equals(instance.host())) {
            throw new NovaException(
                    ErrorCode.MIGRATION_PRE_CHECK_ERROR,
                    "Migration pre-check error: instance " + instance.uuid() + " is on " + host.host() + " already.");
        }
        try {
            new GroupPolicyCheck(host).check(instance.uuid());
        } catch (NovaException e) {
            throw new NovaException(
                    ErrorCode.MIGRATION_PRE_CHECK_ERROR,
                    "Migration pre-check error: Failed to validate instance group policy due to: " + e.getMessage(), e);
        }
    }

    void prepare(Instance instance, Migration migration) {
        event(instance, "compute_pre_live_migration", () -> {
            host.tracker().claimMove(instance.uuid(), instance.takenOfHost(migration.newFlavor()));
            // Once more, now that it has room here: of two that come at the same time, one sees the other. The source rolls back.
            new GroupPolicyCheck(host).check(instance.uuid());
            host.driver().preLiveMigration(instance, instance.networkInfo());
            return true;
        });
    }

    void arrived(Instance instance, Migration migration) {
        event(instance, "compute_post_live_migration_at_destination", () -> {
            PowerState power = instance.powerState() == PowerState.PAUSED ? PowerState.PAUSED : PowerState.RUNNING;
            host.driver().arrive(instance.uuid(), power);
            InstanceUpdate.Builder here =
                    InstanceUpdate.builder().host(host.host()).node(host.host()).powerState(power).taskState(null);
            host.save(instance.uuid(), here, MIGRATING);
            host.tracker().arrived(instance.uuid(), instance.takenOfHost(migration.newFlavor()));
            host.scheduler().updateInstanceInfo(host.host(), List.of(instance.uuid()));
            return true;
        });
    }

    void rollback(Instance instance) {
        host.tracker().dropMove(instance.uuid());
        if (!host.tracker().tracks(instance.uuid())) {
            host.driver().reap(instance.uuid());
        }
    }

    private void event(Instance instance, String event, java.util.concurrent.Callable<Boolean> body) {
        try {
            events.wrap(instance.uuid(), event, body);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new NovaException(ErrorCode.MIGRATION_ERROR, "Migration error: " + event + " on " + host.host() + ": " + e, e);
        }
    }
}
