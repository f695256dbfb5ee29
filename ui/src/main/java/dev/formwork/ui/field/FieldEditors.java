package dev.formwork.ui.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.HasClearButton;
import com.vaadin.flow.component.shared.HasTooltip;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Option;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.command.ServiceCalls;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the input for each field type: the one exhaustive switch over them on the editing side.
 * (stays)
 */
public final class FieldEditors {

  /** Rules follow when one pauses this long, in milliseconds. */
  private static final int TYPING_PAUSE_MS = 30;

  private final Caller caller;
  private final String app;
  private final CompiledForms forms;
  private final RecordQueries queries;
  private final FieldDisplay display;

  public FieldEditors(
      Caller caller, String app, CompiledForms forms, RecordQueries queries, FieldDisplay display) {
    this.caller = caller;
    this.app = app;
    this.forms = forms;
    this.queries = queries;
    this.display = display;
  }

  /** What a lookup offers where its definition narrows it; empty where it does not. */
  @FunctionalInterface
  public interface Offer {
    Optional<List<RecordRef>> of(String search, int limit, int offset);
  }

  /** An input where lookups offer all there is. */
  public FieldEditor<?> editor(Field field, boolean labelled) {
    return editor(field, labelled, (_, _, _) -> Optional.empty());
  }

  public FieldEditor<?> editor(Field field, boolean labelled, Offer offer) {
    var editor =
        switch (field) {
          case TextField text -> text(text);
          case LongTextField _ -> longText();
          case NumberField number -> number(number);
          case MoneyField money -> money(money);
          case BooleanField _ -> truth();
          case DateField _ -> date();
          case DateTimeField _ -> moment();
          case ChoiceField choice -> choice(choice);
          case ChoicesField choices -> choices(choices);
          case StageField stage -> stage(stage);
          case MemberField _ -> member();
          case LookupField lookup -> lookup(lookup, offer);
          case SerialField _, ComputedField _, RollupField _, SubformField _ -> shown(field);
        };
    dress(field, editor.component(), labelled);
    if (field.head().readOnly()) {
      editor.setReadOnly(true);
    }
    return editor;
  }

  private void dress(Field field, Component component, boolean labelled) {
    var title = field.title().in(display.locale());
    if (labelled && component instanceof HasLabel labelledComponent) {
      labelledComponent.setLabel(title);
    } else {
      component.getElement().setAttribute("aria-label", title);
      component.getElement().setProperty("accessibleName", title);
    }
    if (component instanceof HasSize sized) {
      sized.setWidthFull();
    }
    if (component instanceof com.vaadin.flow.component.HasValue<?, ?> input && labelled) {
      input.setRequiredIndicatorVisible(field.head().required());
    }
    if (labelled && field.head().help() != null && component instanceof HasTooltip tooltip) {
      tooltip.setTooltipText(field.head().help().in(display.locale()).replace("`", ""));
    }
    if (component instanceof HasClearButton clearable && !field.head().required()) {
      clearable.setClearButtonVisible(
          component instanceof ComboBox<?> || component instanceof DatePicker);
    }
  }

  private static FieldEditor<String> text(TextField field) {
    var input = new com.vaadin.flow.component.textfield.TextField();
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(TYPING_PAUSE_MS);
    if (field.maxLength() != null) {
      input.setMaxLength(field.maxLength());
    }
    return new FieldEditor<>(input, input, String.class::cast, text -> text);
  }

  private static FieldEditor<String> longText() {
    var input = new TextArea();
    input.setMinRows(3);
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(TYPING_PAUSE_MS);
    return new FieldEditor<>(input, input, String.class::cast, text -> text);
  }

  private static FieldEditor<BigDecimal> number(NumberField field) {
    var input = numeric();
    if (field.percent() || field.unit() != null) {
      input.setSuffixComponent(new Span(field.percent() ? "%" : field.unit()));
    }
    return field.percent()
        ? new FieldEditor<>(
            input,
            input,
            value -> trimmed(((BigDecimal) value).movePointRight(2)),
            value -> value.movePointLeft(2))
        : new FieldEditor<>(input, input, value -> trimmed((BigDecimal) value), value -> value);
  }

  private static FieldEditor<BigDecimal> money(MoneyField field) {
    var input = numeric();
    input.setPrefixComponent(new Span(field.currencyCode()));
    return new FieldEditor<>(input, input, value -> trimmed((BigDecimal) value), value -> value);
  }

  private static BigDecimalField numeric() {
    var input = new BigDecimalField();
    input.setValueChangeMode(ValueChangeMode.LAZY);
    input.setValueChangeTimeout(TYPING_PAUSE_MS);
    input.addClassName("fw-numeric");
    return input;
  }

  private static BigDecimal trimmed(BigDecimal value) {
    var trimmed = value.stripTrailingZeros();
    return trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed;
  }

  private static FieldEditor<Boolean> truth() {
    var input = new Checkbox();
    return new FieldEditor<>(input, input, Boolean.class::cast, value -> value);
  }

  private FieldEditor<LocalDate> date() {
    var input = new DatePicker();
    input.setLocale(display.locale());
    return new FieldEditor<>(input, input, LocalDate.class::cast, value -> value);
  }

  private FieldEditor<LocalDateTime> moment() {
    var input = new DateTimePicker();
    ZoneId zone = caller.zone();
    return new FieldEditor<>(
        input,
        input,
        value -> ((OffsetDateTime) value).atZoneSameInstant(zone).toLocalDateTime(),
        value -> value.atZone(zone).toOffsetDateTime());
  }

  private FieldEditor<Option> choice(ChoiceField field) {
    var input = new ComboBox<Option>();
    input.setItems(field.options().stream().filter(option -> !option.retired()).toList());
    input.setItemLabelGenerator(option -> option.title().in(display.locale()));
    return new FieldEditor<>(input, input, key -> option(field.options(), key), Option::key)
        .narrowing(
            above -> {
              var kept = input.getValue();
              input.setItems(
                  field.options().stream()
                      .filter(option -> !option.retired() && option.isOfferedUnder((String) above))
                      .toList());
              input.setValue(kept);
            });
  }

  private static Option option(List<Option> options, Object key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst().orElse(null);
  }

  private FieldEditor<java.util.Set<Option>> choices(ChoicesField field) {
    var input = new MultiSelectComboBox<Option>();
    input.setItems(field.options().stream().filter(option -> !option.retired()).toList());
    input.setItemLabelGenerator(option -> option.title().in(display.locale()));
    return new FieldEditor<>(
        input,
        input,
        keys ->
            new HashSet<>(
                field.options().stream()
                    .filter(option -> ((List<?>) keys).contains(option.key()))
                    .toList()),
        options -> options.stream().map(Option::key).sorted().toList());
  }

  private FieldEditor<Stage> stage(StageField field) {
    var input = new ComboBox<Stage>();
    input.setItems(field.stages());
    input.setItemLabelGenerator(stage -> stage.title().in(display.locale()));
    return new FieldEditor<>(
        input, input, key -> field.stage((String) key).orElse(null), Stage::key);
  }

  private FieldEditor<UUID> member() {
    var input = new ComboBox<UUID>();
    input.setItems(display.members().keySet());
    input.setItemLabelGenerator(id -> display.members().getOrDefault(id, "?"));
    return new FieldEditor<>(input, input, UUID.class::cast, id -> id);
  }

  private FieldEditor<RecordRef> lookup(LookupField field, Offer offer) {
    var input = new ComboBox<RecordRef>();
    input.setItemLabelGenerator(FieldDisplay::name);
    input.setItems(
        (com.vaadin.flow.data.provider.Query<RecordRef, String> wanted) -> {
          var narrowed =
              offer.of(wanted.getFilter().orElse(""), wanted.getLimit(), wanted.getOffset());
          if (narrowed.isPresent()) {
            return narrowed.get().stream();
          }
          return offered(
              field, wanted.getFilter().orElse(""), wanted.getLimit(), wanted.getOffset())
              .stream();
        });
    return new FieldEditor<>(input, input, RecordRef.class::cast, target -> target);
  }

  /** What a lookup offers that nothing narrows: all that whoever chooses may see, by title. */
  public List<RecordRef> offered(LookupField field, String search, int limit, int offset) {
    var form = ServiceCalls.await(() -> forms.form(caller.workspace(), app, field.form().value()));
    if (!RecordAccess.to(caller, form).showsTitles()) {
      return List.of();
    }
    var query = new RecordQuery(null, search, List.of("record_title"), limit, null, offset);
    return ServiceCalls.await(() -> queries.list(caller, form, query)).items().stream()
        .map(record -> new RecordRef(record.id(), record.title()))
        .toList();
  }

  /** What people never enter: numbers given by the server, results of formulas. */
  private FieldEditor<String> shown(Field field) {
    var input = new com.vaadin.flow.component.textfield.TextField();
    input.setReadOnly(true);
    if (FieldDisplay.isNumeric(field)) {
      input.addClassName("fw-numeric");
    }
    return new FieldEditor<>(input, input, value -> display.text(field, value), _ -> null);
  }
}
