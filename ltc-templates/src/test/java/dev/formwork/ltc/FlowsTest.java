package dev.formwork.ltc;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormDirectory;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.designer.drawing.BpmnExport;
import dev.formwork.designer.drawing.SvgExport;
import dev.formwork.designer.pack.Pack;
import dev.formwork.designer.pack.PackLibrary;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.AssignStep;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.EmailStep;
import dev.formwork.workflow.definition.FillStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowSchema;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import dev.formwork.workflow.definition.NotifyStep;
import dev.formwork.workflow.definition.OwnedField;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.Trigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The flows that carry a deal from lead to cash: they run on the pack's own forms and roles. */
final class FlowsTest {

  private final Pack pack = new PackLibrary().named("ltc").orElseThrow();

  private Map<String, CompiledForm> forms() {
    var definitions =
        pack.forms().stream().collect(Collectors.toMap(form -> form.key().value(), form -> form));
    var setting =
        new FormCompiler.Setting(
            "ws_test",
            pack.app().key(),
            FormDirectory.of(definitions),
            ScriptFunctionLibrary.with(pack.app().functions()),
            AppGraph.none());
    return pack.forms().stream()
        .map(form -> compiled(setting, form))
        .collect(Collectors.toMap(CompiledForm::key, form -> form));
  }

  private static CompiledForm compiled(FormCompiler.Setting setting, FormDefinition form) {
    return switch (FormCompiler.compile(setting, form, 1)) {
      case FormCompiler.Result.Compiled(var compiled) -> compiled;
      case FormCompiler.Result.Failed(var problems) ->
          throw new AssertionError(form.key() + ": " + said(problems));
    };
  }

  private static List<String> said(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.path() + ": " + problem.code() + " " + problem.arguments())
        .toList();
  }

  @Test
  void every_flow_compiles_against_the_forms_of_the_pack() {
    var forms = forms();
    assertThat(pack.flows()).hasSize(18);
    var problems = new TreeMap<String, List<String>>();
    for (var flow : pack.flows()) {
      if (FlowCompiler.compile(flow, 1, forms) instanceof FlowCompiler.Result.Failed(var found)) {
        problems.put(flow.key().value(), said(found));
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void every_flow_satisfies_the_documented_schema() throws IOException {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(FlowSchema.tree());
    for (var flow : pack.flows()) {
      var file = "/packs/ltc/flows/" + flow.key() + ".json";
      try (var in = getClass().getResourceAsStream(file)) {
        assertThat(in).as("%s, named as its flow", file).isNotNull();
        assertThat(schema.validate(DefinitionJson.mapper().readTree(in))).as(file).isEmpty();
      }
    }
  }

  @Test
  void each_flow_has_a_key_of_its_own() {
    assertThat(pack.flows()).extracting(flow -> flow.key().value()).doesNotHaveDuplicates();
  }

  @Test
  void everything_a_reader_meets_is_written_in_both_languages() {
    for (var flow : pack.flows()) {
      assertThat(titles(flow))
          .as("%s", flow.key())
          .allSatisfy(
              title -> {
                assertThat(title.en()).isNotBlank();
                assertThat(title.zh()).isNotBlank().isNotEqualTo(title.en());
              });
      assertThat(StepTree.all(flow.steps()).filter(step -> step.title() == null))
          .as("%s: steps without a title", flow.key())
          .isEmpty();
    }
    assertThat(pack.roles())
        .allSatisfy(
            role -> {
              assertThat(role.title().en()).isNotBlank();
              assertThat(role.title().zh()).isNotBlank();
            });
  }

  private static List<Title> titles(FlowDefinition flow) {
    var titles = new ArrayList<Title>();
    titles.add(flow.title());
    titles.add(flow.description());
    flow.variables().forEach(variable -> titles.add(variable.title()));
    if (flow.trigger() instanceof Trigger.Button button && button.label() != null) {
      titles.add(button.label());
    }
    StepTree.all(flow.steps()).forEach(step -> titles.addAll(titles(step)));
    return titles;
  }

  private static List<Title> titles(Step step) {
    var titles = new ArrayList<Title>();
    titles.add(step.title());
    switch (step) {
      case ApproveStep approve -> titles.addAll(approve.buttons().values());
      case FillStep fill -> titles.addAll(fill.buttons().values());
      case NotifyStep notify -> titles.add(notify.message());
      case BranchStep branch -> branch.cases().forEach(one -> titles.add(one.title()));
      case EmailStep email -> titles.addAll(List.of(email.subject(), email.text()));
      default -> {}
    }
    return titles;
  }

  @Test
  void every_role_that_is_asked_comes_with_the_pack_and_every_role_is_asked() {
    var known = pack.roles().stream().map(WorkspaceRole::key).collect(Collectors.toSet());
    var asked = pack.flows().stream().flatMap(FlowsTest::roles).collect(Collectors.toSet());
    assertThat(asked).isEqualTo(known);
  }

  private static Stream<String> roles(FlowDefinition flow) {
    var button =
        flow.trigger() instanceof Trigger.Button one && one.who() != null
            ? one.who().roles()
            : Set.<String>of();
    return Stream.concat(button.stream(), StepTree.all(flow.steps()).flatMap(FlowsTest::roles));
  }

  private static Stream<String> roles(Step step) {
    return switch (step) {
      case ApproveStep(_, _, var assign, _, var noAssigneePolicy, _, _, _, var deadline, _, _, _) ->
          Stream.of(named(assign), nobody(noAssigneePolicy), due(deadline)).flatMap(one -> one);
      case FillStep(_, _, var assign, var noAssigneePolicy, _, _, var deadline) ->
          Stream.of(named(assign), nobody(noAssigneePolicy), due(deadline)).flatMap(one -> one);
      case NotifyStep notify -> named(notify.to());
      case EmailStep email -> named(email.to());
      case AssignStep assign -> named(assign.among());
      default -> Stream.of();
    };
  }

  private static Stream<String> named(List<AssigneeRule> people) {
    return people.stream()
        .filter(AssigneeRule.InRole.class::isInstance)
        .map(one -> ((AssigneeRule.InRole) one).role());
  }

  private static Stream<String> nobody(NoAssigneePolicy noAssigneePolicy) {
    return noAssigneePolicy.role() == null ? Stream.of() : Stream.of(noAssigneePolicy.role());
  }

  private static Stream<String> due(dev.formwork.workflow.definition.Deadline deadline) {
    return deadline == null
        ? Stream.of()
        : deadline.stages().stream().flatMap(stage -> named(stage.to()));
  }

  @Test
  void flows_that_are_called_or_listened_to_are_there() {
    var known = pack.flows().stream().map(flow -> flow.key().value()).collect(Collectors.toSet());
    for (var flow : pack.flows()) {
      if (flow.trigger() instanceof Trigger.TaskEvent event) {
        assertThat(known).contains(event.flow());
      }
      StepTree.all(flow.steps())
          .filter(CallStep.class::isInstance)
          .map(step -> ((CallStep) step).flow())
          .forEach(called -> assertThat(known).contains(called));
    }
  }

  @Test
  void every_flow_can_be_drawn_in_both_languages() {
    for (var flow : pack.flows()) {
      for (var locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        assertThat(BpmnExport.xml(flow, locale)).contains("<bpmn:process");
        assertThat(SvgExport.svg(flow, locale, Set.of(), Set.of()))
            .contains(flow.title().in(locale).replace("&", "&amp;"));
      }
    }
  }

  @Test
  void what_approvals_decide_is_set_by_no_person() {
    var owned =
        pack.flows().stream()
            .flatMap(
                flow ->
                    flow.owns().stream()
                        .map(
                            field ->
                                flow.form() + "." + field.field() + " " + moves(field, "draft")))
            .toList();
    assertThat(owned)
        .contains(
            "quote.status []",
            "contract.status [void]",
            "order.credit_check []",
            "lead.response_state []");
  }

  /** Where people move a value by hand. */
  private static List<String> moves(OwnedField field, String from) {
    return field.byHand().stream()
        .filter(move -> move.from().contains(from))
        .flatMap(move -> move.to().stream())
        .toList();
  }
}
