package dev.formwork.core.cluster;

import dev.formwork.core.event.ChangeFeed;
import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.event.Outbox;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionChannel;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Listens to the PostgreSQL notifications of other nodes (changed records, published definitions,
 * changed organisations, ended sessions) and passes them on. Reconnects by itself.
 */
@ApplicationScoped
class PgNotificationListener implements NodeChannel {

  private static final Logger LOG = Logger.getLogger(PgNotificationListener.class);

  private final LiveChanges live;
  private final CompiledForms forms;
  private final Organizations organizations;
  private final WebSessions sessions;
  private final ChangeFeed feed;
  private final WorkspaceScheduler scheduler;
  private final PgSubscriber subscriber;

  PgNotificationListener(
      Vertx vertx,
      LiveChanges live,
      CompiledForms forms,
      Organizations organizations,
      WebSessions sessions,
      ChangeFeed feed,
      WorkspaceScheduler scheduler,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.live = live;
    this.forms = forms;
    this.organizations = organizations;
    this.sessions = sessions;
    this.feed = feed;
    this.scheduler = scheduler;
    var uri = URI.create(url.replaceFirst("^vertx-reactive:", ""));
    var options =
        new PgConnectOptions()
            .setHost(uri.getHost())
            .setPort(uri.getPort() < 0 ? 5432 : uri.getPort())
            .setDatabase(uri.getPath().substring(1))
            .setUser(user)
            .setPassword(password);
    this.subscriber = PgSubscriber.subscriber(vertx, options);
  }

  @Override
  public void listen(String channel, Consumer<String> listener) {
    subscriber.channel(channel).handler(listener::accept);
  }

  void start(@Observes StartupEvent event) {
    subscriber.reconnectPolicy(_ -> 1_000L);
    subscriber.channel(Outbox.CHANNEL).handler(this::recordsChanged);
    subscriber.channel(Outbox.CHANGES).handler(this::changesTold);
    subscriber.channel(WorkspaceScheduler.CHANNEL).handler(scheduler::heard);
    subscriber
        .channel(DefinitionChannel.NAME)
        .subscribeHandler(_ -> changed(forms.changed(), "all apps"))
        .handler(this::definitionPublished);
    subscriber
        .channel(Organizations.CHANNEL)
        .subscribeHandler(_ -> heard(organizations.refreshAll(), "Members of all workspaces"))
        .handler(
            id -> heard(organizations.refresh(UUID.fromString(id)), "Members of workspace " + id));
    subscriber
        .channel(WebSessions.CHANNEL)
        .subscribeHandler(_ -> heard(sessions.beat(), "Sessions of this node"))
        .handler(id -> sessions.ended(UUID.fromString(id)));
    subscriber
        .connect()
        .onFailure(
            failure ->
                LOG.error(
                    "This node hears no PostgreSQL notifications of other nodes; live updates are off",
                    failure));
  }

  void stop(@Observes ShutdownEvent event) {
    subscriber.close();
  }

  private static void heard(Uni<Void> refreshed, String what) {
    refreshed
        .onFailure()
        .retry()
        .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(10))
        .atMost(10)
        .subscribe()
        .with(
            _ -> {},
            failure ->
                LOG.errorf(failure, "%s were not read again; this node shows old ones", what));
  }

  private void recordsChanged(String message) {
    var parts = message.split(" ", 2);
    live.deliver(new LiveChanges.FormChanged(parts[0], parts[1]));
  }

  private void changesTold(String message) {
    var parts = message.split(" ", 3);
    feed.deliver(
        parts[0], parts[1], Arrays.stream(parts[2].split(",")).map(Long::valueOf).toList());
  }

  private void definitionPublished(String message) {
    var parts = message.split(" ", 2);
    var changed =
        parts[1].equals(DefinitionChannel.ALL_APPS)
            ? forms.changed(parts[0])
            : forms.changed(parts[0], new AppKey(parts[1]));
    // Screens are told when they will see it, and also when it cannot be compiled now.
    changed(
        changed
            .onTermination()
            .invoke(() -> live.deliver(new LiveChanges.FormChanged(parts[0], ""))),
        message);
    scheduler.definitionsChanged(parts[0]);
  }

  private static void changed(Uni<Void> compiled, String what) {
    compiled
        .subscribe()
        .with(
            _ -> {},
            failure ->
                LOG.errorf(
                    failure,
                    "Definitions of %s were not compiled; the next request tries again",
                    what));
  }
}
