package io.minova.rpcapi;

import io.minova.objects.RequestSpec;
import io.minova.objects.Selection;
import java.util.List;

/** The scheduler. Mirrors {@code nova/scheduler/rpcapi.py: SchedulerAPI}. */
@Topic("scheduler")
public interface SchedulerRpc {

    /** Per instance: the host chosen and claimed, then its alternates, unclaimed. Fails with NoValidHost, and then nothing stays claimed. */
    @Call(timeout = Call.Timeout.LONG)
    List<List<Selection>> selectDestinations(RequestSpec requestSpec, List<String> instanceUuids);

    /** A host has these instances now, in addition to what the scheduler knew. */
    @Cast(fanout = true)
    void updateInstanceInfo(String host, List<String> instanceUuids);

    /** A host no longer has this instance. */
    @Cast(fanout = true)
    void deleteInstanceInfo(String host, String instanceUuid);
}
