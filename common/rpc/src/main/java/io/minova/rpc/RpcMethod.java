package io.minova.rpc;

import io.minova.rpcapi.Call;
import io.minova.rpcapi.Cast;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One method of an RPC interface with everything that can be known before a message: kind, limits, typed readers and writers. */
record RpcMethod(
        String name, Method method, Kind kind, Call.Timeout timeout, List<ObjectWriter> argumentWriters, List<ObjectReader> argumentReaders,
        boolean answersNothing, ObjectWriter resultWriter, ObjectReader resultReader, RpcStatistics.Counters counters) {

    enum Kind {
        CALL,
        CAST,
        FANOUT
    }

    static RpcMethod of(Method method, String topic, JsonMapper mapper, RpcStatistics statistics) {
        Call call = method.getAnnotation(Call.class);
        Cast cast = method.getAnnotation(Cast.class);
        if ((call == null) == (cast == null)) {
            throw new IllegalArgumentException(method + " must be either @Call or @Cast");
        }
        if (cast != null && method.getReturnType() != void.class) {
            throw new IllegalArgumentException(method + " is a cast and must return void");
        }
        Kind kind = cast == null ? Kind.CALL : cast.fanout() ? Kind.FANOUT : Kind.CAST;
        List<ObjectWriter> writers = new ArrayList<>();
        List<ObjectReader> readers = new ArrayList<>();
        for (var type : method.getGenericParameterTypes()) {
            JavaType javaType = mapper.constructType(type);
            writers.add(mapper.writerFor(javaType));
            readers.add(mapper.readerFor(javaType));
        }
        boolean answersNothing = method.getReturnType() == void.class;
        JavaType result = mapper.constructType(answersNothing ? Object.class : method.getGenericReturnType());
        method.setAccessible(true);
        return new RpcMethod(
                method.getName(), method, kind, call == null ? Call.Timeout.RESPONSE : call.timeout(), List.copyOf(writers), List.copyOf(readers),
                answersNothing, mapper.writerFor(result), mapper.readerFor(result), statistics.method(topic, method.getName()));
    }
}
