package dev.formwork.core.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The order of names may change with the library that PostgreSQL takes it from; an index that was
 * built in another order finds too little. So versions are compared at start, and what was built
 * with another one is built again while people work.
 */
@ApplicationScoped
class CollationVersions {

  private static final Logger LOG = Logger.getLogger(CollationVersions.class);

  /** Held by the node that rebuilds; the others leave it to that one. */
  private static final long LOCK = 0x466f726d436f6c6cL;

  private final AgroalDataSource database;

  CollationVersions(AgroalDataSource database) {
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("collation-versions").start(this::check);
  }

  private void check() {
    try (var connection = database.getConnection()) {
      if (isMine(connection)) {
        refresh(connection);
        texts(connection, "SELECT pg_advisory_unlock(" + LOCK + ")::text");
      }
    } catch (SQLException e) {
      LOG.warnf("The versions of collations could not be compared: %s", e.getMessage());
    }
  }

  private static boolean isMine(Connection connection) throws SQLException {
    return texts(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")::text").contains("true");
  }

  private static void refresh(Connection connection) throws SQLException {
    var stale =
        texts(
            connection,
            """
            SELECT c.collname FROM pg_collation c
            WHERE c.collnamespace = 'formwork'::regnamespace AND c.collprovider = 'i'
              AND c.collversion IS DISTINCT FROM pg_collation_actual_version(c.oid)""");
    for (var collation : stale) {
      if (rebuilt(connection, collation)) {
        execute(connection, "ALTER COLLATION formwork." + collation + " REFRESH VERSION");
      }
    }
  }

  /** The indexes that go by a collation, also within {@code formwork.fold}. */
  private static boolean rebuilt(Connection connection, String collation) throws SQLException {
    var indexes =
        texts(
            connection,
            """
            SELECT i.indexrelid::regclass::text FROM pg_index i
            WHERE 'formwork.%1$s'::regcollation = ANY (i.indcollation::oid[])
              OR '%1$s' = 'folding' AND pg_get_indexdef(i.indexrelid) LIKE '%%formwork.fold(%%'"""
                .formatted(collation));
    LOG.infof("Building %d indexes again for a new version of %s", indexes.size(), collation);
    boolean isDone = true;
    for (var index : indexes) {
      try {
        execute(connection, "REINDEX INDEX CONCURRENTLY " + index);
      } catch (SQLException e) {
        isDone = false;
        LOG.errorf("Index %s could not be built again: %s", index, e.getMessage());
      }
    }
    return isDone;
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
