package dev.formwork.ui.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.server.VaadinSession;
import dev.formwork.ui.flow.FlowEdits.Place;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.Optional;

/**
 * Carries out on the flow what the user does on the canvas or with keys: insert, move, copy, paste,
 * remove, undo.
 */
final class FlowActions {

  /** What the screen does with the outcome. */
  interface Screen {

    FlowTools tools();

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

  FlowActions(Screen screen) {
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
      case "insert" ->
          insert(
              NewStep.of(StepKind.named(told.path("kind").asText()), screen.tools()), place(told));
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
      case "close" -> screen.choose(FlowTargets.FLOW, false);
      default -> throw new IllegalArgumentException("Unknown action: " + action);
    }
  }

  private static Place place(JsonNode told) {
    var place = told.path("place");
    return new Place(
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
  private Place after(String id) {
    if (slash(id) > 0) {
      return new Place(id.substring(0, slash(id)), way(id), 0);
    }
    return FlowEdits.place(flow(), id).map(Place::after).orElse(new Place(null, 0, 0));
  }

  private void insert(Step step, Place place) {
    screen.change(FlowEdits.insert(flow(), place, step), step.key());
  }

  private void insertCopy(Step step, Place place) {
    insert(FlowEdits.copy(flow(), step), place);
  }

  private void copy(String id) {
    step(id)
        .ifPresent(
            step -> {
              VaadinSession.getCurrent().setAttribute(Copied.class, new Copied(step));
              Toast.done(Texts.of("flow.copied", FlowWords.title(step)));
              screen.choose(id, false);
            });
  }

  private void duplicate(String id) {
    if (slash(id) > 0) {
      var key = id.substring(0, slash(id));
      screen.change(FlowWays.duplicate(flow(), key, way(id)), FlowTargets.way(key, way(id) + 1));
    } else {
      step(id).ifPresent(step -> insertCopy(step, after(id)));
    }
  }

  private void remove(String id) {
    if (slash(id) > 0) {
      var key = id.substring(0, slash(id));
      screen.change(FlowWays.remove(flow(), key, way(id)), key);
      return;
    }
    step(id)
        .ifPresent(
            step -> {
              screen.change(FlowEdits.remove(flow(), id), neighbour(id));
              Toast.undoable(Texts.of("flow.removed", FlowWords.title(step)), screen::undo);
            });
  }

  /** Where the keyboard goes when a card is gone: the one before it, or what holds it. */
  private String neighbour(String id) {
    var place = FlowEdits.place(flow(), id).orElse(new Place(null, 0, 0));
    if (place.index() == 0) {
      return place.owner() == null
          ? FlowTargets.START
          : step(place.owner())
              .filter(owner -> owner instanceof Step.Branch || owner instanceof Step.Parallel)
              .map(owner -> FlowTargets.way(owner.key(), place.block()))
              .orElse(place.owner());
    }
    var block =
        place.owner() == null
            ? flow().steps()
            : step(place.owner())
                .map(owner -> dev.formwork.workflow.definition.StepTree.inside(owner))
                .orElseThrow()
                .get(place.block());
    return block.get(place.index() - 1).key();
  }

  private void shift(String id, int by) {
    if (slash(id) > 0) {
      var key = id.substring(0, slash(id));
      int to = way(id) + by;
      var changed = FlowWays.shift(flow(), key, way(id), by);
      screen.change(changed, changed.equals(flow()) ? id : FlowTargets.way(key, to));
    } else {
      screen.change(FlowEdits.shift(flow(), id, by), id);
    }
  }

  private void addWay(String id) {
    var changed = FlowWays.add(flow(), id);
    var last =
        FlowEdits.find(changed, id)
            .map(
                step ->
                    switch (step) {
                      case Step.Branch branch -> branch.cases().size() - 1;
                      case Step.Parallel parallel -> parallel.lanes().size() - 1;
                      default -> 0;
                    })
            .orElse(0);
    screen.change(changed, FlowTargets.way(id, last));
  }
}
