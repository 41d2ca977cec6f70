package io.minova.api;

import io.minova.objects.ErrorCode;
import io.minova.objects.NovaException;
import io.minova.rpc.RpcClient;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes messages and remembers them, or refuses all of them. Threads: safe for any caller. */
public final class RecordedMessages implements RpcClient {

    private final List<String> messages = new ArrayList<>();
    private final Map<String, Function<Object[], Object>> answers = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private volatile boolean isDown;

    @Override
    public <T> T target(Class<T> api) {
        return target(api, "");
    }

    @Override
    public <T> T target(Class<T> api, String server) {
        Object proxy = Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (self, method, arguments) -> {
            if (isDown) {
                throw new NovaException(ErrorCode.MESSAGE_NOT_ACCEPTED, "nobody there");
            }
            synchronized (messages) {
                messages.add(api.getSimpleName() + (server.isEmpty() ? "" : "@" + server) + "." + method.getName());
            }
            RuntimeException failure = failures.get(method.getName());
            if (failure != null) {
                throw failure;
            }
            Function<Object[], Object> answer = answers.get(method.getName());
            return answer == null ? null : answer.apply(arguments);
        });
        return api.cast(proxy);
    }

    /** From now on calls of that method get this answer. */
    public void answer(String method, Object answer) {
        answers.put(method, arguments -> answer);
    }

    /** From now on calls of that method get what is made of their arguments. */
    public void answering(String method, Function<Object[], Object> answer) {
        answers.put(method, answer);
    }

    /** From now on messages of that method fail so, or for null no longer. */
    public void failing(String method, @Nullable RuntimeException failure) {
        if (failure == null) {
            failures.remove(method);
        } else {
            failures.put(method, failure);
        }
    }

    /** From now on nobody takes messages, or everybody again. */
    public void down(boolean down) {
        isDown = down;
    }

    /** Those since the last call. */
    public List<String> drain() {
        synchronized (messages) {
            List<String> all = List.copyOf(messages);
            messages.clear();
            return all;
        }
    }
}
