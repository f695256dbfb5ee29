package dev.formwork.ui.people;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The roles that permissions and flows name, and who has them. */
final class RolesPanel extends Div {

  private final transient Caller caller;
  private final transient OrganizationCommands changes;
  private final Div list = new Div();

  RolesPanel(Caller caller, OrganizationCommands changes) {
    this.caller = caller;
    this.changes = changes;
    addClassName("fw-people-panel");
    var add = new Button(UiTexts.of("role.add"), VaadinIcon.PLUS.create(), _ -> edit(null));
    add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    add.setId("add-role");
    var tools = new Div(add);
    tools.addClassName("fw-tools");
    list.addClassName("fw-people-tree");
    add(tools, list);
    fill();
  }

  private void fill() {
    list.removeAll();
    var people = caller.organization().now();
    if (people.roles().isEmpty()) {
      var none = new Paragraph(UiTexts.of("role.none"));
      none.addClassName("fw-muted");
      list.add(none);
    }
    for (var role : people.roles()) {
      var name = new NativeButton(role.title().in(UiTexts.locale()), _ -> edit(role));
      name.addClassName("fw-person-name");
      long members =
          people.standings().stream().filter(one -> one.roles().contains(role.key())).count();
      var facts = new Span(role.key() + " · " + UiTexts.of("department.members", members));
      facts.addClassName("fw-muted");
      var line = new Div(name, facts);
      line.addClassName("fw-department");
      list.add(line);
    }
  }

  /**
   * @param role null: a new one
   */
  private void edit(WorkspaceRole role) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(
        role == null ? UiTexts.of("role.add") : role.title().in(UiTexts.locale()));
    var english = new TextField(UiTexts.of("role.title.en"));
    var chinese = new TextField(UiTexts.of("role.title.zh"));
    var key = new TextField(UiTexts.of("role.key"));
    key.setHelperText(UiTexts.of("role.key.help"));
    key.setReadOnly(role != null);
    for (var field : new TextField[] {english, chinese, key}) {
      field.setWidthFull();
    }
    english.setId("role-title");
    if (role == null) {
      english.addValueChangeListener(
          event -> {
            if (key.isEmpty()) {
              key.setValue(Key.fromTitle(event.getValue(), "role"));
            }
          });
    } else {
      english.setValue(role.title().en() == null ? "" : role.title().en());
      chinese.setValue(role.title().zh() == null ? "" : role.title().zh());
      key.setValue(role.key());
    }
    var body = new Div(english, chinese, key);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> save(dialog, key.getValue(), english.getValue(), chinese.getValue()));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-role");
    var remove =
        new Button(
            UiTexts.of("remove"),
            _ -> {
              if (UiCommands.done(() -> changes.removeRole(caller, role.key()))) {
                dialog.close();
                fill();
              }
            });
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
    remove.setVisible(role != null);
    var see =
        new Button(
            UiTexts.of("people.see-as"),
            _ -> {
              UserSession.seeAs(someone(role));
              dialog.close();
              UI.getCurrent().navigate("");
            });
    see.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    see.setVisible(role != null);
    dialog
        .getFooter()
        .add(remove, see, new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  /** Nobody in particular, with this role and no department. */
  private static Membership someone(WorkspaceRole role) {
    return new Membership(
        new MemberId(UUID.randomUUID()),
        role.key(),
        role.title().in(UiTexts.locale()),
        null,
        false,
        true,
        false,
        List.of(),
        Set.of(role.key()),
        null);
  }

  private void save(Dialog dialog, String key, String english, String chinese) {
    if (english.isBlank() && chinese.isBlank()) {
      Toast.refused(UiTexts.of("role.needs-title"));
      return;
    }
    var title = new Title(english, chinese);
    var used = key.isBlank() ? Key.fromTitle(english, "role") : key.strip();
    if (UiCommands.done(() -> changes.saveRole(caller, used, title))) {
      dialog.close();
      fill();
    }
  }
}
