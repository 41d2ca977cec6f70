package io.minova.rpc;

import io.minova.concurrency.RequestContext;
import io.minova.objects.NovaException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages and answers as JSON.
 *
 * <p>A message is {@code {"id","topic","server","method","kind","context","args"}} in this order: the head is read without building a tree, and the
 * arguments, which come last, are read by typed readers once the method is known. An answer is {@code {"result":...}} or {@code {"failure":{...}}}.
 * <p>Threads: safe for any caller.
 */
final class WireFormat {

    // Shared by all green threads: the recycler of buffers must not hang on a thread, because each task has its own.
    private static final JsonMapper MAPPER = JsonMapper.builder(
            JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build())
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    // A typical message, an instance with its request, has about 2 KB.
    private static final int TYPICAL_BYTES = 2048;

    private WireFormat() {}

    static JsonMapper mapper() {
        return MAPPER;
    }

    static byte[] message(String id, RpcTarget target, RpcMethod method, RequestContext context, Object[] arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("id", id);
            out.writeStringProperty("topic", target.topic());
            writeNullable(out, "server", target.server());
            out.writeStringProperty("method", method.name());
            out.writeStringProperty("kind", method.kind() == RpcMethod.Kind.CALL ? "call" : "cast");
            writeContext(out, context);
            out.writeArrayPropertyStart("args");
            for (int i = 0; i < arguments.length; i++) {
                method.argumentWriters().get(i).writeValue(out, arguments[i]);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeContext(JsonGenerator out, RequestContext context) {
        out.writeObjectPropertyStart("context");
        out.writeStringProperty("requestId", context.requestId());
        writeNullable(out, "userId", context.userId());
        writeNullable(out, "projectId", context.projectId());
        out.writeArrayPropertyStart("roles");
        for (String role : context.roles()) {
            out.writeString(role);
        }
        out.writeEndArray();
        Instant deadline = context.deadline();
        writeNullable(out, "deadline", deadline == null ? null : deadline.toString());
        out.writeEndObject();
    }

    private static void writeNullable(JsonGenerator out, String name, @Nullable String value) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }

    /** Reads up to the arguments. */
    static IncomingMessage head(byte[] body) {
        JsonParser in = MAPPER.createParser(body);
        String id = null;
        String topic = null;
        String server = null;
        String method = null;
        IncomingMessage.Kind kind = IncomingMessage.Kind.CAST;
        RequestContext context = null;
        try {
            require(in.nextToken() == JsonToken.START_OBJECT, "an object");
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken token = in.nextToken();
                switch (name) {
                    case "id" -> id = in.getString();
                    case "topic" -> topic = in.getString();
                    case "server" -> server = in.getString();
                    case "method" -> method = in.getString();
                    case "kind" -> kind = "call".equals(in.getString()) ? IncomingMessage.Kind.CALL : IncomingMessage.Kind.CAST;
                    case "context" -> context = readContext(in);
                    case "args" -> {
                        require(token == JsonToken.START_ARRAY, "an array of arguments");
                        if (id == null || topic == null || method == null || context == null) {
                            throw new IllegalArgumentException("The head of the message is incomplete");
                        }
                        return new IncomingMessage(id, new RpcTarget(topic, server), method, kind, context, in);
                    }
                    default -> in.skipChildren();
                }
            }
            throw new IllegalArgumentException("The message has no arguments");
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("Not a message: " + e.getMessage(), e);
        }
    }

    private static RequestContext readContext(JsonParser in) {
        String requestId = "";
        String userId = null;
        String projectId = null;
        List<String> roles = new ArrayList<>(4);
        Instant deadline = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "requestId" -> requestId = in.getString();
                case "userId" -> userId = in.getString();
                case "projectId" -> projectId = in.getString();
                case "roles" -> {
                    while (in.nextToken() == JsonToken.VALUE_STRING) {
                        roles.add(in.getString());
                    }
                }
                case "deadline" -> deadline = Instant.parse(in.getString());
                default -> in.skipChildren();
            }
        }
        return new RequestContext(requestId, userId, projectId, roles, deadline);
    }

    /** Reads the arguments of a message whose head was read, and gives the parser's buffers back. */
    static @Nullable Object[] arguments(JsonParser in, RpcMethod method) {
        try (in) {
            List<ObjectReader> readers = method.argumentReaders();
            @Nullable Object[] arguments = new @Nullable Object[readers.size()];
            for (int i = 0; i < arguments.length; i++) {
                JsonToken token = in.nextToken();
                require(token != JsonToken.END_ARRAY, readers.size() + " arguments for " + method.name());
                arguments[i] = readers.get(i).readValue(in);
            }
            return arguments;
        }
    }

    static byte[] result(RpcMethod method, @Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            out.writeStartObject();
            if (!method.answersNothing()) {
                out.writeName("result");
                method.resultWriter().writeValue(out, value);
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static byte[] failure(Throwable failure) {
        return MAPPER.writeValueAsBytes(new FailedAnswer(RemoteFailure.of(failure)));
    }

    /** The result in an answer; throws what the receiver threw. */
    static @Nullable Object answer(RpcMethod method, byte[] answer) {
        try (JsonParser in = MAPPER.createParser(answer)) {
            require(in.nextToken() == JsonToken.START_OBJECT, "an object");
            String name = in.nextName();
            if (name == null) {
                return null;
            }
            in.nextToken();
            if (name.equals("failure")) {
                throw MAPPER.readValue(in, RemoteFailure.class).toException();
            }
            require(name.equals("result"), "a result or a failure");
            return method.resultReader().readValue(in);
        } catch (JacksonException e) {
            throw new NovaException(
                    io.minova.objects.ErrorCode.REMOTE_ERROR, "The answer of " + method.name() + " could not be read: " + e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Not a message: expected " + what);
        }
    }

    private record FailedAnswer(RemoteFailure failure) {}
}
