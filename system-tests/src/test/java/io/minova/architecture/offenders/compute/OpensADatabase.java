package io.minova.architecture.offenders.compute;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Breaks "compute reaches no database". */
public final class OpensADatabase {

    Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:none");
    }
}
