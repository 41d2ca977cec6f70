package io.minova.rpcapi;

import io.minova.objects.ComputeNode;
import io.minova.objects.ConsoleAuthToken;
import io.minova.objects.Flavor;
import io.minova.objects.GroupPlacement;
import io.minova.objects.Instance;
import io.minova.objects.InstanceFault;
import io.minova.objects.InstanceUpdate;
import io.minova.objects.Migration;
import io.minova.objects.NewVolume;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import io.minova.objects.TaskState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conductor: orchestration for the API, and the only way a compute reaches a database.
 *
 * <p>Mirrors {@code nova/conductor/rpcapi.py: ComputeTaskAPI and ConductorAPI}; differs: object methods are named here one by one instead of {@code object_action}.
 */
@Topic("conductor")
public interface ConductorRpc {

    /** Places and starts promised servers; the build requests are in the API database. */
    @Cast
    void scheduleAndBuildInstances(List<String> instanceUuids);

    /** Tries the next alternate after a host failed. {@code attempt} counts the hosts tried so far. */
    @Cast
    void buildInstances(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt);

    /**
     * Changes a row if its task state is one of {@code expectedTaskStates} (null inside the list: none; a null list: no check).
     */
    @Call
    void instanceSave(String uuid, InstanceUpdate update, @Nullable List<@Nullable TaskState> expectedTaskStates);

    /** The row, or null when there is none or it is deleted. */
    @Call
    @Nullable Instance instanceGet(String uuid);

    /** Marks the row deleted. */
    @Call
    void instanceDestroy(String uuid);

    /** Every row of that host that is not deleted. */
    @Call
    List<Instance> instancesByHost(String host);

    /** The rows of several hosts that are not deleted, in one message: what a process with many hosts asks when it starts and at each audit. */
    @Call
    List<Instance> instancesByHosts(List<String> hosts);

    @Call
    void instanceFaultCreate(InstanceFault fault);

    /** Starts an event of the action that the current request began. */
    @Call
    void actionEventStart(String instanceUuid, String event, String host);

    /** Ends it; {@code error} is null for success. */
    @Call
    void actionEventFinish(String instanceUuid, String event, @Nullable String error, @Nullable String traceback);

    /** Notes the root disk of an image-backed server. */
    @Call
    void blockDeviceMappingSave(String instanceUuid, String deviceName);

    /** Creates or replaces a hypervisor's row. */
    @Call
    void computeNodeSave(ComputeNode node);

    /** The node's row, so that a restarted host keeps its uuid; null for a new one. */
    @Call
    @Nullable ComputeNode computeNodeGet(String host);

    /** The nodes of several hosts; a host without a row is left out. */
    @Call
    List<ComputeNode> computeNodesGet(List<String> hosts);

    /** Creates or replaces several hypervisors' rows, all or none. */
    @Call
    void computeNodesSave(List<ComputeNode> nodes);

    /** Enters compute services: rows in os-services, host mappings, and where their messages go. */
    @Call
    void serviceRegister(List<String> hosts, String rpcAddress);

    /** The heartbeat of all hosts of a process, in one message. */
    @Call
    void reportState(List<String> hosts);

    /** True if it can be reached; what a compute waits for when it starts. */
    @Call
    boolean ping();

    /** Those of the instances that have a row in the cells of the hosts; deleted ones too. */
    @Call
    List<Instance> instancesEvenDeleted(List<String> hosts, List<String> instanceUuids);

    /** Per host, whether its service is disabled by an administrator. */
    @Call
    Map<String, Boolean> disabledHosts(List<String> hosts);

    /** A server group and where its members are, read anew; null for one that is gone. */
    @Call
    @Nullable GroupPlacement instanceGroup(String groupUuid);

    /** The group that a server is a member of; null if it is in none. */
    @Call
    @Nullable GroupPlacement instanceGroupOf(String instanceUuid);

    /** Finds a host for a server whose task is resize_prep and starts its move; a null flavor keeps the size, a null host lets the scheduler choose. */
    @Cast
    void migrateServer(String instanceUuid, @Nullable Flavor newFlavor, @Nullable String wantedHost);

    /** A destination could not prepare: tries the next alternate, or ends the move with that reason. */
    @Cast
    void rescheduleMigration(Instance instance, Migration migration, RequestSpec requestSpec, List<Selection> alternates, String reason);

    /** Brings a server back whose guest was shelved off its host; a null host lets the scheduler choose. */
    @Cast
    void unshelveInstance(String instanceUuid, @Nullable String wantedHost);

    /** Moves a running server whose task is migrating; a null host lets the scheduler choose. */
    @Cast
    void liveMigrateInstance(String instanceUuid, @Nullable String wantedHost);

    /** Makes a server anew on another host, because its own is down; its migration says from where. */
    @Cast
    void evacuateInstance(String instanceUuid, String migrationUuid, @Nullable String wantedHost);

    /** Writes status, destination and progress of a migration, unless it is over. */
    @Call
    void migrationSave(Migration migration);

    /** The migration of a server that is not over; null when there is none. */
    @Call
    @Nullable Migration migrationInProgress(String instanceUuid);

    /** Those that are not over and that start or end on one of the hosts. */
    @Call
    List<Migration> migrationsInProgress(List<String> hosts);

    /** Where the messages of a compute host go; null while nobody has it. */
    @Call
    @Nullable String hostAddress(String host);

    /** Puts an image that was announced to uploading, as its bytes begin to come. */
    @Call
    void imageUploading(String imageId);

    /** An announced image is complete; one that was deleted meanwhile stays deleted. {@code size} in bytes. */
    @Call
    void imageUploaded(String imageId, long size);

    /** Deletes an image; none is fine. */
    @Call
    void imageDelete(String imageId);

    /** Has every host that is up fetch those images, so that boots from them find them there. Returns long before they are. */
    @Cast
    void cacheImages(List<String> hosts, List<String> imageIds);

    /** Whoever has the token may see that console for ten minutes. */
    @Call
    void consoleAuthorize(ConsoleAuthToken token);

    /** Makes a volume that a server needs, kept for it; one that is there already is fine. */
    @Call
    void volumeCreate(Instance instance, NewVolume volume);

    /** A server of that host has the volume of an attachment now. */
    @Call
    void volumeAttached(String attachmentId, String device, String host);

    /** Ends an attachment, also one that was never completed; none is fine. */
    @Call
    void volumeDetached(String attachmentId);

    /** A volume that was to be detached stays. */
    @Call
    void volumeRollDetaching(String volumeId);

    /** Deletes a volume that nobody has; none is fine. */
    @Call
    void volumeDelete(String volumeId);

    /** Deletes the oldest backups of that type of a server, so that {@code rotation} are left. */
    @Call
    void rotateBackups(String instanceUuid, String backupType, int rotation);
}
