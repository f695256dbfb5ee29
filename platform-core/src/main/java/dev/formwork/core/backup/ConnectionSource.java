package dev.formwork.core.backup;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to one database, with the rights of the schemas' owner. */
@FunctionalInterface
public interface ConnectionSource {

  Connection open() throws SQLException;
}
