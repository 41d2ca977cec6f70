package io.minova.rpc;

import io.minova.rpcapi.Call;
import io.minova.rpcapi.Cast;
import io.minova.rpcapi.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every shape of argument and answer. */
@Topic("echo")
public interface EchoRpc {

    /** A record as it crosses. */
    record Thing(String name, @Nullable String note, Instant at, Kind kind, Map<String, List<Long>> numbers) {}

    enum Kind {
        SMALL,
        LARGE
    }

    @Call
    Thing thing(Thing thing);

    @Call
    List<@Nullable Thing> things(List<@Nullable Thing> things);

    @Call
    Map<String, Boolean> flags(Map<String, Boolean> flags);

    @Call
    int add(int a, long b);

    @Call
    boolean not(boolean value);

    @Call
    @Nullable Thing nothing(@Nullable Thing thing);

    @Call
    void touch();

    /** Request id, user, project, roles and the deadline's presence, as the handler sees them. */
    @Call
    String context();

    @Call
    void failWithNova();

    @Call
    void failOtherwise();

    @Call
    String waitFor(String gate);

    @Call(timeout = Call.Timeout.SHORT)
    String waitShortlyFor(String gate);

    @Cast
    void note(String text);

    @Cast(fanout = true)
    void tellAll(String text);
}
