package io.minova.objects;

/**
 * The stable names of failures, the same in every log, message and API fault. A string is never changed or used again.
 *
 * <p>Mirrors the class names of {@code nova/exception.py}.
 */
public enum ErrorCode {
    NO_VALID_HOST("NoValidHost", 500),
    MAX_RETRIES_EXCEEDED("MaxRetriesExceeded", 500),
    BUILD_ABORT("BuildAbortException", 500),
    COMPUTE_RESOURCES_UNAVAILABLE("ComputeResourcesUnavailable", 500),
    HYPERVISOR_FAILURE("HypervisorFailure", 500),
    /** A host found that a member of a server group may not be there after all. */
    GROUP_AFFINITY_VIOLATION("GroupAffinityViolation", 500),
    /** A server group whose policy no enabled filter enforces. */
    UNSUPPORTED_POLICY("UnsupportedPolicyException", 500),
    TOO_MANY_INSTANCES("TooManyInstances", 403),
    USAGES_RETRIEVAL_FAILED("UsagesRetrievalFailed", 500),
    INSTANCE_NOT_FOUND("InstanceNotFound", 404),
    INSTANCE_PASSWORD_SET_FAILED("InstancePasswordSetFailed", 409),
    CONSOLE_TYPE_UNAVAILABLE("ConsoleTypeUnavailable", 400),
    MIGRATION_PRE_CHECK_ERROR("MigrationPreCheckError", 400),
    MIGRATION_ERROR("MigrationError", 500),
    INSTANCE_NOT_READY("InstanceNotReady", 409),
    INSTANCE_INVALID_STATE("InstanceInvalidState", 409),
    UNEXPECTED_TASK_STATE("UnexpectedTaskStateError", 409),
    UNEXPECTED_DELETING_TASK_STATE("UnexpectedDeletingTaskStateError", 409),
    ALLOCATION_UPDATE_FAILED("AllocationUpdateFailed", 409),
    COMPUTE_HOST_NOT_FOUND("ComputeHostNotFound", 404),
    HOST_MAPPING_NOT_FOUND("HostMappingNotFound", 404),
    CELL_MAPPING_NOT_FOUND("CellMappingNotFound", 404),
    /** What Nova raises without a class of its own: a cell that does not answer for a server that is in it. */
    NOVA_EXCEPTION("NovaException", 500),
    CELL_TIMEOUT("CellTimeout", 500),
    NETWORK_NOT_FOUND("NetworkNotFound", 404),
    PORT_NOT_FOUND("PortNotFound", 404),
    PORT_IN_USE("PortInUse", 409),
    FIXED_IP_ALREADY_IN_USE("FixedIpAlreadyInUse", 409),
    DEVICE_PATH_IN_USE("DevicePathInUse", 409),
    MESSAGING_TIMEOUT("MessagingTimeout", 504),
    MESSAGE_NOT_ACCEPTED("MessageNotAccepted", 503),
    REMOTE_ERROR("RemoteError", 500);

    private final String word;
    private final int status;

    ErrorCode(String word, int status) {
        this.word = word;
        this.status = status;
    }

    /** The stable name. */
    public String word() {
        return word;
    }

    /** The code of the instance fault or HTTP fault it becomes. */
    public int status() {
        return status;
    }
}
