package dev.formwork.designer.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.EmailStep;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.FillStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.FlowKey;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.HttpStep;
import dev.formwork.workflow.definition.MessageStep;
import dev.formwork.workflow.definition.NotifyStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.RepeatStep;
import dev.formwork.workflow.definition.ScriptStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.TransitionStep;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.definition.UpdateStep;
import dev.formwork.workflow.definition.VotingRule;
import dev.formwork.workflow.definition.WaitStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Flows of every kind of step, nested, with words of all sorts; as drafts are, with mistakes. */
public final class RandomFlowDrafts {

  private static final int DEEPEST = 4;

  private static final List<String> WORDS =
      List.of(
          "Manager",
          "折扣审批",
          "<script>alert(1)</script>",
          "A & B \"quoted\" 'and' so on, at a length that no card has room for",
          "一段很长很长很长很长很长很长很长很长很长很长很长很长的中文标题",
          "bell\u0007 and \uD83D\uDE00",
          "line\nbreak");

  private final Random random;
  private int keys;

  public RandomFlowDrafts(long seed) {
    this.random = new Random(seed);
  }

  public FlowDefinition flow() {
    return new FlowDefinition(
        new FlowKey("random"),
        title(),
        random.nextBoolean() ? title() : null,
        new FormKey("deal"),
        trigger(),
        List.of(),
        null,
        null,
        block(0));
  }

  private Trigger trigger() {
    return switch (random.nextInt(7)) {
      case 0 -> new Trigger.Created("amount > 1 AND name <> \"<\"");
      case 1 -> new Trigger.Changed(List.of("amount"), null, null, null);
      case 2 -> new Trigger.DateReached("due", "-P7D", null, null);
      case 3 -> new Trigger.Schedule("0 9 * * 1-5", null);
      case 4 -> new Trigger.Webhook(Map.of());
      case 5 -> new Trigger.TaskEvent("other", null, List.of());
      default -> new Trigger.Button(random.nextBoolean() ? title() : null, null, null);
    };
  }

  private List<Step> block(int depth) {
    int size = random.nextInt(depth == 0 ? 6 : 3);
    var steps = new ArrayList<Step>();
    for (int i = 0; i < size; i++) {
      steps.add(step(depth));
    }
    return steps;
  }

  private List<List<Step>> blocks(int depth) {
    int size = random.nextInt(4);
    var blocks = new ArrayList<List<Step>>();
    for (int i = 0; i < size; i++) {
      blocks.add(block(depth + 1));
    }
    return blocks;
  }

  private Step step(int depth) {
    return depth < DEEPEST && random.nextInt(5) < 2 ? nested(depth) : single();
  }

  private Step nested(int depth) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new BranchStep(
              key(),
              titleOrNull(),
              random.nextBoolean(),
              blocks(depth).stream()
                  .map(
                      steps ->
                          new BranchStep.Case(titleOrNull(), "amount > 1 AND amount < 5", steps))
                  .toList(),
              block(depth + 1));
      case 1 -> new ParallelStep(key(), titleOrNull(), blocks(depth), random.nextInt(3));
      case 2 ->
          new ForEachStep(
              key(), titleOrNull(), "lines", null, null, 0, random.nextInt(3), block(depth + 1));
      default ->
          new RepeatStep(key(), titleOrNull(), "amount < 5", random.nextInt(3), block(depth + 1));
    };
  }

  private Step single() {
    var people = List.<AssigneeRule>of(new AssigneeRule.Submitter(true, 0));
    return switch (random.nextInt(14)) {
      case 0 ->
          new ApproveStep(
              key(),
              titleOrNull(),
              people,
              decide(),
              null,
              null,
              null,
              null,
              null,
              false,
              false,
              null);
      case 1 -> new FillStep(key(), titleOrNull(), people, null, null, null, null);
      case 2 -> new NotifyStep(key(), titleOrNull(), people, title());
      case 3 -> new WaitStep(key(), titleOrNull(), Delay.of("P1D"), null, null, null);
      case 4 ->
          new WaitStep(
              key(),
              titleOrNull(),
              null,
              null,
              new WaitStep.WaitFor(null, null, "amount > 1", Delay.of("PT4H")),
              null);
      case 5 -> new CallStep(key(), titleOrNull(), "other-flow", null, null, true);
      case 6 -> new EndStep(key(), titleOrNull(), random.nextBoolean() ? "a<b" : null);
      case 7 -> new UpdateStep(key(), titleOrNull(), null, null, Map.of("name", "\"<&>\""));
      case 8 ->
          new HttpStep(key(), titleOrNull(), null, "https://a.test?k=1&l=2", null, "{}", null);
      case 9 -> new EmailStep(key(), titleOrNull(), people, null, title(), title());
      case 10 -> new ScriptStep(key(), titleOrNull(), "({record}) => record.a < 1 && ']]>'", null);
      case 11 -> new TransitionStep(key(), titleOrNull(), "status", "won", false);
      case 12 ->
          new MessageStep(key(), titleOrNull(), MessageStep.Channel.SLACK, "https://a", title());
      default -> assign();
    };
  }

  private Step assign() {
    var json = JsonNodeFactory.instance.objectNode().put("type", "assign").put("key", key());
    json.put("field", "owner").putArray("among").addObject().put("role", "sales");
    try {
      return DefinitionJson.read(json, Step.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private VotingRule decide() {
    var json = JsonNodeFactory.instance;
    return random.nextBoolean() ? VotingRule.of(json.textNode("sequence")) : null;
  }

  /** Now and then none, or one that is there already. */
  private String key() {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> "start";
      case 2 -> "flow_2";
      default -> "step_" + keys++;
    };
  }

  private Title titleOrNull() {
    return random.nextInt(3) == 0 ? null : title();
  }

  private Title title() {
    var text = WORDS.get(random.nextInt(WORDS.size()));
    return random.nextBoolean() ? new Title(text, null) : new Title(null, text);
  }
}
