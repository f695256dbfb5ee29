package dev.formwork.designer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowSchema;
import dev.formwork.workflow.definition.FlowSettings;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.definition.Variable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schema that flows are documented by says what the definitions are. */
final class FlowSchemaTest {

  private final JsonNode schema = FlowSchema.tree();

  @Test
  void a_flow_that_is_one_satisfies_it() throws Exception {
    var checker = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    assertThat(checker.validate(DefinitionJson.tree(ContractFlowExample.CONTRACT))).isEmpty();
    assertThat(
            checker.validate(
                DefinitionJson.tree(ContractFlowExample.CONTRACT.replace("P2D", "soon"))))
        .isNotEmpty();
  }

  @Test
  void it_knows_every_kind_of_step_and_trigger_with_all_its_properties() {
    assertThat(documented("step", "type")).isEqualTo(defined(Step.class, "type"));
    assertThat(documented("trigger", "on")).isEqualTo(defined(Trigger.class, "on"));
  }

  @Test
  void it_knows_every_rule_that_finds_people() {
    var documented = new TreeSet<Set<String>>(java.util.Comparator.comparing(Set::toString));
    schema.at("/$defs/people/items/oneOf").forEach(one -> documented.add(properties(one)));
    var defined = new TreeSet<Set<String>>(java.util.Comparator.comparing(Set::toString));
    for (var kind : AssigneeRule.class.getPermittedSubclasses()) {
      defined.add(properties(kind));
    }
    assertThat(documented).isEqualTo(defined);
  }

  @Test
  void it_knows_everything_around_the_steps() {
    assertThat(properties(schema)).isEqualTo(properties(FlowDefinition.class));
    assertThat(properties(schema.at("/$defs/rules"))).isEqualTo(properties(FlowSettings.class));
    assertThat(properties(schema.at("/$defs/variable"))).isEqualTo(properties(Variable.class));
  }

  private Map<String, Set<String>> documented(String name, String kind) {
    var found = new TreeMap<String, Set<String>>();
    schema
        .at("/$defs/" + name + "/oneOf")
        .forEach(
            one -> {
              var properties = properties(one);
              properties.remove(kind);
              found.put(one.at("/properties/" + kind + "/const").asText(), properties);
            });
    return found;
  }

  private static Map<String, Set<String>> defined(Class<?> sealed, String kind) {
    var found = new TreeMap<String, Set<String>>();
    for (var type : sealed.getAnnotation(JsonSubTypes.class).value()) {
      found.put(type.name(), properties(type.value()));
    }
    assertThat(found).as(kind).hasSize((int) types(sealed).count());
    return found;
  }

  /** The records of a sealed interface, also those of the sealed interfaces below it. */
  private static Stream<Class<?>> types(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FlowSchemaTest::types)
        : Stream.of(type);
  }

  private static Set<String> properties(JsonNode schema) {
    var names = new TreeSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Names in JSON of a record's components. */
  private static Set<String> properties(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(
            component -> {
              var named = component.getAccessor().getAnnotation(JsonProperty.class);
              return named == null || named.value().isEmpty() ? component.getName() : named.value();
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
