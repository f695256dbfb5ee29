package dev.formwork.ui.bench;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.TaskAction;
import dev.formwork.workflow.task.Tasks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A record is submitted, its manager approves, a director too if it is dear: whole instances a
 * second, beside Flowable on the same PostgreSQL; the first page of somebody's tasks among very
 * many; timers that come all at once. {@code ./formwork bench flows}.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@EnabledIfSystemProperty(named = "formwork.bench", matches = "flows")
final class FlowsBench {

  private static final int SECONDS = Integer.getInteger("formwork.bench.seconds", 8);
  private static final int CLIENTS = 16;
  private static final int OPEN_TASKS = 100_000;
  private static final int TIMERS = 100_000;

  private static final String FLOW =
      """
      {"key": "buy", "title": {"en": "Buy"}, "form": "item", "trigger": {"on": "record.submitted"}, "steps": [
        {"type": "approve", "key": "manager", "assign": [{"field": "manager"}]},
        {"type": "branch", "key": "dear", "cases": [{"when": "amount > 10000", "steps": [
          {"type": "approve", "key": "director", "assign": [{"field": "director"}]}]}]}]}""";

  private static final String WAITS =
      """
      {"key": "waits", "title": {"en": "Waits"}, "form": "item", "trigger": {"on": "button"}, "steps": [
        {"type": "wait", "key": "day", "for": "P1D"}]}""";

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject DefinitionDrafts drafts;
  @Inject DefinitionPublisher publisher;
  @Inject RecordService records;
  @Inject Tasks tasks;
  @Inject Pool pool;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String database;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private final Figures figures = new Figures();
  private Caller admin;
  private CompiledForm form;
  private final List<Caller> managers = new ArrayList<>();
  private final List<Caller> directors = new ArrayList<>();

  @Test
  void approvals_beside_flowable() throws Exception {
    prepare();
    run(CLIENTS, 4);
    for (int clients : new int[] {1, 4, CLIENTS}) {
      double ours = run(clients, SECONDS);
      double theirs = flowable(clients);
      figures.note(
          String.format(
              Locale.ROOT,
              "%d clients: %.0f instances a second; Flowable %.0f",
              clients,
              ours,
              theirs));
      figures.add(
          "flows_%d_clients_beside_flowable".formatted(clients),
          ours / theirs,
          1,
          clients == CLIENTS ? "8" : "reported");
    }
    bytes();
    firstPage();
    timers();
    figures.print();
  }

  private void prepare() {
    var owner = people.administrator();
    admin = owner.caller();
    form =
        apps.publish(
                admin,
                "bench",
                TestApps.form(
                    "item",
                    "\"recordTitle\": \"name\"",
                    TestApps.field("text", "name", ""),
                    TestApps.field("number", "amount", ""),
                    TestApps.field("member", "manager", ""),
                    TestApps.field("member", "director", "")))
            .get("item");
    publish("buy", FLOW);
    publish("waits", WAITS);
    form = ServiceCalls.await(() -> formNow());
    for (int i = 0; i < CLIENTS; i++) {
      managers.add(hire());
      directors.add(hire());
    }
  }

  @Inject dev.formwork.core.workspace.compiled.CompiledForms forms;

  private io.smallrye.mutiny.Uni<CompiledForm> formNow() {
    return forms.form(admin.workspace(), "bench", "item");
  }

  private Caller hire() {
    return people
        .in(admin.workspace(), "m" + UUID.randomUUID(), Caller.Role.MEMBER, false)
        .caller();
  }

  private static DefinitionId flow(String key) {
    return new DefinitionId(new AppKey("bench"), DefinitionKind.FLOW, key);
  }

  private void publish(String key, String flow) {
    try {
      var json = DefinitionJson.tree(flow);
      ServiceCalls.await(() -> drafts.save(admin, flow(key), json, null));
      ServiceCalls.await(() -> publisher.publish(admin, flow(key)));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(flow, e);
    }
  }

  /** Whole instances a second. */
  private double run(int clients, int seconds) throws Exception {
    var done = new AtomicInteger();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long began = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var work = new ArrayList<Callable<Void>>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        work.add(
            () -> {
              for (int n = 0; System.nanoTime() < end; n++) {
                instance(client, n % 2 == 0 ? 20_000 : 100);
                done.incrementAndGet();
              }
              return null;
            });
      }
      for (var one : threads.invokeAll(work)) {
        one.get();
      }
    }
    return done.get() / ((System.nanoTime() - began) / 1e9);
  }

  private void instance(int client, int amount) {
    var manager = managers.get(client);
    var director = directors.get(client);
    var input =
        RecordInput.empty(form.slots())
            .with(0, "Item")
            .with(1, BigDecimal.valueOf(amount))
            .with(2, manager.memberId().value())
            .with(3, director.memberId().value());
    ServiceCalls.await(() -> records.createAndSubmit(admin, form, input));
    approve(manager);
    if (amount > 10_000) {
      approve(director);
    }
  }

  private void approve(Caller approver) {
    var task =
        ServiceCalls.await(
                () ->
                    tasks.list(
                        approver,
                        new Tasks.Query(
                            Tasks.Box.TODO, null, null, null, Tasks.Urgency.ALL, 1, null)))
            .items()
            .getFirst();
    ServiceCalls.await(
        () -> tasks.decide(approver, task.id(), TaskAction.of(ActionKind.APPROVE, null)));
  }

  /** The same process by Flowable, in a process of its own on the same PostgreSQL. */
  private double flowable(int clients) throws Exception {
    var path = System.getProperty("formwork.flowable", "");
    if (path.isEmpty()) {
      return Double.NaN;
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                Files.readString(Path.of(path)).strip()
                    + ":"
                    + Path.of(path).resolveSibling("test-classes"),
                "dev.formwork.bench.FlowableApprovals",
                database,
                user,
                password,
                Integer.toString(clients),
                Integer.toString(SECONDS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    process.waitFor();
    theirBytes =
        lines.stream()
            .filter(one -> one.startsWith("bytes "))
            .map(one -> one.substring(6))
            .findFirst()
            .orElse("?");
    return Double.parseDouble(
        lines.stream()
            .filter(one -> one.startsWith("rate "))
            .map(one -> one.substring(5))
            .findFirst()
            .orElse("NaN"));
  }

  private String theirBytes = "?";

  private void bytes() {
    var schema = admin.workspace().schema();
    var row =
        ServiceCalls.await(
            () ->
                pool.query(
                        """
                        SELECT (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                          WHERE n.nspname = '%1$s' AND c.relkind = 'r' AND (c.relname LIKE 'flow_%%' OR c.relname = 'notice')),
                        (SELECT count(*) FROM "%1$s".flow_instance WHERE ended_at IS NOT NULL)"""
                            .formatted(schema))
                    .execute()
                    .map(rows -> rows.iterator().next()));
    figures.note("bytes of a finished instance of Flowable: " + theirBytes);
    figures.add(
        "flows_bytes_per_finished_instance",
        row.getDouble(0) / Math.max(1, row.getLong(1)),
        0,
        "reported");
  }

  /** Half of the time that the first page of somebody takes who has few, among very many. */
  private void firstPage() {
    var schema = admin.workspace().schema();
    var me = managers.getFirst();
    ServiceCalls.await(
        () ->
            pool.query(
                    """
                    INSERT INTO "%1$s".flow_task (id, instance_id, position, step, kind, member_id, opened_at)
                    SELECT gen_random_uuid(), (SELECT id FROM "%1$s".flow_instance LIMIT 1), 1, 'manager', 'APPROVE',
                    CASE WHEN n %% 1000 = 0 THEN '%2$s'::uuid ELSE gen_random_uuid() END, now() - n * interval '1 second'
                    FROM generate_series(1, %3$d) n"""
                        .formatted(schema, me.memberId(), OPEN_TASKS))
                .execute());
    ServiceCalls.await(() -> pool.query("ANALYZE \"" + schema + "\".flow_task").execute());
    var times = new ArrayList<Long>();
    for (int i = 0; i < 300; i++) {
      long began = System.nanoTime();
      ServiceCalls.await(() -> tasks.list(me, Tasks.Query.of(Tasks.Box.TODO)));
      times.add(System.nanoTime() - began);
    }
    times.sort(null);
    figures.add("flows_first_page_of_tasks_ms", times.get(times.size() / 2) / 1e6, 1, "<= 5");
  }

  /** Seconds until so many timers that came at once have rung. */
  private void timers() throws Exception {
    var schema = admin.workspace().schema();
    ServiceCalls.await(
        () ->
            pool.query(
                    """
                    WITH made AS (
                      INSERT INTO "%1$s".flow_instance (id, app, flow, version, title, depth, revision, status, started_at, state)
                      SELECT gen_random_uuid(), 'bench', 'waits', 1, '', 0, 1, 'RUNNING', now(),
                      '{"open": [{"is": "pending", "id": 1, "step": "day", "what": "TIME", "parent": 0, "lane": 0}], "next": 2}'
                      FROM generate_series(1, %2$d) RETURNING id)
                    INSERT INTO "%1$s".flow_timer (instance_id, position, stage, at) SELECT id, 1, 0, now() FROM made"""
                        .formatted(schema, TIMERS))
                .execute());
    long began = System.nanoTime();
    while (left(schema) > 0) {
      Thread.sleep(200);
    }
    figures.add(
        "flows_seconds_for_%d_timers".formatted(TIMERS),
        (System.nanoTime() - began) / 1e9,
        0,
        "<= 60");
  }

  private long left(String schema) {
    return ServiceCalls.await(
        () ->
            pool.query("SELECT count(*) FROM \"%s\".flow_timer".formatted(schema))
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
  }
}
