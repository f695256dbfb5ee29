package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.organization.admin.OrganizationCommands.DepartmentRequest;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;

/** The departments as a tree, each with its head and how many belong to it. */
final class DepartmentsPanel extends Div {

  private final transient Caller caller;
  private final transient OrganizationCommands changes;
  private final Div tree = new Div();

  DepartmentsPanel(Caller caller, OrganizationCommands changes) {
    this.caller = caller;
    this.changes = changes;
    addClassName("fw-people-panel");
    var add = new Button(UiTexts.of("department.add"), VaadinIcon.PLUS.create(), _ -> edit(null));
    add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    add.setId("add-department");
    var tools = new Div(add);
    tools.addClassName("fw-tools");
    tree.addClassName("fw-people-tree");
    add(tools, tree);
    fill();
  }

  private Organization people() {
    return caller.organization().now();
  }

  private void fill() {
    tree.removeAll();
    var departments = people().departments();
    if (departments.isEmpty()) {
      var none = new Paragraph(UiTexts.of("department.none"));
      none.addClassName("fw-muted");
      tree.add(none);
    }
    departments.forEach(one -> tree.add(line(one)));
  }

  private Div line(Department department) {
    var name = new NativeButton(department.name(), _ -> edit(department));
    name.addClassName("fw-person-name");
    var head = people().standing(department.head()).map(Membership::name).orElse("");
    var facts =
        new Span(
            UiTexts.of("department.members", people().membersIn(department.id()).size())
                + (head.isEmpty() ? "" : " · " + head));
    facts.addClassName("fw-muted");
    var line = new Div(name, facts);
    line.addClassName("fw-department");
    line.getStyle().set("--fw-depth", Integer.toString(people().depth(department.id())));
    return line;
  }

  /**
   * @param department null: a new one
   */
  private void edit(Department department) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(department == null ? UiTexts.of("department.add") : department.name());
    var name = new TextField(UiTexts.of("profile.name"));
    name.setWidthFull();
    name.setId("department-name");
    var parent = new ComboBox<Department>(UiTexts.of("department.parent"));
    parent.setItems(people().departments());
    parent.setItemLabelGenerator(Department::name);
    parent.setClearButtonVisible(true);
    parent.setWidthFull();
    var head = new ComboBox<Membership>(UiTexts.of("department.head"));
    head.setItems(people().standings().stream().filter(Membership::active).toList());
    head.setItemLabelGenerator(Membership::name);
    head.setClearButtonVisible(true);
    head.setWidthFull();
    if (department != null) {
      name.setValue(department.name());
      people().department(department.parent()).ifPresent(parent::setValue);
      people().standing(department.head()).ifPresent(head::setValue);
    }
    var body = new Div(name, parent, head);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("save"),
            _ ->
                saved(
                    dialog,
                    save(
                        department,
                        new DepartmentRequest(
                            name.getValue(),
                            parent.getValue() == null ? null : parent.getValue().id(),
                            head.getValue() == null ? null : head.getValue().member()))));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-department");
    var remove =
        new Button(
            UiTexts.of("remove"),
            _ ->
                saved(
                    dialog,
                    UiCommands.done(() -> changes.removeDepartment(caller, department.id()))));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
    remove.setVisible(department != null);
    dialog.getFooter().add(remove, new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  private boolean save(Department department, DepartmentRequest wanted) {
    return department == null
        ? UiCommands.run(() -> changes.addDepartment(caller, wanted)).isPresent()
        : UiCommands.done(() -> changes.changeDepartment(caller, department.id(), wanted));
  }

  private void saved(Dialog dialog, boolean done) {
    if (done) {
      dialog.close();
      fill();
    }
  }
}
