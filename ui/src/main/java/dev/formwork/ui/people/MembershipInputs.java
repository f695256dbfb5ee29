package dev.formwork.ui.people;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The departments and roles of a member; the first chosen department is the main one. */
final class MembershipInputs extends Div {

  private final MultiSelectComboBox<Department> departments = new MultiSelectComboBox<>();
  private final MultiSelectComboBox<WorkspaceRole> roles = new MultiSelectComboBox<>();
  private final transient List<UUID> order = new ArrayList<>();

  MembershipInputs(Organization people) {
    addClassName("fw-place");
    departments.setLabel(UiTexts.of("people.departments"));
    departments.setHelperText(UiTexts.of("people.departments.help"));
    departments.setItems(people.departments());
    departments.setItemLabelGenerator(Department::name);
    departments.setWidthFull();
    departments.addValueChangeListener(
        event -> {
          order.removeIf(id -> event.getValue().stream().noneMatch(one -> one.id().equals(id)));
          event.getValue().stream()
              .map(Department::id)
              .filter(id -> !order.contains(id))
              .forEach(order::add);
        });
    roles.setLabel(UiTexts.of("people.roles"));
    roles.setItems(people.roles());
    roles.setItemLabelGenerator(role -> role.title().in(UiTexts.locale()));
    roles.setWidthFull();
    add(departments, roles);
  }

  void set(Organization people, List<UUID> chosen, Set<String> keys) {
    order.addAll(chosen);
    departments.setValue(
        chosen.stream().flatMap(id -> people.department(id).stream()).collect(Collectors.toSet()));
    roles.setValue(
        people.roles().stream()
            .filter(role -> keys.contains(role.key()))
            .collect(Collectors.toSet()));
  }

  List<UUID> departments() {
    return List.copyOf(order);
  }

  Set<String> roles() {
    return roles.getValue().stream().map(WorkspaceRole::key).collect(Collectors.toSet());
  }
}
