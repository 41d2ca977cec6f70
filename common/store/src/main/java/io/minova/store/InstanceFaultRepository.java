package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.time;
import static io.minova.store.Columns.values;

import io.minova.objects.InstanceFault;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Why servers failed. Mirrors {@code nova/objects/instance_fault.py}. */
public final class InstanceFaultRepository {

    // The column holds 255 characters, as Nova's does.
    private static final int MESSAGE_MAX = 255;

    public void create(Cell cell, InstanceFault fault) {
        String message = fault.message().length() > MESSAGE_MAX ? fault.message().substring(0, MESSAGE_MAX) : fault.message();
        cell.database()
                .jdbc()
                .sql("insert into instance_faults (instance_uuid, code, message, details, host, created_at) values (?, ?, ?, ?, ?, ?)")
                .params(values(fault.instanceUuid(), fault.code(), message, fault.details(), fault.host(), time(fault.createdAt())))
                .update();
    }

    /** The latest fault of each instance that has one. */
    public Map<String, InstanceFault> latest(Cell cell, Collection<String> instanceUuids) {
        Map<String, InstanceFault> faults = new HashMap<>();
        if (!instanceUuids.isEmpty()) {
            cell.database()
                    .jdbc()
                    .sql("select instance_uuid, code, message, details, host, created_at from instance_faults where instance_uuid in (:uuids) order by id")
                    .param("uuids", instanceUuids)
                    .query(row -> {
                        InstanceFault fault = new InstanceFault(
                                row.getString("instance_uuid"), row.getInt("code"), row.getString("message"), row.getString("details"),
                                row.getString("host"), instant(row, "created_at"));
                        faults.put(fault.instanceUuid(), fault);
                    });
        }
        return faults;
    }
}
