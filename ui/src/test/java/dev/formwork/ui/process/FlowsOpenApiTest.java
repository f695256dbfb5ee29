package dev.formwork.ui.process;

import static dev.formwork.ui.process.Office.approve;
import static dev.formwork.ui.process.Office.flow;
import static dev.formwork.ui.process.Office.member;
import static dev.formwork.ui.process.Office.onSubmit;
import static dev.formwork.ui.process.Office.publish;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.workflow.api.AttachmentsResource;
import dev.formwork.workflow.api.DelegationsResource;
import dev.formwork.workflow.api.FlowSecretsResource;
import dev.formwork.workflow.api.FlowsResource;
import dev.formwork.workflow.api.InstancesResource;
import dev.formwork.workflow.api.TaskBatchResource;
import dev.formwork.workflow.api.TaskEventsResource;
import dev.formwork.workflow.api.TasksResource;
import dev.formwork.workflow.api.WebhooksResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks and flows in the OpenAPI document of an app. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FlowsOpenApiTest {

  private static final List<Class<?>> RESOURCES =
      List.of(
          TasksResource.class,
          TaskBatchResource.class,
          TaskEventsResource.class,
          DelegationsResource.class,
          InstancesResource.class,
          FlowsResource.class,
          WebhooksResource.class,
          FlowSecretsResource.class,
          AttachmentsResource.class);

  @Inject Office office;

  private RestRecords admin;

  @BeforeEach
  void people() {
    admin = office.open();
  }

  @Test
  void every_endpoint_of_flows_is_in_it() throws Exception {
    var document = document();
    var expected = new TreeSet<String>();
    for (var resource : RESOURCES) {
      Arrays.stream(resource.getMethods())
          .filter(method -> verb(method) != null)
          .forEach(method -> expected.add(verb(method) + " " + path(resource, method)));
    }
    var described = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(verb -> described.add(verb + " " + path.getKey())));
    assertThat(expected).hasSizeGreaterThan(15);
    assertThat(described).containsAll(expected);
  }

  /** That all are described is told by the tests of their modules. */
  @Test
  void so_is_what_other_modules_describe() throws Exception {
    var paths = document().path("paths");
    assertThat(paths.at("/~1api~1v1~1backups/get/responses").has("403")).isTrue();
    assertThat(paths.has("/api/v1/settings")).isTrue();
    assertThat(paths.has("/api/v1/settings/mail:test")).isTrue();
    assertThat(paths.has("/api/v1/tokens/{id}:rotate")).isTrue();
    assertThat(paths.has("/api/v1/apps/office/definitions/{kind}/{key}/draft")).isTrue();
    assertThat(paths.has("/api/v1/apps/office/forms/{form}/records/{id}/unlock")).isTrue();
  }

  @Test
  void flows_with_a_button_are_named() throws Exception {
    publish(
        admin, "check", flow("check", "{\"on\": \"button\"}", "", approve("a", member(admin), "")));
    publish(admin, "ask", onSubmit("ask", approve("a", member(admin), "")));
    var keys =
        document()
            .at("/paths/~1api~1v1~1apps~1office~1flows~1{flow}:start/parameters/0/schema/enum");
    assertThat(keys).hasSize(1);
    assertThat(keys.get(0).asText()).isEqualTo("check");
  }

  /** What the endpoints answer has the properties that are described, and no others. */
  @Test
  void what_is_described_is_what_comes() throws Exception {
    publish(admin, "ask", onSubmit("ask", approve("boss", member(admin), "")));
    var record = Office.submit(admin, "{\"name\": \"A\"}");
    var task = Office.task(admin);
    var schemas = document().at("/components/schemas");
    var instance = Office.status(admin, record, "id");
    describes(schemas.path("Task"), at("/api/v1/tasks").at("/items/0"));
    describes(schemas.path("TaskInHand"), at("/api/v1/tasks/" + task));
    describes(schemas.path("Instance"), at("/api/v1/instances/" + instance));
    describes(
        schemas.path("Happening"), at("/api/v1/instances/" + instance + "/history").at("/items/0"));
    describes(schemas.path("FlowSummary"), at("/api/v1/apps/office/flows").at("/items/0"));
    describes(schemas.path("Run"), at("/api/v1/apps/office/flows/ask/instances").at("/items/0"));
  }

  private static void describes(JsonNode schema, JsonNode answer) {
    var known = new ArrayList<String>();
    schema.path("properties").fieldNames().forEachRemaining(known::add);
    var came = new ArrayList<String>();
    answer.fieldNames().forEachRemaining(came::add);
    assertThat(came).isNotEmpty();
    assertThat(known).containsAll(came);
  }

  private JsonNode document() throws Exception {
    return at("/api/v1/apps/office/openapi.json");
  }

  private JsonNode at(String path) throws Exception {
    return JsonMapper.builder()
        .build()
        .readTree(admin.as().get(path).then().statusCode(200).extract().asString());
  }

  private static String verb(Method method) {
    return method.isAnnotationPresent(GET.class)
        ? "get"
        : method.isAnnotationPresent(POST.class)
            ? "post"
            : method.isAnnotationPresent(DELETE.class)
                ? "delete"
                : method.isAnnotationPresent(PUT.class) ? "put" : null;
  }

  private static String path(Class<?> resource, Method method) {
    var own = method.getAnnotation(Path.class);
    return (resource.getAnnotation(Path.class).value() + (own == null ? "" : own.value()))
        .replace("{app}", "office");
  }
}
