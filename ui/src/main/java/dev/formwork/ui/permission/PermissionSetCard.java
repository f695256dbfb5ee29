package dev.formwork.ui.permission;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.field.GranteePicker;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** One permission set: for whom, which actions, records and fields. */
final class PermissionSetCard extends Div {

  /** In the order people think of them. */
  private static final List<RecordAction> OFFERED =
      List.of(
          RecordAction.READ,
          RecordAction.CREATE,
          RecordAction.CHANGE,
          RecordAction.DELETE,
          RecordAction.IMPORT,
          RecordAction.EXPORT,
          RecordAction.PRINT,
          RecordAction.SHARE,
          RecordAction.BULK,
          RecordAction.HISTORY,
          RecordAction.MANAGE);

  private final transient PermissionSet before;
  private final TextField title = new TextField();
  private final GranteePicker who;
  private final CheckboxGroup<RecordAction> actions = new CheckboxGroup<>();
  private final RecordScopeInput rows;
  private final FieldRightsInput fields;
  private final Checkbox givesAway = new Checkbox();
  private final Div error = new Div();

  PermissionSetCard(
      FormDefinition form,
      Organization people,
      FormulaContext tools,
      PermissionSet set,
      Consumer<PermissionSetCard> onRemove) {
    this.before = set;
    addClassName("fw-function-card");
    title.setLabel(UiTexts.of("permission.title"));
    title.setValue(set.title() == null ? set.key() : set.title().in(UiTexts.locale()));
    title.setWidthFull();
    who = new GranteePicker(people, set.who());
    actions.setLabel(UiTexts.of("permission.actions"));
    actions.setItems(OFFERED);
    actions.setItemLabelGenerator(
        recordAction ->
            UiTexts.of("permission.action." + recordAction.name().toLowerCase(Locale.ROOT)));
    actions.setValue(
        set.actions().stream()
            .filter(OFFERED::contains)
            .collect(java.util.stream.Collectors.toSet()));
    rows = new RecordScopeInput(tools, set.rows());
    givesAway.setLabel(UiTexts.of("permission.give-away"));
    givesAway.setValue(set.mayGiveAway());
    fields = new FieldRightsInput(form, set);
    var details = new Details(UiTexts.of("permission.fields"), fields);
    details.setOpened(!set.fields().isEmpty());
    details.setWidthFull();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var remove = new Button(VaadinIcon.TRASH.create(), _ -> onRemove.accept(this));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(UiTexts.of("remove"));
    remove.setTooltipText(UiTexts.of("remove"));
    var head = new Div(title, who, remove);
    head.addClassName("fw-script-head");
    add(head, actions, rows, givesAway, details, error);
  }

  PermissionSet set() {
    var chosen = new java.util.HashSet<>(actions.getValue());
    // Actions without an input here stay as they were defined.
    before.actions().stream()
        .filter(recordAction -> !OFFERED.contains(recordAction))
        .forEach(chosen::add);
    return new PermissionSet(
        before.key(),
        title.isEmpty()
            ? before.title()
            : before.title() == null
                ? Title.of(title.getValue())
                : before.title().with(UiTexts.locale(), title.getValue()),
        who.who(),
        chosen,
        fields.rights(),
        fields.others(),
        rows.source(),
        givesAway.getValue());
  }

  void fail(String sentence) {
    error.setText(sentence);
    error.setVisible(true);
  }

  void clearError() {
    error.setVisible(false);
  }
}
