package io.minova.rpc;

import io.minova.rpcapi.Topic;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An RPC interface made ready: its topic and its methods, by Java method for the sender and by name for the receiver. */
record RpcContract(String topic, Map<Method, RpcMethod> byMethod, Map<String, RpcMethod> byName) {

    static RpcContract of(Class<?> api, JsonMapper mapper, RpcStatistics statistics) {
        Topic topic = api.getAnnotation(Topic.class);
        if (!api.isInterface() || topic == null) {
            throw new IllegalArgumentException(api.getName() + " is no RPC interface: it needs @Topic");
        }
        Map<Method, RpcMethod> byMethod = new HashMap<>();
        Map<String, RpcMethod> byName = new HashMap<>();
        for (Method method : api.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers())) {
                continue;
            }
            RpcMethod rpcMethod = RpcMethod.of(method, topic.value(), mapper, statistics);
            byMethod.put(method, rpcMethod);
            if (byName.put(method.getName(), rpcMethod) != null) {
                throw new IllegalArgumentException(api.getName() + " has two methods " + method.getName() + "; a message names only one");
            }
        }
        return new RpcContract(topic.value(), Map.copyOf(byMethod), Map.copyOf(byName));
    }
}
