package dev.formwork.ui.share;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.share.PublicLink.Kind;
import dev.formwork.core.share.PublicLinkAdmin;
import dev.formwork.core.share.PublicLinkAdmin.LinkWithToken;
import dev.formwork.core.share.PublicLinkSettings;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.TypedInputs;
import dev.formwork.ui.field.input.MomentInput;
import dev.formwork.ui.field.input.TypedField;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Creates a public link: its fields, texts and limits. */
final class NewPublicLinkDialog extends Dialog {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient Kind kind;
  private final CheckboxGroup<Field> fields = new CheckboxGroup<>();
  private final MultiSelectComboBox<Field> match = new MultiSelectComboBox<>();
  private final TextField title = new TextField();
  private final TextArea lead = new TextArea();
  private final TextArea thanks = new TextArea();
  private final MomentInput opens;
  private final MomentInput closes;
  private final TypedField<Integer> quota = TypedInputs.whole(1, Integer.MAX_VALUE);
  private final TextField password = new TextField();
  private final Checkbox once = new Checkbox();

  NewPublicLinkDialog(
      Caller caller,
      CompiledForm form,
      Kind kind,
      RecordId record,
      PublicLinkAdmin links,
      Consumer<LinkWithToken> onMade) {
    this.caller = caller;
    this.form = form;
    this.kind = kind;
    var display = new FieldDisplay(UiTexts.locale(), caller.zone(), Map.of());
    opens = TypedInputs.moment(display);
    closes = TypedInputs.moment(display);
    setHeaderTitle(UiTexts.of("link.new." + kind.name().toLowerCase(java.util.Locale.ROOT)));
    build(links);
    var make =
        new Button(
            UiTexts.of("people.make-link"),
            _ -> {
              if (TypedInputs.areRead(opens, closes, quota)) {
                make(links, record, onMade);
              }
            });
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.setId("make-public-link");
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), make);
  }

  private void make(PublicLinkAdmin links, RecordId record, Consumer<LinkWithToken> onMade) {
    UiCommands.run(
            () ->
                links.make(
                    caller,
                    form.app(),
                    form.definition().key(),
                    new PublicLinkAdmin.LinkRequest(kind, record, settings(), password.getValue())))
        .ifPresent(
            made -> {
              close();
              onMade.accept(made);
            });
  }

  private void build(PublicLinkAdmin links) {
    var offered = links.offered(caller, form, kind);
    fields.setLabel(UiTexts.of(kind == Kind.FORM ? "link.asks" : "link.shows"));
    fields.setItems(offered);
    fields.setItemLabelGenerator(field -> field.title().in(UiTexts.locale()));
    fields.setValue(
        offered.stream()
            .filter(field -> kind != Kind.QUERY && !(field instanceof StageField))
            .collect(Collectors.toSet()));
    fields.addClassName("fw-field-checks");
    fields.setId("link-fields");
    match.setLabel(UiTexts.of("link.match"));
    match.setHelperText(UiTexts.of("link.match.help"));
    match.setItems(links.matchable(caller, form));
    match.setItemLabelGenerator(field -> field.title().in(UiTexts.locale()));
    match.setVisible(kind == Kind.QUERY);
    match.setWidthFull();
    match.setId("link-match");
    title.setLabel(UiTexts.of("link.page-title"));
    title.setPlaceholder(form.definition().title().in(UiTexts.locale()));
    title.setWidthFull();
    lead.setLabel(UiTexts.of("link.page-lead"));
    lead.setWidthFull();
    thanks.setLabel(UiTexts.of("link.thanks"));
    thanks.setWidthFull();
    thanks.setVisible(kind == Kind.FORM);
    opens.setLabel(UiTexts.of("link.opens"));
    closes.setLabel(UiTexts.of("link.closes"));
    quota.setLabel(UiTexts.of("link.quota"));
    quota.setVisible(kind == Kind.FORM);
    password.setLabel(UiTexts.of("link.password"));
    password.setHelperText(UiTexts.of("link.password.help"));
    once.setLabel(UiTexts.of("link.once"));
    once.setVisible(kind == Kind.FORM);
    var limits = new Div(opens, closes, quota, password, once);
    limits.addClassName("fw-place");
    var body =
        new Div(match, fields, title, lead, thanks, new Details(UiTexts.of("link.limits"), limits));
    body.addClassName("fw-dialog-body");
    add(body);
  }

  private PublicLinkSettings settings() {
    return new PublicLinkSettings(
        text(title.getValue()),
        text(lead.getValue()),
        keys(fields.getValue()),
        kind == Kind.QUERY ? keys(match.getValue()) : List.of(),
        opens.getValue(),
        closes.getValue(),
        quota.getValue(),
        once.getValue(),
        text(thanks.getValue()));
  }

  /** In the order of the form, whatever the order of choosing. */
  private List<String> keys(Set<Field> chosen) {
    return form.definition().fields().stream()
        .filter(chosen::contains)
        .map(field -> field.key().value())
        .toList();
  }

  private static Title text(String typed) {
    return typed.isBlank() ? null : Title.of(typed.strip());
  }
}
