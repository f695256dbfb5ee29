package dev.formwork.ui.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.formwork.core.access.Caller;
import dev.formwork.core.backup.BackupFile;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.notice.Notices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backups over REST: when they are made, one now, those there are, and who looks after them. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class BackupsApiTest {

  @Inject TestMembers members;
  @Inject Workspaces workspaces;
  @Inject Notices notices;

  private RestRecords admin;

  @BeforeEach
  void somebody_of_the_first_workspace() {
    admin = inFirst(Caller.Role.ADMINISTRATOR);
  }

  private RestRecords inFirst(Caller.Role role) {
    var first =
        ServiceCalls.await(workspaces::all).stream()
            .filter(workspace -> workspace.key().equals("main"))
            .findFirst()
            .orElseThrow();
    return new RestRecords(members.in(first, "b-" + UUID.randomUUID(), role, false), "");
  }

  private ValidatableResponse backups() {
    return admin.as().get("/api/v1/backups").then().statusCode(200);
  }

  private ValidatableResponse plan(String body) {
    return admin.as().body(body).put("/api/v1/backups/plan").then();
  }

  /** Its id, once it is whole. */
  private String made() {
    String id = admin.as().post("/api/v1/backups").then().statusCode(202).extract().path("id");
    Eventually.holds(() -> "whole".equals(one(id).get("state")));
    return id;
  }

  private Map<String, Object> one(String id) {
    List<Map<String, Object>> items = backups().extract().path("items");
    return items.stream()
        .filter(item -> item.get("id").equals(id))
        .findFirst()
        .orElse(Map.of("state", "gone"));
  }

  private Path file(String id) {
    return Path.of((String) backups().extract().path("folder"), (String) one(id).get("file"));
  }

  @Test
  void one_is_made_while_the_server_runs() {
    var id = made();
    try (var file = BackupFile.checked(file(id))) {
      assertThat(file.summary().rows()).isGreaterThan(10);
    }
    assertThat(one(id).get("askedBy")).isNotNull();
    admin.as().get("/api/v1/audit").then().body("items.event", hasItem("backup.make"));
  }

  @Test
  void older_ones_go_when_there_are_too_many() {
    plan("{\"keep\": 1}").statusCode(204);
    var older = made();
    var file = file(older);
    assertThat(file).exists();
    made();
    Eventually.holds(() -> "gone".equals(one(older).get("state")));
    assertThat(file).doesNotExist();
    plan("{\"keep\": 14}").statusCode(204);
  }

  @Test
  void one_is_removed_with_its_file() {
    var id = made();
    var file = file(id);
    admin.as().delete("/api/v1/backups/" + id).then().statusCode(204);
    assertThat(file).doesNotExist();
    admin.as().delete("/api/v1/backups/" + id).then().statusCode(404);
  }

  private String failed() {
    String id = admin.as().post("/api/v1/backups").then().statusCode(202).extract().path("id");
    Eventually.holds(() -> "failed".equals(one(id).get("state")));
    return id;
  }

  private List<Notices.Notice> notices(RestRecords who) {
    return ServiceCalls.await(() -> notices.latest(who.person().caller(), 50));
  }

  /** While a file stands where the folder was, nothing can be written into it. */
  private void withoutFolder(Runnable work) throws IOException {
    var folder = Path.of(backups().extract().<String>path("folder"));
    var aside = folder.resolveSibling(folder.getFileName() + ".aside");
    Files.move(folder, aside);
    Files.createFile(folder);
    try {
      work.run();
    } finally {
      Files.delete(folder);
      Files.move(aside, folder);
    }
  }

  @Test
  void the_first_of_several_that_fail_is_told_to_the_administrators() throws Exception {
    var member = inFirst(Caller.Role.MEMBER);
    made();
    withoutFolder(
        () -> {
          failed();
          failed();
        });
    assertThat(notices(admin))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.kind()).isEqualTo("backup-failed");
              assertThat(notice.title()).isEqualTo("The backup did not come about.");
              assertThat(notice.text()).contains("cannot be used");
              assertThat(notice.path()).isEqualTo("backups");
            });
    assertThat(notices(member)).isEmpty();
    made();
    withoutFolder(this::failed);
    assertThat(notices(admin)).hasSize(2);
    made();
  }

  @Test
  void a_plan_is_kept_and_a_wrong_one_refused_with_an_example() {
    plan("{\"on\": true, \"at\": \"01:30\", \"zone\": \"Asia/Shanghai\", \"keep\": 7}")
        .statusCode(204);
    backups()
        .body("plan.on", equalTo(true))
        .body("plan.at", equalTo("01:30"))
        .body("plan.zone", equalTo("Asia/Shanghai"))
        .body("plan.keep", equalTo(7));
    plan("{\"at\": \"half past one\"}").statusCode(422).body("detail", containsString("02:00"));
    plan("{\"zone\": \"Atlantis\"}").statusCode(422).body("detail", containsString("Shanghai"));
    plan("{\"keep\": 0}").statusCode(422).body("errors[0].path", equalTo("/keep"));
    plan("{\"on\": false, \"keep\": 14}").statusCode(204);
  }

  @Test
  void only_administrators_of_the_first_workspace_look_after_them() {
    inFirst(Caller.Role.MEMBER).as().get("/api/v1/backups").then().statusCode(403);
    var elsewhere = new RestRecords(members.administrator(), "");
    elsewhere.as().get("/api/v1/backups").then().statusCode(403);
    elsewhere.as().post("/api/v1/backups").then().statusCode(403);
    elsewhere.as().body("{\"keep\": 1}").put("/api/v1/backups/plan").then().statusCode(403);
    elsewhere.as().delete("/api/v1/backups/" + UUID.randomUUID()).then().statusCode(403);
  }
}
