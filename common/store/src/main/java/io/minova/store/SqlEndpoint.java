package io.minova.store;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/sql}: how many statements this process has sent, so that a benchmark can say how many a boot takes. */
@Endpoint(id = "sql")
public class SqlEndpoint {

    private final SqlStatistics statistics;

    SqlEndpoint(SqlStatistics statistics) {
        this.statistics = statistics;
    }

    /** What the endpoint answers. */
    public record Sql(long statements) {}

    @ReadOperation
    public Sql sql() {
        return new Sql(statistics.statements());
    }
}
