package io.minova.rpcapi;

import io.minova.objects.Instance;
import io.minova.objects.RebootType;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One compute host. The instance given is the sender's view of the row. Mirrors {@code nova/compute/rpcapi.py: ComputeAPI}. */
@Topic("compute")
public interface ComputeRpc {

    /** Builds on this host, or passes on to an alternate when the host cannot. {@code attempt} counts from 1. */
    @Cast
    void buildAndRunInstance(Instance instance, RequestSpec requestSpec, List<Selection> alternates, int attempt);

    @Cast
    void terminateInstance(Instance instance);

    @Cast
    void startInstance(Instance instance);

    @Cast
    void stopInstance(Instance instance);

    @Cast
    void rebootInstance(Instance instance, RebootType type);

    @Cast
    void pauseInstance(Instance instance);

    @Cast
    void unpauseInstance(Instance instance);

    @Cast
    void suspendInstance(Instance instance);

    @Cast
    void resumeInstance(Instance instance);

    /** Fails with InstancePasswordSetFailed while the guest does not run. */
    @Call
    void setAdminPassword(Instance instance, String newPassword);

    /** The last {@code tailLength} lines of what the guest wrote, all of them if null or negative. */
    @Call
    String getConsoleOutput(Instance instance, @Nullable Integer tailLength);

    /** Where the guest's screen or serial line can be seen. Fails with ConsoleTypeUnavailable for a kind that the hypervisor does not have. */
    @Call
    String getConsole(Instance instance, String protocol, String type);
}
