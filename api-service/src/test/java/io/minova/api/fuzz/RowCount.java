package io.minova.api.fuzz;

import io.minova.store.Database;
import io.minova.store.Databases;
import java.util.List;
import java.util.stream.Collectors;

/** How many rows all tables of the API's databases have together: a request that is refused leaves as many as it found. */
final class RowCount {

    private final List<Database> databases;
    private final List<String> statements;

    RowCount(Databases databases, List<String> names) {
        this.databases = names.stream().map(databases::database).toList();
        this.statements = this.databases.stream().map(RowCount::statement).toList();
    }

    private static String statement(Database database) {
        List<String> tables = database.jdbc()
                .sql("select table_name from information_schema.tables where table_schema in ('PUBLIC', 'public') and table_type like '%TABLE'")
                .query(String.class)
                .list();
        return tables.stream().map(table -> "(select count(*) from " + table + ")").collect(Collectors.joining(" + ", "select ", ""));
    }

    long now() {
        long rows = 0;
        for (int i = 0; i < databases.size(); i++) {
            rows += databases.get(i).jdbc().sql(statements.get(i)).query(Long.class).single();
        }
        return rows;
    }
}
