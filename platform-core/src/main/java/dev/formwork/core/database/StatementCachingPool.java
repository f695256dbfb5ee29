package dev.formwork.core.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
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

  /** Connections of {@link PipelinedReads}, and statements under way on each. */
  private static final int PIPELINES = 4;

  private static final int PIPELINED = 16;

  /** Statements behind wait as well. */
  private static final int LONGEST_LOCK_MS = 10;

  private volatile SqlClient pipelined;

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options ->
                options
                    .setPreparedStatementCacheMaxSize(STATEMENTS)
                    .setPreparedStatementCacheSqlLimit(LONGEST));
    pipelined = pipelined(input);
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }

  private static SqlClient pipelined(Input input) {
    return PgBuilder.client()
        .with(new PoolOptions(input.poolOptions()).setMaxSize(PIPELINES))
        .connectingTo(
            input.pgConnectOptionsList().stream()
                .map(StatementCachingPool::pipelined)
                .map(SqlConnectOptions.class::cast)
                .toList())
        .using(input.vertx())
        .build();
  }

  private static PgConnectOptions pipelined(PgConnectOptions options) {
    var some = new PgConnectOptions(options).setPipeliningLimit(PIPELINED);
    some.addProperty("lock_timeout", Integer.toString(LONGEST_LOCK_MS));
    return some;
  }

  /**
   * @param pool which makes the pipelined client when it is first used
   */
  @Produces
  @ApplicationScoped
  KeyedReads keyedReads(io.vertx.mutiny.sqlclient.Pool pool) {
    pool.size();
    return new PipelinedReads(pool, io.vertx.mutiny.sqlclient.SqlClient.newInstance(pipelined));
  }

  @PreDestroy
  void close() {
    if (pipelined != null) {
      pipelined.close();
    }
  }
}
