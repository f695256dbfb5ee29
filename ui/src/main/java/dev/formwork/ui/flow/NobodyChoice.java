package dev.formwork.ui.flow;

import com.vaadin.flow.component.select.Select;
import dev.formwork.ui.shell.Texts;
import java.util.ArrayList;
import java.util.List;

/** What happens when no assignee is found. */
final class NobodyChoice {

  private static final String ROLE = "role:";

  private NobodyChoice() {}

  static Select<String> of(Edited edited) {
    var nobody = edited.get("nobody");
    var offered = new ArrayList<String>(List.of("stop", "skip"));
    edited.tools().people().roles().forEach(role -> offered.add(ROLE + role.key()));
    var words = new AssigneeWords(edited.tools());
    return FlowInputs.choice(
        Texts.of("flow.nobody"),
        offered,
        nobody.isObject() ? ROLE + nobody.path("role").asText() : nobody.asText("stop"),
        null,
        word ->
            word.startsWith(ROLE)
                ? Texts.of("flow.nobody.role", words.role(word.substring(ROLE.length())))
                : Texts.of("flow.nobody." + word),
        word ->
            edited.set(
                "nobody",
                word.startsWith(ROLE)
                    ? Edited.nodes().objectNode().put("role", word.substring(ROLE.length()))
                    : Edited.nodes().textNode(word)));
  }
}
