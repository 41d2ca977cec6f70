package io.minova.api.actions;

import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import tools.jackson.databind.JsonNode;

/** One action on servers. */
interface ServerAction {

    /** The key in the body, such as {@code os-start}; the schema is {@code server-action-} and this. */
    String key();

    /** The first microversion that has it, as the number after the dot. */
    default int since() {
        return 1;
    }

    /** The last microversion that has it. */
    default int until() {
        return Integer.MAX_VALUE;
    }

    Rule rule();

    /** Whether nobody but an administrator may do it to a locked server. */
    default boolean isStoppedByLock() {
        return true;
    }

    /** Does it to a server that the caller sees and may do this to; {@code argument} is what stands behind the key. */
    Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument);
}
