package dev.formwork.core.database;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Context;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.sqlclient.impl.tracing.QueryRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Logs statements that took the database longer than {@code formwork.log.slow-query-ms} (0: none),
 * with their SQL and without their values, which may be anybody's data. Statements wait for those
 * before them on their connection; the time includes that.
 */
@ApplicationScoped
class SlowQueryLog implements VertxOptionsCustomizer {

  private static final Logger LOG = Logger.getLogger(SlowQueryLog.class);

  /** Characters of a statement that are logged; a form's statement may have thousands. */
  private static final int LONGEST = 2_000;

  private final long thresholdMs;

  SlowQueryLog(
      @ConfigProperty(name = "formwork.log.slow-query-ms", defaultValue = "1000")
          long thresholdMs) {
    this.thresholdMs = thresholdMs;
  }

  /** Vert.x reports each statement to a tracer; all else that it reports is passed over. */
  @SuppressWarnings(
      "deprecation") // Quarkus builds Vert.x from options; they take a tracer no other way.
  @Override
  public void accept(VertxOptions options) {
    if (thresholdMs > 0) {
      VertxTracerFactory factory = _ -> new Stopwatch(thresholdMs, LOG::warn);
      options.setTracingOptions(new TracingOptions().setFactory(factory));
    }
  }

  /**
   * A statement under way.
   *
   * @param sentAt by {@link System#nanoTime}
   */
  record Sent(String sql, long sentAt) {}

  static final class Stopwatch implements VertxTracer<Object, Sent> {

    private final long thresholdMs;
    private final Consumer<String> log;

    Stopwatch(long thresholdMs, Consumer<String> log) {
      this.thresholdMs = thresholdMs;
      this.log = log;
    }

    @Override
    public <R> Sent sendRequest(
        Context context,
        SpanKind kind,
        TracingPolicy policy,
        R request,
        String operation,
        BiConsumer<String, String> headers,
        TagExtractor<R> tags) {
      return request instanceof QueryRequest query
          ? new Sent(query.sql(), System.nanoTime())
          : null;
    }

    @Override
    public <R> void receiveResponse(
        Context context, R response, Sent sent, Throwable failure, TagExtractor<R> tags) {
      if (sent == null) {
        return;
      }
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent.sentAt);
      if (tookMs >= thresholdMs) {
        var line = sentence(sent.sql, tookMs, failure);
        // In the context of who asked, so that the line carries the id of their request.
        ((ContextInternal) context).dispatch(() -> log.accept(line));
      }
    }

    private static String sentence(String sql, long tookMs, Throwable failure) {
      return "Slow query: %d ms%s: %s%s"
          .formatted(
              tookMs,
              failure == null ? "" : ", then failed",
              sql.substring(0, Math.min(sql.length(), LONGEST)),
              sql.length() > LONGEST ? " …" : "");
    }
  }
}
