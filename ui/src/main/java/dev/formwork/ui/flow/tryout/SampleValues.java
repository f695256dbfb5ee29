package dev.formwork.ui.flow.tryout;

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
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.ui.record.ValueSuggestions;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Generates plausible values for a sample record. Lookups use existing records.
 *
 * @param now of whoever makes it up
 * @param me stands wherever a member is named
 * @param lookups the first record that a lookup offers; null: there is none
 */
record SampleValues(
    OffsetDateTime now, ZoneId zone, UUID me, Function<LookupField, RecordRef> lookups)
    implements ValueSuggestions {

  private static final BigDecimal COUNT = BigDecimal.TEN;
  private static final BigDecimal PERCENT = new BigDecimal("0.1");
  private static final BigDecimal AMOUNT = new BigDecimal("1000");
  private static final int DAYS_AHEAD = 7;

  @Override
  public Object of(Field field, Object above, Supplier<Optional<List<RecordRef>>> narrowed) {
    var local = now.atZoneSameInstant(zone).plusDays(DAYS_AHEAD);
    return switch (field) {
      case TextField text -> text(text);
      case LongTextField text -> cut(sample(text), text.maxLength());
      case NumberField number ->
          within(number.percent() ? PERCENT : COUNT, number.min(), number.max());
      case MoneyField money -> within(AMOUNT, money.min(), money.max());
      case DateField _ -> local.toLocalDate();
      case DateTimeField _ -> local.with(LocalTime.of(9, 0)).toOffsetDateTime();
      case ChoiceField choice ->
          choice.options().stream()
              .filter(one -> !one.retired() && one.isOfferedUnder((String) above))
              .findFirst()
              .map(Option::key)
              .orElse(null);
      case ChoicesField choices ->
          choices.options().stream()
              .filter(one -> !one.retired())
              .limit(1)
              .map(Option::key)
              .toList();
      case StageField stage -> stage.stages().getFirst().key();
      case MemberField _ -> me;
      case LookupField lookup ->
          narrowed
              .get()
              .map(offered -> offered.stream().findFirst().orElse(null))
              .orElseGet(() -> lookups.apply(lookup));
      case BooleanField _, SerialField _, ComputedField _, RollupField _, SubformField _ -> null;
    };
  }

  private String text(TextField field) {
    var plain =
        switch (field.format()) {
          case EMAIL -> "sample@example.com";
          case PHONE -> "+1 555 0100";
          case URL -> "https://example.com";
          case null -> sample(field);
        };
    var text = new StringBuilder(plain);
    while (field.minLength() != null && text.length() < field.minLength()) {
      text.append(' ').append(plain);
    }
    return cut(text.toString(), field.maxLength());
  }

  /** Nobody else may have what is unique. */
  private String sample(Field field) {
    var text = UiTexts.of("try.sample.text", field.title().in(UiTexts.locale()));
    return field.head().unique() ? text + " " + now.toEpochSecond() : text;
  }

  private static String cut(String text, Integer most) {
    return most == null || text.length() <= most ? text : text.substring(0, most);
  }

  private static BigDecimal within(BigDecimal value, BigDecimal least, BigDecimal most) {
    if (least != null && value.compareTo(least) < 0) {
      return least;
    }
    return most != null && value.compareTo(most) > 0 ? most : value;
  }
}
