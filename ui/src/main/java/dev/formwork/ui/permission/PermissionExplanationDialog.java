package dev.formwork.ui.permission;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Messages;
import dev.formwork.designer.permission.PermissionExplanation;
import dev.formwork.designer.permission.PermissionExplanations;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Explains what a member may do with a form or one record, and which permission sets give it. */
public final class PermissionExplanationDialog extends Dialog {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient PermissionExplanations permissionExplanations;
  private final transient RecordId record;
  private final Div answer = new Div();

  /**
   * @param record null: the form as a whole
   */
  public PermissionExplanationDialog(
      Caller caller,
      CompiledForm form,
      PermissionExplanations permissionExplanations,
      RecordId record) {
    this.caller = caller;
    this.form = form;
    this.permissionExplanations = permissionExplanations;
    this.record = record;
    setHeaderTitle(UiTexts.of(record == null ? "permission.why" : "permission.why.record"));
    var member = new ComboBox<Membership>(UiTexts.of("permission.person"));
    member.setItems(caller.people().standings().stream().filter(Membership::active).toList());
    member.setItemLabelGenerator(Membership::name);
    member.setWidthFull();
    member.setId("why-member");
    member.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            explain(event.getValue());
          }
        });
    answer.addClassName("fw-why");
    answer.setId("why-answer");
    answer.getElement().setAttribute("aria-live", "polite");
    var body = new Div(member, answer);
    body.addClassName("fw-dialog-body");
    add(body);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  private void explain(Membership membership) {
    answer.removeAll();
    UiCommands.run(
            () ->
                permissionExplanations.of(
                    caller, form.app(), form.definition().key(), membership.member(), record))
        .ifPresent(this::show);
  }

  private void show(PermissionExplanation permissionExplanation) {
    if (permissionExplanation.appRoles().isEmpty()) {
      answer.add(new Paragraph(UiTexts.of("why.not-in-app")));
      return;
    }
    answer.add(
        new Paragraph(
            UiTexts.of(
                "why.app-role",
                permissionExplanation.appRoles().stream()
                    .map(role -> Messages.sentence(UiTexts.locale(), role.messageKey()))
                    .sorted()
                    .collect(Collectors.joining(", ")))));
    if (permissionExplanation.visible() != null) {
      var verdict =
          new Paragraph(
              UiTexts.of(permissionExplanation.visible() ? "why.sees" : "why.does-not-see"));
      verdict.addClassName("fw-strong");
      answer.add(verdict);
    }
    answer.add(new H3(UiTexts.of("why.sets")));
    if (permissionExplanation.reasons().isEmpty()) {
      answer.add(new Paragraph(UiTexts.of("why.no-set")));
    }
    permissionExplanation.reasons().forEach(reason -> answer.add(reason(reason)));
    answer.add(new H3(UiTexts.of("permission.actions")));
    answer.add(
        new Paragraph(
            permissionExplanation.actions().isEmpty()
                ? UiTexts.of("why.nothing")
                : Arrays.stream(RecordAction.values())
                    .filter(permissionExplanation.actions()::contains)
                    .map(
                        one ->
                            UiTexts.of("permission.action." + one.name().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(", "))));
    fields(permissionExplanation);
  }

  private Div reason(PermissionExplanation.SetReason reason) {
    var name =
        new Span(
            reason.builtIn()
                ? UiTexts.of("why.built-in." + reason.set().key())
                : reason.set().title() == null
                    ? reason.set().key()
                    : reason.set().title().in(UiTexts.locale()));
    name.addClassName("fw-strong");
    var because =
        new Span(reason.because().stream().map(this::text).collect(Collectors.joining(", ")));
    because.addClassName("fw-muted");
    var line = new Div(name, because);
    line.addClassName("fw-why-set");
    if (reason.set().rows() != null) {
      var rows = new Span(reason.set().rows());
      rows.addClassName("fw-code");
      line.add(rows);
    }
    if (reason.holds() != null) {
      line.add(new Span(UiTexts.of(reason.holds() ? "why.holds" : "why.does-not-hold")));
    }
    return line;
  }

  private String text(Grantees.Reason reason) {
    return switch (reason) {
      case Grantees.Reason.Everyone _ -> UiTexts.of("permission.everyone");
      case Grantees.Reason.Named _ -> UiTexts.of("why.named");
      case Grantees.Reason.InDepartment(var id) ->
          UiTexts.of(
              "permission.department",
              caller.people().department(id).map(Department::name).orElse("?"));
      case Grantees.Reason.HasRole(var key) ->
          UiTexts.of(
              "permission.role",
              caller.people().roles().stream()
                  .filter(role -> role.key().equals(key))
                  .map(WorkspaceRole::title)
                  .map(title -> title.in(UiTexts.locale()))
                  .findFirst()
                  .orElse(key));
    };
  }

  /** Only those that are not wholly open: the rest would be a long list of the same. */
  private void fields(PermissionExplanation permissionExplanation) {
    answer.add(new H3(UiTexts.of("permission.fields")));
    var lines = new Div();
    lines.addClassName("fw-why-fields");
    permissionExplanation
        .fields()
        .forEach(
            (path, right) -> {
              if (right != FieldRight.WRITE) {
                lines.add(
                    new Span(title(path).in(UiTexts.locale())),
                    new Span(Messages.sentence(UiTexts.locale(), right.messageKey())));
              }
            });
    answer.add(
        lines.getComponentCount() == 0 ? new Paragraph(UiTexts.of("why.all-fields")) : lines);
  }

  private Title title(String path) {
    var parts = path.split("\\.", 2);
    var field =
        form.definition().fields().stream()
            .filter(one -> one.key().value().equals(parts[0]))
            .findFirst()
            .orElseThrow();
    if (parts.length == 1 || !(field instanceof SubformField subform)) {
      return field.title();
    }
    return subform.fields().stream()
        .filter(one -> one.key().value().equals(parts[1]))
        .map(Field::title)
        .findFirst()
        .orElse(field.title());
  }
}
