package dev.formwork.ui.flow.design;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.server.VaadinSession;
import dev.formwork.designer.flow.edit.BranchEdits;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.designer.flow.edit.FlowEdits.StepPosition;
import dev.formwork.designer.flow.edit.StepFactory;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.diagram.FlowCardIds;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.ContainerStep;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.definition.StepType;
import java.util.Optional;

/**
 * Carries out on the flow what the user does on the canvas or with keys: insert, move, copy, paste,
 * remove, undo.
 */
final class FlowCanvasActions {

  /** What the screen does with the outcome. */
  interface Screen {

    FlowContext tools();

    /**
     * @param chosen id of the card to show afterwards
     */
    void change(FlowDefinition changed, String chosen);

    /**
     * @param open whether the panel gets the focus
     */
    void choose(String id, boolean open);

    void undo();

    void redo();
  }

  /** A step that was copied; it can be pasted into any flow of this visit. */
  private record Copied(Step step) {}

  private final Screen screen;

  FlowCanvasActions(Screen screen) {
    this.screen = screen;
  }

  static boolean canPaste() {
    return copied().isPresent();
  }

  private static Optional<Step> copied() {
    return Optional.ofNullable(VaadinSession.getCurrent().getAttribute(Copied.class))
        .map(Copied::step);
  }

  private FlowDefinition flow() {
    return screen.tools().flow();
  }

  /** From the drawing. */
  void act(JsonNode told) {
    var id = told.path("id").asText();
    switch (told.path("action").asText()) {
      case "choose" -> screen.choose(id, told.path("open").asBoolean());
      case "open" -> screen.choose(id, true);
      case "insert" -> insert(newStep(told.path("kind").asText()), place(told));
      case "move" -> screen.change(FlowEdits.move(flow(), id, place(told)), id);
      case "copyTo" -> step(id).ifPresent(step -> insertCopy(step, place(told)));
      case "paste" -> copied().ifPresent(step -> insertCopy(step, place(told)));
      case "shift" -> shift(id, told.path("by").asInt());
      case "addWay" -> addWay(id);
      default -> act(told.path("action").asText(), id);
    }
  }

  /** With what is chosen. */
  void act(String action, String id) {
    switch (action) {
      case "remove" -> remove(id);
      case "copy" -> copy(id);
      case "cut" -> {
        copy(id);
        remove(id);
      }
      case "pasteAfter" -> copied().ifPresent(step -> insertCopy(step, after(id)));
      case "duplicate" -> duplicate(id);
      case "undo" -> screen.undo();
      case "redo" -> screen.redo();
      case "up", "left" -> shift(id, -1);
      case "down", "right" -> shift(id, 1);
      case "close" -> screen.choose(FlowCardIds.FLOW, false);
      default -> throw new IllegalArgumentException("Unknown action: " + action);
    }
  }

  private Step newStep(String word) {
    return StepFactory.of(StepType.ofWord(word), screen.tools().surroundings());
  }

  private static StepPosition place(JsonNode told) {
    var place = told.path("place");
    return new StepPosition(
        place.path("owner").textValue(), place.path("block").asInt(), place.path("index").asInt());
  }

  private Optional<Step> step(String id) {
    return FlowEdits.find(flow(), id);
  }

  private static int slash(String id) {
    return id.indexOf('/');
  }

  private static int way(String id) {
    return Integer.parseInt(id.substring(slash(id) + 1));
  }

  /** Behind a step; first in a way; first of all behind the start. */
  private StepPosition after(String id) {
    if (slash(id) > 0) {
      return new StepPosition(id.substring(0, slash(id)), way(id), 0);
    }
    return FlowEdits.place(flow(), id)
        .map(StepPosition::after)
        .orElse(new StepPosition(null, 0, 0));
  }

  private void insert(Step step, StepPosition stepPosition) {
    screen.change(FlowEdits.insert(flow(), stepPosition, step), step.key());
  }

  private void insertCopy(Step step, StepPosition stepPosition) {
    insert(FlowEdits.copy(flow(), step), stepPosition);
  }

  private void copy(String id) {
    step(id)
        .ifPresent(
            step -> {
              VaadinSession.getCurrent().setAttribute(Copied.class, new Copied(step));
              Toast.done(UiTexts.of("flow.copied", FlowText.title(step)));
              screen.choose(id, false);
            });
  }

  private void duplicate(String id) {
    if (slash(id) > 0) {
      var key = id.substring(0, slash(id));
      screen.change(BranchEdits.duplicate(flow(), key, way(id)), FlowCardIds.way(key, way(id) + 1));
    } else {
      step(id).ifPresent(step -> insertCopy(step, after(id)));
    }
  }

  private void remove(String id) {
    if (slash(id) > 0) {
      var key = id.substring(0, slash(id));
      screen.change(BranchEdits.remove(flow(), key, way(id)), key);
      return;
    }
    step(id)
        .ifPresent(
            step -> {
              screen.change(FlowEdits.remove(flow(), id), neighbour(id));
              Toast.undoable(UiTexts.of("flow.removed", FlowText.title(step)), screen::undo);
            });
  }

  /** Where the keyboard goes when a card is gone: the one before it, or what holds it. */
  private String neighbour(String id) {
    var stepPosition = FlowEdits.place(flow(), id).orElse(new StepPosition(null, 0, 0));
    if (stepPosition.index() == 0) {
      return stepPosition.owner() == null
          ? FlowCardIds.START
          : step(stepPosition.owner())
              .filter(owner -> owner instanceof ContainerStep container && !container.loops())
              .map(owner -> FlowCardIds.way(owner.key(), stepPosition.block()))
              .orElse(stepPosition.owner());
    }
    var block =
        stepPosition.owner() == null
            ? flow().steps()
            : step(stepPosition.owner())
                .map(StepTree::inside)
                .orElseThrow()
                .get(stepPosition.block());
    return block.get(stepPosition.index() - 1).key();
  }

  private void shift(String id, int by) {
    if (slash(id) > 0) {
      var key = id.substring(0, slash(id));
      int to = way(id) + by;
      var changed = BranchEdits.shift(flow(), key, way(id), by);
      screen.change(changed, changed.equals(flow()) ? id : FlowCardIds.way(key, to));
    } else {
      screen.change(FlowEdits.shift(flow(), id, by), id);
    }
  }

  private void addWay(String id) {
    var changed = BranchEdits.add(flow(), id);
    var last = FlowEdits.find(changed, id).map(FlowCanvasActions::lastWay).orElse(0);
    screen.change(changed, FlowCardIds.way(id, last));
  }

  /** The last case or lane; what is otherwise is none. */
  private static int lastWay(Step step) {
    int blocks = StepTree.inside(step).size();
    return Math.max(0, step instanceof BranchStep ? blocks - 2 : blocks - 1);
  }
}
