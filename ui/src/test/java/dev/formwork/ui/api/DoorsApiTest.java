package dev.formwork.ui.api;

import static dev.formwork.core.testing.FieldSetting.byDefault;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.access.Caller;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doors of the server let through, whoever knocks. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class DoorsApiTest {

  private static final String TOKENS = "/api/v1/tokens";

  @Inject TestMembers people;
  @Inject TestApps apps;

  @Inject Pool pool;

  @TestHTTPResource URI server;

  private RestRecords admin;

  @BeforeEach
  void an_app() {
    var person = people.administrator();
    apps.publish(
        person.caller(),
        "crm",
        form("lead")
            .recordTitle("name")
            .text("name")
            .text("code", unique())
            .number("score")
            .member("owner", byDefault("ME()"))
            .json());
    admin = new RestRecords(person, "crm");
  }

  private RestRecords member(boolean readOnly) {
    var workspace = admin.person().caller().workspace();
    return new RestRecords(
        people.in(workspace, "m" + UUID.randomUUID(), Caller.Role.MEMBER, readOnly), "crm");
  }

  private static String unknownFields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  @Timeout(20)
  void of_many_mistakes_the_first_are_told_and_that_there_are_more() {
    admin
        .create("lead", unknownFields(100_000))
        .statusCode(422)
        .body("errors", hasSize(100))
        .body("moreErrors", greaterThan(0));
    admin.create("lead", unknownFields(100)).statusCode(422).body("moreErrors", nullValue());
  }

  @Test
  void a_body_that_is_no_file_is_small() {
    admin
        .create("lead", "{\"name\": \"" + "x".repeat(2_100_000) + "\"}")
        .statusCode(413)
        .body("errors[0].code", equalTo("body-too-large"));
  }

  @Test
  void so_is_one_that_does_not_say_how_long_it_is() throws Exception {
    var part = "x".repeat(100_000);
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      var head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(admin.records("lead"), admin.person().token());
      var out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      try {
        for (int i = 0; i < 30; i++) {
          out.write(
              (Integer.toHexString(part.length()) + "\r\n" + part + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException _) {
        // It answered and does not read on.
      }
      var line =
          new java.io.BufferedReader(
                  new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      assertThat(line).startsWith("HTTP/1.1 413");
    }
  }

  /** Clients refuse an answer over HTTP/2 that says something about the connection. */
  @Test
  void over_http_2_as_well() throws Exception {
    var content = new byte[2_200_000];
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      var first = client.send(asked("/api/v1/tokens").build(), BodyHandlers.ofString());
      assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
      var answer =
          client.send(
              asked(admin.records("lead")).POST(BodyPublishers.ofByteArray(content)).build(),
              BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("connection")).isEmpty();
    }
  }

  private HttpRequest.Builder asked(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + admin.person().token())
        .header("Content-Type", "application/json");
  }

  @Test
  void nothing_is_read_for_who_may_not_do_it() {
    var reader = member(true);
    reader.create("lead", "{").statusCode(403);
    reader.as().body("{").post(reader.records("lead") + ":bulk").then().statusCode(403);
  }

  private RestRecords with(String secret) {
    var person = admin.person();
    return new RestRecords(
        new TestMembers.Person(person.login(), person.oneTimePassword(), secret, person.caller()),
        "crm");
  }

  @Test
  void a_limited_token_begets_nothing_wider() {
    var made =
        admin
            .as()
            .body("{\"name\": \"a\", \"days\": 1, \"scope\": {\"addresses\": [\"127.0.0.0/8\"]}}")
            .post(TOKENS)
            .then()
            .statusCode(201)
            .extract();
    var limited = with(made.<String>path("secret"));
    limited
        .as()
        .body("{\"name\": \"b\"}")
        .post(TOKENS)
        .then()
        .statusCode(201)
        .body("scope.addresses", equalTo(List.of("127.0.0.0/8")))
        .body("expiresAt", equalTo(made.<String>path("expiresAt")));
    for (var wider :
        List.of(
            "{\"name\": \"c\", \"days\": 2}",
            "{\"name\": \"c\", \"scope\": {\"addresses\": [\"0.0.0.0/0\"]}}")) {
      limited
          .as()
          .body(wider)
          .post(TOKENS)
          .then()
          .statusCode(403)
          .body("errors[0].code", equalTo("token-wider"));
    }
    var whole = admin.as().body("{\"name\": \"d\"}").post(TOKENS).then().extract();
    limited
        .as()
        .post(TOKENS + "/" + whole.path("id") + ":rotate")
        .then()
        .statusCode(403)
        .body("errors[0].code", equalTo("token-wider"));
    limited
        .as()
        .body("{\"administrator\": true}")
        .post("/api/v1/organization/invitations")
        .then()
        .statusCode(403)
        .body("errors[0].code", equalTo("token-limited"));
  }

  @Test
  void making_rotating_and_revoking_a_token_is_in_the_audit_log() {
    var id = admin.as().body("{\"name\": \"erp\"}").post(TOKENS).then().extract().path("id");
    admin.as().post(TOKENS + "/" + id + ":rotate").then().statusCode(200);
    admin.as().delete(TOKENS + "/" + id).then().statusCode(204);
    admin
        .as()
        .get("/api/v1/audit")
        .then()
        .body("items.event", hasItems("token.make", "token.rotate", "token.revoke"))
        .body("items[0].subject", equalTo("erp"));
    assertThat(admin.as().get("/api/v1/audit").asString()).doesNotContain("fw_");
  }

  @Test
  void of_rotations_at_once_one_succeeds_and_its_secret_works() throws Exception {
    var id = admin.as().body("{\"name\": \"erp\"}").post(TOKENS).then().extract().path("id");
    var answers = atOnce(8, _ -> admin.as().post(TOKENS + "/" + id + ":rotate").then().extract());
    var secrets = answers.stream().filter(one -> one.statusCode() == 200).toList();
    assertThat(secrets).hasSize(1);
    assertThat(answers).filteredOn(one -> one.statusCode() == 409).hasSize(7);
    with(secrets.getFirst().path("secret")).as().get(TOKENS).then().statusCode(200);
  }

  @Test
  void the_files_that_somebody_has_not_sent_have_a_limit_together() {
    attach(null).statusCode(201);
    var caller = admin.person().caller();
    ServiceCalls.await(
        () ->
            pool.preparedQuery(
                    "INSERT INTO \"%s\".attachment (id, name, type, size, content, made_by) VALUES ($1, 'a', 'b', $2, '', $3)"
                        .formatted(caller.workspace().schema()))
                .execute(Tuple.of(UUID.randomUUID(), 200 << 20, caller.memberId().value())));
    attach(null).statusCode(429).body("errors[0].code", equalTo("attachment-loose-full"));
    attach(member(false)).statusCode(201);
  }

  private ValidatableResponse attach(RestRecords who) {
    return (who == null ? admin : who)
        .as()
        .contentType("text/plain")
        .body("hello")
        .post("/api/v1/attachments?name=a.txt")
        .then();
  }

  @Test
  @Timeout(60)
  void many_files_of_one_member_at_once_come_in_one_behind_the_other() throws Exception {
    var file = new byte[4 << 20];
    var statuses =
        atOnce(
            10,
            _ ->
                admin
                    .as()
                    .contentType("application/octet-stream")
                    .body(file)
                    .post("/api/v1/attachments?name=a.bin")
                    .statusCode());
    assertThat(statuses).containsOnly(201);
  }

  @Test
  void screens_take_no_long_bodies_from_anybody() throws IOException {
    io.restassured.RestAssured.given()
        .contentType("application/json")
        .body(new byte[3 << 20])
        .post("/?v-r=uidl&v-uiId=0")
        .then()
        .statusCode(413);
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST /?v-r=uidl&v-uiId=0 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      assertThat(statusLine(socket)).contains("411");
    }
  }

  @Test
  void half_files_of_one_member_keep_nobody_elses_waiting() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 10; i++) {
        var socket = new Socket(server.getHost(), server.getPort());
        sockets.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /api/v1/attachments?name=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 25000000\r\nAuthorization: Bearer "
                        + admin.person().token()
                        + "\r\n\r\nhalf")
                    .getBytes(StandardCharsets.ISO_8859_1));
      }
      attach(member(false)).statusCode(201);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void a_member_has_as_few_streams_by_several_spellings_and_tokens() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 20; i++) {
        sockets.add(stream(i % 2 == 0 ? "Bearer " : "bearer   "));
        assertThat(statusLine(sockets.getLast())).contains("200");
      }
      sockets.add(stream("BEARER "));
      assertThat(statusLine(sockets.getLast())).contains("429");
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void a_token_has_few_streams_of_events_at_once() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 20; i++) {
        sockets.add(stream());
        assertThat(statusLine(sockets.getLast())).contains("200");
      }
      sockets.add(stream());
      assertThat(statusLine(sockets.getLast())).contains("429");
      for (var socket : sockets) {
        socket.close();
      }
      Eventually.holds(
          () -> {
            try (var again = stream()) {
              return statusLine(again).contains("200");
            } catch (IOException _) {
              return false;
            }
          });
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  private Socket stream() throws IOException {
    return stream("Bearer ");
  }

  private Socket stream(String scheme) throws IOException {
    var socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            ("GET /api/v1/apps/crm/forms/lead/events HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Accept: text/event-stream\r\n"
                    + "Authorization: "
                    + scheme
                    + admin.person().token()
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static String statusLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
        .readLine();
  }

  @Test
  void a_socket_is_opened_to_our_own_pages_alone() throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /VAADIN/push HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      assertThat(statusLine(socket)).contains("403");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/metrics", "/q/health"})
  void health_and_metrics_answer_nobody_here(String path) {
    assertThat(admin.as().get(path).asString()).doesNotContain("jvm_", "\"checks\"");
  }

  private interface Knock<T> {
    T at(int number) throws Exception;
  }

  private static <T> List<T> atOnce(int times, Knock<T> knock) throws Exception {
    try (var threads = Executors.newFixedThreadPool(times)) {
      var calls = new ArrayList<Callable<T>>();
      for (int i = 0; i < times; i++) {
        int number = i;
        calls.add(() -> knock.at(number));
      }
      var answers = new ArrayList<T>();
      for (Future<T> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @Test
  void upserts_at_once_all_succeed() throws Exception {
    var statuses =
        atOnce(
            12,
            i ->
                admin
                    .as()
                    .body("{\"name\": \"n" + i + "\"}")
                    .put(admin.records("lead") + "/by/code/RACE-1")
                    .statusCode());
    assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 200 || status == 201);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /records?filter=name%20%3D%20%22a%00b%22, 400",
    "GET, /records?search=a%00b, 400",
    "PUT, /records/by/code/a%00b, 400",
    "DELETE, /records, 404",
    "TRACE, /records, 404",
    "PUT, /records/by, 404"
  })
  void what_makes_no_sense_is_told_in_a_problem_document(String method, String path, int status)
      throws IOException {
    var answer = raw(method, "/api/v1/apps/crm/forms/lead" + path, "");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer.toLowerCase(java.util.Locale.ROOT))
        .contains("content-type: application/problem+json");
    assertThat(answer).contains("urn:formwork:problem:").doesNotContain("java.", "Exception");
  }

  /** The server does not read on; there is no document. */
  @ParameterizedTest
  @ValueSource(strings = {"/records/a%zz", "/records/a%"})
  void half_an_escape_is_no_address(String path) throws IOException {
    assertThat(raw("GET", "/api/v1/apps/crm/forms/lead" + path, "")).startsWith("HTTP/1.1 400");
  }

  @Test
  void an_address_that_is_too_long_is_told_in_a_problem_document() throws IOException {
    var answer = raw("GET", "/api/v1/tokens?x=" + "a".repeat(20_000), "");
    assertThat(answer).startsWith("HTTP/1.1 414").contains("urn:formwork:problem:");
  }

  @Test
  void an_answer_in_a_kind_that_there_is_not_is_told_in_a_problem_document() {
    admin
        .as()
        .accept("text/csv")
        .get(admin.records("lead"))
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("errors[0].code", equalTo("not-acceptable"));
  }

  /** As clients that do not tidy up addresses send it. */
  private String raw(String method, String path, String body) throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      var request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + admin.person().token()
              + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whether_a_record_is_there_is_not_told_to_who_may_not_read_it() {
    admin
        .as()
        .body(
            """
            {"sets": [{"key": "own", "title": {"en": "Own"}, "who": {"everyone": true},
              "actions": ["read", "create", "change"], "rows": "owner = ME()"}]}\
            """)
        .put("/api/v1/apps/crm/permissions/lead")
        .then()
        .statusCode(204);
    var other = admin.made("lead", "{\"name\": \"theirs\"}");
    var member = member(false);
    var taken = member.as().body("{\"name\": \"x\"}").put(member.records("lead") + "/" + other);
    assertThat(taken.statusCode()).isEqualTo(404);
    assertThat(taken.asString()).doesNotContain("already-there");
    member.as().get(member.records("lead") + "/" + other).then().statusCode(404);
  }

  @Test
  void a_script_tells_nothing_of_a_field_that_its_runner_may_not_know_of() {
    admin
        .as()
        .body(
            """
            {"sets": [{"key": "some", "title": {"en": "Some"}, "who": {"everyone": true},
              "actions": ["read", "create", "change"], "fields": {"score": "hidden"}}]}\
            """)
        .put("/api/v1/apps/crm/permissions/lead")
        .then()
        .statusCode(204);
    admin
        .as()
        .body(
            """
            [{"key": "tried", "title": {"en": "Tried"}, "script":
              "() => { try { records.create('lead', {score: 'x'}) } catch (e) { return e.message } }"}]\
            """)
        .put("/api/v1/apps/crm/scripts")
        .then()
        .statusCode(204);
    assertThat(scriptOf(admin)).contains("number");
    assertThat(scriptOf(member(false))).contains("score").doesNotContain("number");
  }

  private static String scriptOf(RestRecords who) {
    return who.as()
        .body("{}")
        .post("/api/v1/apps/crm/scripts/tried:run")
        .then()
        .statusCode(200)
        .extract()
        .path("result");
  }

  @Test
  void mistakes_name_no_classes() {
    for (var body :
        List.of(
            "{\"sets\": [{\"actions\": [\"fly\"]}]}",
            "{\"sets\": 5}",
            "{\"sets\": [{\"who\": 5}]}")) {
      assertThat(admin.as().body(body).put("/api/v1/apps/crm/permissions/lead").asString())
          .doesNotContain("dev.formwork", "java.", "Exception", "instance of");
    }
    admin
        .as()
        .body("{\"from\": \"never\"}")
        .post("/api/v1/delegations")
        .then()
        .statusCode(not(500));
    assertThat(admin.as().body("{\"from\": \"never\"}").post("/api/v1/delegations").asString())
        .doesNotContain("java.", "Exception");
  }
}
