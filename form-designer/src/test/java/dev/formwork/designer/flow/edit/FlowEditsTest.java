package dev.formwork.designer.flow.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.designer.definition.UndoHistory;
import dev.formwork.designer.flow.edit.FlowEdits.StepPosition;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowEditsTest {

  private static final FlowDefinition FLOW =
      flow(
          """
          {"key": "f", "title": {"en": "F"}, "steps": [
            {"type": "approve", "key": "a", "assign": [{"submitter": true}]},
            {"type": "branch", "key": "b", "cases": [
              {"when": "TRUE", "steps": [
                {"type": "approve", "key": "c", "reject": {"return": "a"}},
                {"type": "approve", "key": "d", "reject": {"return": "c"}}]}],
             "otherwise": [{"type": "notify", "key": "e"}]},
            {"type": "parallel", "key": "p", "lanes": [[{"type": "end", "key": "g"}], []]}]}
          """);

  private static FlowDefinition flow(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), FlowDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> keys(FlowDefinition flow) {
    return StepTree.all(flow.steps()).map(Step::key).toList();
  }

  private static Step end(String key) {
    return new EndStep(key, null, null);
  }

  @Test
  void a_step_is_put_where_it_was_dropped() {
    assertThat(keys(FlowEdits.insert(FLOW, new StepPosition(null, 0, 0), end("x"))))
        .startsWith("x", "a", "b");
    assertThat(keys(FlowEdits.insert(FLOW, new StepPosition("b", 0, 1), end("x"))))
        .containsSubsequence("c", "x", "d");
    assertThat(keys(FlowEdits.insert(FLOW, new StepPosition("b", 1, 9), end("x"))))
        .containsSubsequence("e", "x", "p");
    assertThat(keys(FlowEdits.insert(FLOW, new StepPosition("p", 1, 0), end("x"))))
        .endsWith("g", "x");
    assertThat(FlowEdits.insert(FLOW, new StepPosition("nowhere", 0, 0), end("x"))).isEqualTo(FLOW);
    assertThat(FlowEdits.insert(FLOW, new StepPosition("b", 7, 0), end("x"))).isEqualTo(FLOW);
  }

  @Test
  void a_step_is_found_where_it_stands() {
    assertThat(FlowEdits.place(FLOW, "b")).contains(new StepPosition(null, 0, 1));
    assertThat(FlowEdits.place(FLOW, "d")).contains(new StepPosition("b", 0, 1));
    assertThat(FlowEdits.place(FLOW, "e")).contains(new StepPosition("b", 1, 0));
    assertThat(FlowEdits.place(FLOW, "z")).isEmpty();
  }

  @Test
  void moving_keeps_every_step() {
    var down = FlowEdits.move(FLOW, "a", new StepPosition(null, 0, 2));
    assertThat(keys(down)).containsExactly("b", "c", "d", "e", "a", "p", "g");
    assertThat(keys(FlowEdits.move(down, "a", new StepPosition(null, 0, 0)))).isEqualTo(keys(FLOW));
    assertThat(keys(FlowEdits.move(FLOW, "a", new StepPosition("p", 1, 0)))).endsWith("g", "a");
    assertThat(keys(FlowEdits.move(FLOW, "b", new StepPosition("p", 1, 0))))
        .containsExactly("a", "p", "g", "b", "c", "d", "e");
  }

  @Test
  void a_step_never_moves_into_itself() {
    assertThat(FlowEdits.move(FLOW, "b", new StepPosition("b", 0, 0))).isEqualTo(FLOW);
    assertThat(FlowEdits.move(FLOW, "z", new StepPosition(null, 0, 0))).isEqualTo(FLOW);
  }

  @Test
  void a_step_goes_up_and_down_among_its_neighbours() {
    assertThat(keys(FlowEdits.shift(FLOW, "d", -1))).containsSubsequence("d", "c");
    assertThat(keys(FlowEdits.shift(FLOW, "c", 1))).containsSubsequence("d", "c");
    assertThat(FlowEdits.shift(FLOW, "a", -1)).isEqualTo(FLOW);
    assertThat(keys(FlowEdits.shift(FLOW, "p", 1))).isEqualTo(keys(FLOW));
  }

  @Test
  void removing_takes_what_is_inside_along() {
    assertThat(keys(FlowEdits.remove(FLOW, "b"))).containsExactly("a", "p", "g");
    assertThat(keys(FlowEdits.remove(FLOW, "g"))).doesNotContain("g").contains("p");
  }

  @Test
  void a_copy_has_keys_of_its_own_and_points_to_its_own_steps() {
    var copy = FlowEdits.copy(FLOW, FlowEdits.find(FLOW, "b").orElseThrow());
    var pasted = FlowEdits.insert(FLOW, new StepPosition(null, 0, 3), copy);
    assertThat(keys(pasted)).doesNotHaveDuplicates().endsWith("b_2", "c_2", "d_2", "e_2");
    var first = (ApproveStep) FlowEdits.find(pasted, "c_2").orElseThrow();
    var second = (ApproveStep) FlowEdits.find(pasted, "d_2").orElseThrow();
    assertThat(first.reject().step()).isEqualTo("a");
    assertThat(second.reject().step()).isEqualTo("c_2");
    assertThat(FlowEdits.copy(pasted, copy).key()).isEqualTo("b_3");
  }

  @Test
  void ways_come_and_go_and_the_last_one_stays() {
    var two = BranchEdits.add(FLOW, "b");
    assertThat(((BranchStep) FlowEdits.find(two, "b").orElseThrow()).cases()).hasSize(2);
    var turned = (BranchStep) FlowEdits.find(BranchEdits.shift(two, "b", 0, 1), "b").orElseThrow();
    assertThat(turned.cases().getLast().steps()).hasSize(2);
    assertThat(BranchEdits.remove(two, "b", 1)).isEqualTo(FLOW);
    assertThat(BranchEdits.remove(FLOW, "b", 0)).isEqualTo(FLOW);
    assertThat(keys(BranchEdits.duplicate(FLOW, "b", 0))).doesNotHaveDuplicates().hasSize(9);
    var lanes = (ParallelStep) FlowEdits.find(BranchEdits.add(FLOW, "p"), "p").orElseThrow();
    assertThat(lanes.lanes()).hasSize(3);
    assertThat(keys(BranchEdits.remove(FLOW, "p", 0))).doesNotContain("g");
  }

  @Test
  void what_was_undone_can_be_done_again_until_something_else_is() {
    var history = new UndoHistory<FlowDefinition>();
    var changed = FlowEdits.remove(FLOW, "a");
    history.push(FLOW);
    assertThat(history.undo(changed)).contains(FLOW);
    assertThat(history.redo(FLOW)).contains(changed);
    history.undo(changed);
    history.push(FLOW);
    assertThat(history.canRedo()).isFalse();
  }
}
