package io.minova.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON with up to three nodes changed; sometimes cut off, not JSON, deeper or larger than anybody would write. */
final class FuzzedBodies {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<Integer> HUGE = List.of(114_689, 200_000, 1_500_000);
    private static final List<String> TEXTS = List.of(
            "", " ", "a", "0", "-1", "1e400", "nova", "\u0000", "\ud83d\ude00", "\u202e\u0627", "' or 1=1 --", "%00", "../..", "${x}", "null",
            "x".repeat(300), "y".repeat(70_000), "00000000-0000-0000-0000-000000000000", "2026-13-45", "(((", "[", "99999999999999999999");
    /** What a generator of JSON never writes, though a parser may take it. */
    private static final List<String> VALUES = List.of(
            "1e999999999", "-1e-999999999", "NaN", "-0", "1".repeat(2_000), "1.0", "\"\\ud800\"", "{\"a\":1,\"a\":2}", "'x'", "[,]", "//", "0x1f",
            "1e2");

    private final Random random;

    FuzzedBodies(Random random) {
        this.random = random;
    }

    byte[] body(String json) {
        JsonNode tree = MAPPER.readTree(json);
        for (int i = random.nextInt(4); i > 0; i--) {
            tree = mutated(tree);
        }
        byte[] bytes = MAPPER.writeValueAsBytes(tree);
        return switch (random.nextInt(30)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> "[".repeat(1 + random.nextInt(5_000)).getBytes(StandardCharsets.UTF_8);
            case 3 -> new byte[random.nextInt(10) == 0 ? HUGE.get(random.nextInt(HUGE.size())) : 0];
            case 4 -> spliced(bytes);
            default -> bytes;
        };
    }

    /** The tree with one node somewhere in it replaced, removed or added. */
    private JsonNode mutated(JsonNode node) {
        if (node.isObject() && !node.isEmpty() && random.nextInt(4) != 0) {
            ObjectNode object = (ObjectNode) node.deepCopy();
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(8)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(text(), value());
                default -> object.set(name, mutated(object.path(name)));
            }
            return object;
        }
        if (node.isArray() && !node.isEmpty() && random.nextInt(3) != 0) {
            ArrayNode array = (ArrayNode) node.deepCopy();
            int index = random.nextInt(array.size());
            array.set(index, mutated(array.get(index)));
            return array;
        }
        return value();
    }

    private JsonNode value() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(11)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextInt());
            case 3 -> make.numberNode(random.nextLong());
            case 4 -> make.numberNode(-random.nextInt(3));
            case 5 -> make.numberNode(random.nextDouble() * 1e18);
            case 6 -> make.arrayNode().add(text()).add(1);
            case 7 -> make.objectNode().put(text(), text());
            case 8 -> make.arrayNode();
            default -> make.stringNode(text());
        };
    }

    /** With one value in the text exchanged for something that is hardly JSON. */
    private byte[] spliced(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int colon = text.indexOf(':', random.nextInt(text.length()));
        if (colon < 0) {
            colon = text.indexOf(':');
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return (text.substring(0, colon + 1) + VALUES.get(random.nextInt(VALUES.size())) + text.substring(end)).getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
