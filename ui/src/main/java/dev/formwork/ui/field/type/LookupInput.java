package dev.formwork.ui.field.type;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.provider.Query;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.LookupField;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.input.Found;
import dev.formwork.ui.field.input.PickInput;
import dev.formwork.ui.text.UiTexts;

/** Finds a record by its title; one that is not there can be made on the spot. */
final class LookupInput {

  /** So many records are looked through for one that is called as was typed. */
  private static final int CANDIDATES = 50;

  private final LookupField field;
  private final EditorContext context;
  private final PickInput<RecordRef> input;

  private LookupInput(LookupField field, EditorContext context) {
    this.field = field;
    this.context = context;
    input = new PickInput<>(this::find);
    input.setItemLabelGenerator(FieldDisplay::name);
    input.setItems(
        (Query<RecordRef, String> wanted) ->
            context
                .lookups()
                .of(field, wanted.getFilter().orElse(""), wanted.getLimit(), wanted.getOffset())
                .stream());
    input.onTyped(this::offerToMake);
    input.addValueChangeListener(_ -> offerToMake());
  }

  static PickInput<RecordRef> of(LookupField field, EditorContext context) {
    return new LookupInput(field, context).input;
  }

  private Found<RecordRef> find(String text) {
    return Found.among(
        context.lookups().of(field, text.strip(), CANDIDATES, 0),
        FieldDisplay::name,
        text,
        name -> UiTexts.of("input.no-such-record", name, context.titles().of(field)),
        name -> UiTexts.of("input.several", name));
  }

  private void offerToMake() {
    if (input.unread() == null || !context.targets().mayMake(field)) {
      input.setHelperComponent(null);
      return;
    }
    var name = input.unread().text().strip();
    var make =
        new Button(
            UiTexts.of("input.make", name),
            VaadinIcon.PLUS.create(),
            _ -> context.targets().make(field, name, input::pick));
    make.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    make.addClassName("fw-make-target");
    input.setHelperComponent(make);
  }
}
