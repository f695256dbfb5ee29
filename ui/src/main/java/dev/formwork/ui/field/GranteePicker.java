package dev.formwork.ui.field;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.Grantees;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** An input that selects to whom something applies: everyone, roles, departments, members. */
public final class GranteePicker extends MultiSelectComboBox<GranteePicker.Choice> {

  /** One of those who can be chosen. */
  public sealed interface Choice {

    String label();

    record Everyone(String label) implements Choice {}

    record Role(String key, String label) implements Choice {}

    record Department(UUID id, String label) implements Choice {}

    record Member(MemberId id, String label) implements Choice {}
  }

  private final transient List<Choice> choices;

  public GranteePicker(Organization people, Grantees grantees) {
    choices = choices(people, grantees);
    setLabel(UiTexts.of("permission.who"));
    setItems(choices);
    setItemLabelGenerator(Choice::label);
    setWidthFull();
    setValue(
        choices.stream().filter(choice -> isChosen(choice, grantees)).collect(Collectors.toSet()));
  }

  private static List<Choice> choices(Organization people, Grantees grantees) {
    var choices = new ArrayList<Choice>();
    choices.add(new Choice.Everyone(UiTexts.of("permission.everyone")));
    var known = new HashSet<String>();
    for (var role : people.roles()) {
      known.add(role.key());
      choices.add(
          new Choice.Role(
              role.key(), UiTexts.of("permission.role", role.title().in(UiTexts.locale()))));
    }
    // A pack may name roles the workspace does not have yet.
    grantees.roles().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(key -> choices.add(new Choice.Role(key, UiTexts.of("permission.role", key))));
    people
        .departments()
        .forEach(
            one ->
                choices.add(
                    new Choice.Department(
                        one.id(), UiTexts.of("permission.department", one.name()))));
    people.standings().stream()
        .filter(one -> one.active() || grantees.members().contains(one.member()))
        .forEach(one -> choices.add(new Choice.Member(one.member(), one.name())));
    return choices;
  }

  private static boolean isChosen(Choice choice, Grantees grantees) {
    return switch (choice) {
      case Choice.Everyone _ -> grantees.everyone();
      case Choice.Role(var key, _) -> grantees.roles().contains(key);
      case Choice.Department(var id, _) -> grantees.departments().contains(id);
      case Choice.Member(var id, _) -> grantees.members().contains(id);
    };
  }

  public Grantees who() {
    var members = new HashSet<MemberId>();
    var departments = new HashSet<UUID>();
    var roles = new HashSet<String>();
    boolean everyone = false;
    for (var choice : getValue()) {
      switch (choice) {
        case Choice.Everyone _ -> everyone = true;
        case Choice.Role(var key, _) -> roles.add(key);
        case Choice.Department(var id, _) -> departments.add(id);
        case Choice.Member(var id, _) -> members.add(id);
      }
    }
    return new Grantees(everyone, Set.copyOf(members), Set.copyOf(departments), Set.copyOf(roles));
  }
}
