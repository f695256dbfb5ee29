package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.act;
import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.submit;
import static dev.formwork.ui.process.Office.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.pgclient.PgPool;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What opening and deciding a task asks of the database. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TaskStatementsTest {

  @Inject Office office;
  @Inject Pool pool;

  private RestRecords admin;
  private RestRecords boss;
  private RestRecords rep;
  private WatchedPool watched;

  /** The pool of the application, which notes what it is asked. */
  @SuppressWarnings("deprecation") // the bean is of this class
  private static final class WatchedPool extends PgPool {

    private final List<String> statements = new CopyOnWriteArrayList<>();

    WatchedPool(PgPool watched) {
      super(watched.getDelegate());
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
      statements.add(sql);
      return super.preparedQuery(sql);
    }
  }

  @BeforeEach
  void people() {
    admin = office.open();
    boss = office.hire(admin);
    rep = office.hire(admin);
  }

  /** From now on. */
  @SuppressWarnings("deprecation") // the bean is of this class
  private void watch() {
    watched = new WatchedPool((PgPool) ClientProxy.unwrap(pool));
    QuarkusMock.installMockForType(watched, Pool.class);
  }

  /** How many statements on the workspace held this. */
  private long asked(String words) {
    var schema = admin.person().caller().workspace().schema();
    return watched.statements.stream()
        .filter(sql -> sql.contains(schema) && sql.contains(words))
        .count();
  }

  @Test
  void an_approval_reads_the_task_before_and_after_and_its_record_and_history_once() {
    publish(admin, "ask", onSubmit("ask", approve("boss", member(boss), "")));
    submit(rep, "{\"name\": \"Paper\"}");
    var task = task(boss);
    watch();
    act(boss, task, "approve", "{\"comment\": \"Fine\"}")
        .statusCode(200)
        .body("recordData.name", equalTo("Paper"));
    assertThat(asked("flow_task t JOIN")).as("loads of the task").isEqualTo(2);
    assertThat(asked("request\" t ")).as("reads of the record").isEqualTo(1);
    assertThat(asked("flow_event WHERE")).as("reads of the history").isEqualTo(1);
    assertThat(asked("SET seen_at")).as("marks as seen").isZero();
  }

  @Test
  void opening_a_task_reads_its_record_once_and_marks_it_as_seen_once() {
    publish(admin, "ask", onSubmit("ask", approve("boss", member(boss), "")));
    submit(rep, "{\"name\": \"Paper\"}");
    var task = task(boss);
    watch();
    for (int i = 0; i < 2; i++) {
      boss.as().get("/api/v1/tasks/" + task).then().statusCode(200);
    }
    assertThat(asked("flow_task t JOIN")).as("loads of the task").isEqualTo(2);
    assertThat(asked("request\" t ")).as("reads of the record").isEqualTo(2);
    assertThat(asked("SET seen_at")).as("marks as seen").isEqualTo(1);
  }
}
