package io.minova.scheduler.placement.schema;

import static io.minova.scheduler.placement.schema.ObjectShape.object;
import static io.minova.scheduler.placement.schema.Values.integer;
import static io.minova.scheduler.placement.schema.Values.list;
import static io.minova.scheduler.placement.schema.Values.number;
import static io.minova.scheduler.placement.schema.Values.string;
import static io.minova.scheduler.placement.schema.Values.uuid;

import java.util.List;

/** The shapes, by microversion: the number is the minor one. Mirrors placement's {@code schemas}. */
public final class Schemas {

    public static final int MAX_INT = 2147483647;
    private static final double FLOAT_MAX = 3.40282e+38;
    private static final int NAME_MAX = 200;
    private static final int LONG = 255;
    private static final int ANY = Integer.MAX_VALUE;
    private static final String UUID_KEY = "^[0-9a-fA-F-]{36}$";
    private static final String CLASS_KEY = "^[A-Z0-9_]+$";
    private static final String CUSTOM = "^CUSTOM_[A-Z0-9_]+$";
    private static final String GROUP = "[a-zA-Z0-9_-]{1,64}";

    public static final Shape CUSTOM_TRAIT = string(1, LONG, CUSTOM);
    public static final Shape RESOURCE_CLASS = object().required("name", string(0, LONG, CUSTOM));
    public static final Shape PROVIDER_TRAITS =
            object().required("traits", list(0, false, string(1, LONG))).required("resource_provider_generation", integer());

    private static final ObjectShape INVENTORY = object()
            .optional("resource_provider_generation", integer())
            .required("total", integer(1, MAX_INT))
            .optional("reserved", integer(0, MAX_INT))
            .optional("min_unit", integer(1, MAX_INT))
            .optional("max_unit", integer(1, MAX_INT))
            .optional("step_size", integer(1, MAX_INT))
            .optional("allocation_ratio", number(FLOAT_MAX));
    public static final Shape NEW_INVENTORY = INVENTORY.required("resource_class", string(0, ANY, CLASS_KEY));
    public static final Shape ONE_INVENTORY = INVENTORY.required("resource_provider_generation", integer());
    public static final Shape INVENTORIES = object()
            .required("resource_provider_generation", integer())
            .required("inventories", object().keys(CLASS_KEY, INVENTORY).tolerant());

    private Schemas() {}

    public static Shape newProvider(int version) {
        return ((ObjectShape) provider(version)).optional("uuid", uuid());
    }

    public static Shape provider(int version) {
        ObjectShape shape = object().required("name", string(0, NAME_MAX));
        return version < 14 ? shape : shape.optional("parent_provider_uuid", uuid().orNull());
    }

    public static Shape aggregates(int version) {
        Shape uuids = list(0, true, uuid());
        return version < 19 ? uuids : object().required("aggregates", uuids).required("resource_provider_generation", integer());
    }

    /** PUT /allocations/{consumer}. */
    public static Shape allocation(int version) {
        Shape resources = object().atLeast(1).keys(CLASS_KEY, integer(1, Long.MAX_VALUE));
        if (version < 12) {
            Shape one = object().required("resource_provider", object().required("uuid", uuid())).required("resources", resources);
            ObjectShape shape = object().required("allocations", list(1, false, one));
            return version < 8 ? shape : owned(shape);
        }
        return consumer(version, resources, version < 28 ? 1 : 0);
    }

    /** POST /allocations. */
    public static Shape allocations(int version) {
        return allocations(version, 1);
    }

    private static Shape allocations(int version, int consumersMin) {
        Shape resources = object().atLeast(1).keys(CLASS_KEY, integer(1, Long.MAX_VALUE));
        return object().atLeast(consumersMin).keys(UUID_KEY, consumer(version, resources, 0));
    }

    private static Shape consumer(int version, Shape resources, int providersMin) {
        Shape provider = object().optional("generation", integer()).required("resources", resources);
        ObjectShape shape = owned(object().required("allocations", object().atLeast(providersMin).keys(UUID_KEY, provider)));
        if (version >= 28) {
            shape = shape.required("consumer_generation", integer().orNull());
        }
        if (version >= 34) {
            shape = shape.optional("mappings", object().atLeast(1).keys(GROUP, list(1, false, uuid())).tolerant());
        }
        return version < 38 ? shape : shape.required("consumer_type", string(1, LONG, CLASS_KEY));
    }

    private static ObjectShape owned(ObjectShape shape) {
        return shape.required("project_id", string(1, LONG)).required("user_id", string(1, LONG));
    }

    public static Shape reshaper(int version) {
        return object().required("inventories", object().atLeast(1).keys(UUID_KEY, INVENTORIES)).required("allocations", allocations(version, 0));
    }

    public static Shape providersQuery(int version) {
        Shape text = string(0, ANY);
        ObjectShape shape = object().optional("name", text).optional("uuid", uuid());
        if (version >= 3) {
            shape = shape.optional("member_of", text);
        }
        if (version >= 4) {
            shape = shape.optional("resources", text);
        }
        if (version >= 14) {
            shape = shape.optional("in_tree", uuid());
        }
        return version < 18 ? shape : shape.optional("required", text);
    }

    public static Shape traitsQuery() {
        return object().optional("name", string(0, ANY)).optional("associated", string(0, ANY));
    }

    public static Shape usagesQuery(int version) {
        ObjectShape shape = object().required("project_id", string(1, LONG)).optional("user_id", string(1, LONG));
        return version < 38 ? shape : shape.optional("consumer_type", string(1, LONG, CLASS_KEY + "|^all|^unknown$"));
    }

    public static Shape candidatesQuery(int version) {
        Shape text = string(0, ANY);
        ObjectShape shape = object();
        if (version < 25) {
            shape = shape.required("resources", text);
            shape = version < 17 ? shape : shape.optional("required", text);
            shape = version < 21 ? shape : shape.optional("member_of", text);
        } else {
            String suffix = "(" + (version < 33 ? "[1-9][0-9]*" : GROUP) + ")?$";
            for (String word : version < 31
                    ? List.of("resources", "required", "member_of")
                    : List.of("resources", "required", "member_of", "in_tree")) {
                shape = shape.keys("^" + word + suffix, text);
            }
            shape = shape.optional("group_policy", Values.oneOf(List.of("none", "isolate")));
            shape = version < 35 ? shape : shape.optional("root_required", text);
            shape = version < 36 ? shape : shape.optional("same_subtree", text);
        }
        return version < 16 ? shape : shape.optional("limit", string(1, ANY, "^[1-9][0-9]*$"));
    }
}
