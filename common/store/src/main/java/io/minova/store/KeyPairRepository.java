package io.minova.store;

import static io.minova.store.Columns.instant;
import static io.minova.store.Columns.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** Key pairs, per user. Mirrors {@code nova/objects/keypair.py: KeyPair}. */
public final class KeyPairRepository {

    private static final String SELECT = "select id, user_id, name, type, public_key, fingerprint, created_at from key_pairs where user_id = ?";

    /** A public key under a name of its user. */
    public record KeyPair(long id, String userId, String name, String type, String publicKey, String fingerprint, Instant createdAt) {}

    private final Database api;

    public KeyPairRepository(Databases databases) {
        this.api = databases.database(Databases.API);
    }

    public List<KeyPair> list(String userId) {
        return api.jdbc().sql(SELECT + " order by name").param(userId).query(KeyPairRepository::map).list();
    }

    public Optional<KeyPair> find(String userId, String name) {
        return api.jdbc().sql(SELECT + " and name = ?").params(userId, name).query(KeyPairRepository::map).optional();
    }

    /** False when the user already has one of that name. */
    public boolean create(String userId, String name, String type, String publicKey, String fingerprint, Instant createdAt) {
        try {
            api.jdbc()
                    .sql("insert into key_pairs (user_id, name, type, public_key, fingerprint, created_at) values (?, ?, ?, ?, ?, ?)")
                    .params(userId, name, type, publicKey, fingerprint, time(createdAt))
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    public boolean delete(String userId, String name) {
        return api.jdbc().sql("delete from key_pairs where user_id = ? and name = ?").params(userId, name).update() == 1;
    }

    private static KeyPair map(ResultSet row, int number) throws SQLException {
        return new KeyPair(
                row.getLong("id"),
                row.getString("user_id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("public_key"),
                row.getString("fingerprint"),
                instant(row, "created_at"));
    }
}
