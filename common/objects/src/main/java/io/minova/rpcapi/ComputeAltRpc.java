package io.minova.rpcapi;

import io.minova.objects.Instance;
import io.minova.objects.Migration;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import java.util.List;

/**
 * One compute host's second door: what hosts tell each other during a move, so that a host whose first door is full of requests can still finish one.
 *
 * <p>Mirrors the methods of {@code nova/compute/rpcapi.py: ComputeAPI} that go to {@code compute-alt}, and the rest of the moves.
 */
@Topic("compute-alt")
public interface ComputeAltRpc {

    /** Claims room on this host, the destination, and tells the source to begin. */
    @Cast
    void prepResize(Instance instance, Migration migration, RequestSpec requestSpec, List<Selection> alternates);

    /** Shuts the guest down on this host, the source, and hands it over. */
    @Cast
    void resizeInstance(Instance instance, Migration migration);

    /** Starts the guest on this host, the destination. */
    @Cast
    void finishResize(Instance instance, Migration migration);

    /** Forgets what this host, the source, kept of the guest. */
    @Cast
    void confirmResize(Instance instance, Migration migration);

    /** The same for a server that is to be deleted next: its deletion waits. */
    @Call
    void confirmResizeNow(Instance instance, Migration migration);

    /** Destroys the guest on this host, the destination, and hands it back. */
    @Cast
    void revertResize(Instance instance, Migration migration);

    /** Starts the guest again on this host, the source. */
    @Cast
    void finishRevertResize(Instance instance, Migration migration);

    /** Whether this host would take the running guest; fails with MigrationPreCheckError if not. */
    @Call
    void checkCanLiveMigrateDestination(Instance instance, Migration migration);

    /** Moves the running guest away from this host, the source. */
    @Cast
    void liveMigration(Instance instance, Migration migration);

    /** Claims room on this host, the destination, and connects the ports. */
    @Call(timeout = Call.Timeout.LONG)
    void preLiveMigration(Instance instance, Migration migration);

    /** The guest runs on this host, the destination, from now on; the instance becomes this host's. */
    @Call(timeout = Call.Timeout.LONG)
    void postLiveMigrationAtDestination(Instance instance, Migration migration);

    /** The guest stays where it was. */
    @Cast
    void rollbackLiveMigrationAtDestination(Instance instance, Migration migration);

    /** Gives a live migration up that this host, the source, has begun or will begin. */
    @Cast
    void liveMigrationAbort(Instance instance, String migrationUuid);

    /** Ends a live migration of this host, the source, now, if need be by letting the guest stand still meanwhile. */
    @Cast
    void liveMigrationForceComplete(Instance instance, String migrationUuid);
}
