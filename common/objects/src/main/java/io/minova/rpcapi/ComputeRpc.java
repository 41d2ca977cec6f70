package io.minova.rpcapi;

import io.minova.objects.Instance;
import io.minova.objects.RebootType;
import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import java.util.List;

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
}
