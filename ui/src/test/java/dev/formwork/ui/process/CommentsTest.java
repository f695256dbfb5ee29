package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static dev.formwork.ui.process.Office.status;
import static dev.formwork.ui.process.Office.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that people send with what they say beside a flow. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CommentsTest {

  /** One red point. */
  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

  private static final byte[] PAGE =
      "<!doctype html><html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

  @Inject Office office;

  @TestHTTPResource URI server;

  private RestRecords admin;
  private RestRecords rep;
  private RestRecords boss;
  private String instance;

  @BeforeEach
  void people() {
    admin = office.open();
    rep = office.hire(admin);
    boss = office.hire(admin);
    publish(admin, "ask", onSubmit("ask", approve("boss", member(boss), "")));
    var record = submit(rep, "{\"name\": \"A\"}");
    instance = status(rep, record, "id");
  }

  @Test
  void a_file_goes_with_a_comment_and_whoever_has_the_task_reads_it() {
    var file = added(rep, "site plan.png", PICTURE);
    comment(rep, "{\"comment\": \"See the plan\", \"files\": [\"" + file + "\"]}").statusCode(200);
    boss.as()
        .get("/api/v1/instances/" + instance + "/history")
        .then()
        .body("items[-1].comment", equalTo("See the plan"))
        .body("items[-1].detail.files[0].name", equalTo("site plan.png"))
        .body("items[-1].detail.files[0].type", equalTo("image/png"));
    var read = read(boss, file).statusCode(200).header("Content-Type", equalTo("image/png"));
    read.header("Content-Disposition", containsString("inline; filename*=UTF-8''site%20plan.png"));
    assertThat(read.extract().asByteArray()).isEqualTo(PICTURE);
  }

  @Test
  void a_large_file_comes_and_goes_by_parts_and_says_how_long_it_is() throws Exception {
    var content = new byte[3 * 1024 * 1024 + 5];
    new Random(1).nextBytes(content);
    for (var body : List.of(BodyPublishers.ofByteArray(content), unannounced(content))) {
      var file = JsonPath.from(sent(rep, body)).getString("id");
      comment(rep, "{\"files\": [\"" + file + "\"]}").statusCode(200);
      var read =
          read(boss, file)
              .statusCode(200)
              .header("Content-Length", equalTo(Integer.toString(content.length)))
              .header("Transfer-Encoding", nullValue());
      assertThat(read.extract().asByteArray()).isEqualTo(content);
    }
  }

  private static BodyPublisher unannounced(byte[] content) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
  }

  private String sent(RestRecords member, BodyPublisher body) throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1/attachments?name=a.bin"))
            .header("Authorization", "Bearer " + member.person().token())
            .header("Content-Type", "application/octet-stream")
            .POST(body);
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(201);
      return answer.body();
    }
  }

  @Test
  void a_file_needs_no_words() {
    var file = added(boss, "plan.png", PICTURE);
    var task = Office.task(boss);
    Office.act(boss, task, "comment", "{\"files\": [\"" + file + "\"]}").statusCode(200);
    read(rep, file).statusCode(200);
  }

  @Test
  void a_page_that_calls_itself_a_picture_is_only_ever_saved() {
    var file = added(rep, "picture.png", PAGE);
    comment(rep, "{\"files\": [\"" + file + "\"]}").statusCode(200);
    read(rep, file)
        .statusCode(200)
        .header("Content-Type", equalTo("application/octet-stream"))
        .header("Content-Disposition", containsString("attachment;"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .header("Content-Security-Policy", containsString("sandbox"));
  }

  @Test
  void a_file_goes_with_one_comment_alone_and_is_its_senders() {
    var file = added(rep, "a.png", PICTURE);
    comment(boss, "{\"comment\": \"Mine\", \"files\": [\"" + file + "\"]}")
        .statusCode(422)
        .body("errors[0].path", equalTo("/files/0"));
    comment(rep, "{\"files\": [\"" + file + "\"]}").statusCode(200);
    comment(rep, "{\"comment\": \"Again\", \"files\": [\"" + file + "\"]}").statusCode(422);
  }

  @Test
  void who_may_not_see_the_flow_sees_no_file_of_it() {
    var file = added(rep, "a.png", PICTURE);
    comment(rep, "{\"files\": [\"" + file + "\"]}").statusCode(200);
    var other = office.open();
    read(other, file).statusCode(404);
    rep.as().delete("/api/v1/attachments/" + file).then().statusCode(204);
    read(rep, file).statusCode(200);
  }

  @Test
  void what_is_empty_or_endless_is_refused() {
    add(rep, "empty.txt", new byte[0]).statusCode(400);
    add(rep, "large.bin", new byte[20 * 1024 * 1024 + 1])
        .statusCode(413)
        .body("detail", containsString("20 MB"));
    for (int i = 0; i < 50; i++) {
      add(boss, "a.png", PICTURE).statusCode(201);
    }
    add(boss, "a.png", PICTURE).statusCode(429);
  }

  private static ValidatableResponse add(RestRecords member, String name, byte[] content) {
    return member
        .as()
        .contentType(ContentType.BINARY)
        .body(content)
        .queryParam("name", name)
        .post("/api/v1/attachments")
        .then();
  }

  private static String added(RestRecords member, String name, byte[] content) {
    return add(member, name, content).statusCode(201).extract().path("id");
  }

  private ValidatableResponse comment(RestRecords member, String body) {
    return member.as().body(body).post("/api/v1/instances/" + instance + ":comment").then();
  }

  private ValidatableResponse read(RestRecords member, String file) {
    return member.as().get("/api/v1/instances/" + instance + "/attachments/" + file).then();
  }
}
