package dev.formwork.core.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Lets connections keep the statements they prepared also when those are long. By default the
 * client prepares anything of more than 2,048 characters anew each time; what the compiler writes
 * for a form with many fields, and a flow's transition, is longer.
 */
@ApplicationScoped
class StatementCachingPool implements PgPoolCreator {

  private static final int LONGEST = 32_768;

  /** Of each connection. */
  private static final int STATEMENTS = 512;

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options ->
                options
                    .setPreparedStatementCacheMaxSize(STATEMENTS)
                    .setPreparedStatementCacheSqlLimit(LONGEST));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
