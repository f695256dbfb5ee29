package dev.formwork.core.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The connection that PostgreSQL's notifications arrive on. One that is cut is made again. One that
 * a firewall dropped stays silent and looks alive, and what comes over it would be missed for ever:
 * so the line asks every few seconds whether anybody is at its other end, and gives itself up when
 * nobody answers.
 */
final class MessageLine {

  private static final Logger LOG = Logger.getLogger(MessageLine.class);

  private static final Duration ASKED_EVERY = Duration.ofSeconds(5);
  private static final long RECONNECT_MS = 1_000;

  /**
   * @param onSubscribed called whenever messages begin to arrive; some may have been missed before
   */
  private record Subscription(String channel, Runnable onSubscribed, Consumer<String> onMessage) {}

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Runnable whileDead;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private PgSubscriber subscriber;
  private PgConnection unanswered;
  private long timer = -1;

  /**
   * @param whileDead called every few seconds as long as messages may be missed; on an event loop
   */
  MessageLine(Vertx vertx, PgConnectOptions options, Runnable whileDead) {
    this.vertx = vertx;
    this.options = options;
    this.whileDead = whileDead;
    this.subscriber = fresh();
  }

  private PgSubscriber fresh() {
    return PgSubscriber.subscriber(vertx, options).reconnectPolicy(_ -> RECONNECT_MS);
  }

  /** Lasts as long as the line. */
  synchronized void subscribe(String channel, Runnable onSubscribed, Consumer<String> onMessage) {
    var subscription = new Subscription(channel, onSubscribed, onMessage);
    subscriptions.add(subscription);
    subscribe(subscription);
  }

  private void subscribe(Subscription subscription) {
    subscriber
        .channel(subscription.channel)
        .subscribeHandler(_ -> subscription.onSubscribed.run())
        .handler(subscription.onMessage::accept);
  }

  synchronized Future<Void> open() {
    timer = vertx.setPeriodic(ASKED_EVERY.toMillis(), _ -> ask());
    return subscriber.connect();
  }

  synchronized void close() {
    vertx.cancelTimer(timer);
    subscriber.close();
  }

  @SuppressWarnings("ReferenceEquality") // This very connection, and not one that came after it.
  private synchronized void ask() {
    var connection = subscriber.actualConnection();
    if (connection == null) {
      whileDead.run();
    } else if (connection == unanswered) {
      LOG.warn("PostgreSQL is silent on the line for messages; a new one is made");
      replace();
      whileDead.run();
    } else {
      unanswered = connection;
      connection.query("SELECT 1").execute().onSuccess(_ -> answered(connection));
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private synchronized void answered(PgConnection connection) {
    if (unanswered == connection) {
      unanswered = null;
    }
  }

  /** The old connection cannot be closed while the other end is silent; nobody listens to it. */
  private void replace() {
    var old = subscriber;
    subscriptions.forEach(one -> old.channel(one.channel).handler(null));
    subscriber = fresh();
    subscriptions.forEach(this::subscribe);
    connectAgain(subscriber);
    old.close();
  }

  private void connectAgain(PgSubscriber wanted) {
    wanted.connect().onFailure(_ -> vertx.setTimer(RECONNECT_MS, _ -> connectIfCurrent(wanted)));
  }

  @SuppressWarnings("ReferenceEquality")
  private synchronized void connectIfCurrent(PgSubscriber wanted) {
    if (wanted == subscriber) {
      connectAgain(wanted);
    }
  }
}
