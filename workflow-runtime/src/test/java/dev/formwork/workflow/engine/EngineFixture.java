package dev.formwork.workflow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormDirectory;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ForEachStep;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A world for the engine without a database: one form, some people with managers and roles, a clock
 * that is set by hand. It starts on a Friday at ten.
 */
final class EngineFixture implements DecisionInputs, DecisionInputs.Directory {

  static final OffsetDateTime FRIDAY = OffsetDateTime.of(2026, 1, 16, 10, 0, 0, 0, ZoneOffset.UTC);

  static final RecordId RECORD = new RecordId(new UUID(9, 9));

  private static final String FORM =
      """
      {"key": "request", "title": {"en": "Request"}, "fields": [
        {"type": "text", "key": "name", "title": {"en": "Name"}},
        {"type": "number", "key": "amount", "title": {"en": "Amount"}},
        {"type": "member", "key": "helper", "title": {"en": "Helper"}},
        {"type": "subform", "key": "lines", "title": {"en": "Lines"}, "fields": [
          {"type": "text", "key": "item", "title": {"en": "Item"}}]}]}""";

  private static final Map<String, CompiledForm> FORMS = forms();

  /** Values of the record, by slot. */
  final Map<Integer, Object> record = new HashMap<>();

  final Map<String, List<MemberId>> roles = new HashMap<>();
  final Map<MemberId, MemberId> managers = new HashMap<>();
  final Map<MemberId, MemberId> deputies = new HashMap<>();
  final LinkedHashSet<MemberId> left = new LinkedHashSet<>();
  OffsetDateTime now = FRIDAY;
  boolean isGone;
  int rows = 2;
  int found = 2;
  int part = PART;
  private long ids = 1_000;

  private static Map<String, CompiledForm> forms() {
    try {
      var definition = DefinitionJson.read(DefinitionJson.tree(FORM), FormDefinition.class);
      var setting =
          new FormCompiler.Setting(
              "ws_lab",
              new AppKey("lab"),
              FormDirectory.of(Map.of("request", definition)),
              BuiltInFunctions.INSTANCE,
              AppGraph.none());
      return switch (FormCompiler.compile(setting, definition, 1)) {
        case FormCompiler.Result.Compiled(var form) -> {
          form.links().bind(List.of(form));
          yield Map.of("request", form);
        }
        case FormCompiler.Result.Failed(var problems) ->
            throw new IllegalStateException(problems.toString());
      };
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A flow on requests with these steps, in JSON. */
  static CompiledFlow flow(String steps) {
    return flow("", steps);
  }

  /**
   * @param more properties, each with a comma behind it
   */
  static CompiledFlow flow(String more, String steps) {
    return whole(
        """
        {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": {"on": "button"}, %s "steps": [%s]}"""
            .formatted(more, steps));
  }

  static CompiledFlow whole(String json) {
    try {
      var definition = DefinitionJson.mapper().readValue(json, FlowDefinition.class);
      return switch (FlowCompiler.compile(definition, 1, FORMS)) {
        case FlowCompiler.Result.Compiled(var flow) -> flow;
        case FlowCompiler.Result.Failed(var problems) ->
            throw new IllegalArgumentException(problems + " in " + json);
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static FlowCompiler.Result compiled(String json) {
    try {
      return FlowCompiler.compile(
          DefinitionJson.mapper().readValue(json, FlowDefinition.class), 1, FORMS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** Somebody by a number. */
  static MemberId person(int number) {
    return new MemberId(new UUID(1, number));
  }

  static String named(int number) {
    return "{\"member\": \"" + person(number) + "\"}";
  }

  EngineFixture amount(int amount) {
    record.put(1, BigDecimal.valueOf(amount));
    return this;
  }

  static Instance fresh(MemberId submitter) {
    return new Instance(
        new UUID(5, 5),
        new AppKey("lab"),
        "test",
        1,
        SubjectRecord.of("request", RECORD),
        submitter,
        0,
        1,
        InstanceStatus.RUNNING,
        null,
        null,
        FRIDAY,
        InstanceState.fresh(DefinitionJson.mapper().createObjectNode()));
  }

  @Override
  public OffsetDateTime now() {
    return now;
  }

  @Override
  public WorkCalendar calendar() {
    return WorkCalendar.WEEKDAYS;
  }

  @Override
  public Object value(
      CompiledStep step, String formula, SubjectRecord subjectRecord, InstanceState state) {
    var expression = step.formula(formula);
    SlotValues slotValues = slot -> record.get(slot);
    return expression == null
        ? null
        : expression.program().run(EvaluationContext.at(now, ZoneOffset.UTC, null).of(slotValues));
  }

  @Override
  public boolean isThere(SubjectRecord subjectRecord) {
    return !isGone;
  }

  @Override
  public int rows(CompiledStep step, String subform, SubjectRecord subjectRecord) {
    return rows;
  }

  @Override
  public Found records(CompiledStep step, SubjectRecord subjectRecord, InstanceState state) {
    int limit = ((ForEachStep) step.step()).limit();
    int wanted = limit == 0 ? found : Math.min(found, limit);
    return wanted <= part
        ? new Found(found(0, wanted), null, found)
        : new Found(found(0, part), found(wanted - 1, wanted).getFirst(), found);
  }

  private static List<RecordId> found(int from, int until) {
    return IntStream.range(from, until).mapToObj(i -> new RecordId(new UUID(8, i))).toList();
  }

  /** The next part of what a loop goes through. */
  List<RecordId> foundAfter(Token.Block loop) {
    int next = (int) loop.items().getLast().value().getLeastSignificantBits() + 1;
    int last = (int) loop.until().value().getLeastSignificantBits();
    return found(next, Math.min(last + 1, next + part));
  }

  @Override
  public Directory people() {
    return this;
  }

  @Override
  public UUID newId() {
    return new UUID(7, ids++);
  }

  /** So that a decision can be made again just as it was. */
  long ids() {
    return ids;
  }

  void ids(long from) {
    ids = from;
  }

  @Override
  public boolean isActive(MemberId member) {
    return !left.contains(member);
  }

  @Override
  public List<MemberId> inRole(String role) {
    return roles.getOrDefault(role, List.of());
  }

  @Override
  public List<MemberId> inDepartment(String department) {
    return roles.getOrDefault(department, List.of());
  }

  @Override
  public Optional<MemberId> headOf(String department) {
    return inDepartment(department).stream().findFirst();
  }

  @Override
  public Optional<MemberId> headOfDepartmentOf(MemberId member) {
    return managerOf(member);
  }

  @Override
  public Optional<MemberId> managerOf(MemberId member) {
    return Optional.ofNullable(managers.get(member));
  }

  @Override
  public Optional<MemberId> deputyOf(MemberId member) {
    return Optional.ofNullable(deputies.get(member));
  }
}
