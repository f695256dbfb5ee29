package dev.formwork.core.cluster;

import dev.formwork.core.cluster.channel.NodeChannel;
import dev.formwork.core.event.ChangeFeed;
import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.event.Outbox;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionChannel;
import dev.formwork.core.workspace.schedule.WorkspaceScheduler;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Listens to the PostgreSQL notifications of other nodes (changed records, published definitions,
 * changed organisations, ended sessions, revoked tokens) and passes them on. Reconnects by itself.
 */
@ApplicationScoped
class PgNotificationListener implements NodeChannel {

  private static final Logger LOG = Logger.getLogger(PgNotificationListener.class);

  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private final LiveChanges live;
  private final CompiledForms forms;
  private final Organizations organizations;
  private final WebSessions sessions;
  private final ChangeFeed feed;
  private final WorkspaceScheduler scheduler;
  private final ApiTokens tokens;
  private final MessageLine line;
  private final AtomicBoolean reading = new AtomicBoolean();

  PgNotificationListener(
      Vertx vertx,
      LiveChanges live,
      CompiledForms forms,
      Organizations organizations,
      WebSessions sessions,
      ChangeFeed feed,
      WorkspaceScheduler scheduler,
      ApiTokens tokens,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.live = live;
    this.forms = forms;
    this.organizations = organizations;
    this.sessions = sessions;
    this.feed = feed;
    this.scheduler = scheduler;
    this.tokens = tokens;
    var uri = URI.create(url.replaceFirst("^vertx-reactive:", ""));
    var options =
        new PgConnectOptions()
            .setHost(uri.getHost())
            .setPort(uri.getPort() < 0 ? 5432 : uri.getPort())
            .setDatabase(uri.getPath().substring(1))
            .setUser(user)
            .setPassword(password);
    options.setTcpKeepAlive(true).setConnectTimeout(CONNECT_TIMEOUT_MS);
    this.line = new MessageLine(vertx, options, this::readAgain);
  }

  @Override
  public void listen(String channel, Consumer<String> listener) {
    line.subscribe(channel, () -> {}, listener);
  }

  void start(@Observes StartupEvent event) {
    line.subscribe(Outbox.CHANNEL, () -> {}, this::recordsChanged);
    line.subscribe(Outbox.CHANGES, () -> {}, this::changesTold);
    line.subscribe(WorkspaceScheduler.CHANNEL, () -> {}, scheduler::heard);
    line.subscribe(
        DefinitionChannel.NAME,
        () -> changed(forms.changed(), "all apps"),
        this::definitionPublished);
    line.subscribe(
        Organizations.CHANNEL,
        () -> heard(organizations.refreshAll(), "Members of all workspaces"),
        id -> heard(organizations.refresh(UUID.fromString(id)), "Members of workspace " + id));
    line.subscribe(
        WebSessions.CHANNEL,
        () -> heard(sessions.beat(), "Sessions of this node"),
        id -> sessions.ended(UUID.fromString(id)));
    line.subscribe(ApiTokens.CHANNEL, tokens::forgetAll, id -> tokens.revoked(UUID.fromString(id)));
    line.open()
        .onFailure(
            failure ->
                LOG.error(
                    "This node hears no PostgreSQL notifications of other nodes; live updates are"
                        + " off",
                    failure));
  }

  void stop(@Observes ShutdownEvent event) {
    line.close();
  }

  /** Nobody tells this node what others change just now, so it looks itself. */
  private void readAgain() {
    tokens.forgetAll();
    if (!reading.compareAndSet(false, true)) {
      return;
    }
    organizations
        .refreshAll()
        .chain(sessions::beat)
        .chain(() -> forms.changed())
        .onTermination()
        .invoke(() -> reading.set(false))
        .subscribe()
        .with(
            _ -> {},
            failure -> LOG.warnf("What other nodes changed could not be read: %s", failure));
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
