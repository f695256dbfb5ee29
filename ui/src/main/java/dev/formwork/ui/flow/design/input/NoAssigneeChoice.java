package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.select.Select;
import dev.formwork.ui.flow.text.AssigneeText;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;

/** What happens when no assignee is found. */
public final class NoAssigneeChoice {

  private static final String ROLE = "role:";

  private NoAssigneeChoice() {}

  public static Select<String> of(JsonBinding jsonBinding) {
    var nobody = jsonBinding.get("nobody");
    var offered = new ArrayList<String>(List.of("stop", "skip"));
    jsonBinding.tools().people().roles().forEach(role -> offered.add(ROLE + role.key()));
    var words = new AssigneeText(jsonBinding.tools());
    return FlowInputs.choice(
        UiTexts.of("flow.nobody"),
        offered,
        nobody.isObject() ? ROLE + nobody.path("role").asText() : nobody.asText("stop"),
        null,
        word ->
            word.startsWith(ROLE)
                ? UiTexts.of("flow.nobody.role", words.role(word.substring(ROLE.length())))
                : UiTexts.of("flow.nobody." + word),
        word ->
            jsonBinding.set(
                "nobody",
                word.startsWith(ROLE)
                    ? JsonBinding.nodes().objectNode().put("role", word.substring(ROLE.length()))
                    : JsonBinding.nodes().textNode(word)));
  }
}
