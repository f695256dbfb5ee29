package dev.formwork.core.upkeep;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Instant;

/** Something that the installation does by the clock. A job of the same kind does it. */
public interface UpkeepTask {

  /** Also the kind of its job. */
  String name();

  /** Its next time after a moment; null: not at all. */
  Uni<Instant> next(Instant after);

  /**
   * It begins now.
   *
   * @return the subject of its job
   */
  Uni<String> begin(SqlClient sql);
}
