package io.minova.store;

import io.minova.objects.RequestSpec;
import java.util.Optional;

/** What was asked of the scheduler for each server, kept for as long as the server lives. Mirrors {@code nova/objects/request_spec.py: RequestSpec}. */
public final class RequestSpecRepository {

    private final Database api;

    public RequestSpecRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    public Optional<RequestSpec> find(String instanceUuid) {
        return api.jdbc()
                .sql("select body from request_specs where instance_uuid = ?")
                .param(instanceUuid)
                .query((row, number) -> Json.read(row.getString("body"), RequestSpec.class))
                .optional();
    }

    /** Replaces what was asked for; nothing happens when the server is gone. */
    public void save(String instanceUuid, RequestSpec spec) {
        api.jdbc().sql("update request_specs set body = ? where instance_uuid = ?").params(Json.write(spec), instanceUuid).update();
    }
}
