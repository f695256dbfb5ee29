package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Option;
import dev.formwork.core.field.StageField;
import dev.formwork.core.importexport.ExportWriter.Layout;
import dev.formwork.core.naming.Title;
import dev.formwork.core.record.value.RecordRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Values as the text of a cell, such that an import reads them back. */
record CellFormatter(Layout layout) {

  static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  String title(Column column) {
    return column.field().title().in(layout.locale());
  }

  /** Empty for nothing. */
  String text(Column column, Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case Boolean truth -> truth ? yes() : no();
      case LocalDate date -> date.toString();
      case OffsetDateTime moment -> MOMENT.format(moment.atZoneSameInstant(layout.zone()));
      case UUID member -> layout.members().getOrDefault(member, "");
      case RecordRef target -> target.title() == null ? "" : target.title();
      case List<?> many ->
          many.stream()
              .map(one -> option(column.field(), String.valueOf(one)))
              .collect(Collectors.joining(", "));
      case String text -> option(column.field(), text);
      default -> value.toString();
    };
  }

  private String yes() {
    return layout.locale().getLanguage().equals("zh") ? "是" : "yes";
  }

  private String no() {
    return layout.locale().getLanguage().equals("zh") ? "否" : "no";
  }

  private String option(Field field, String key) {
    var title =
        switch (field) {
          case StageField stage -> stage.stage(key).map(one -> one.title());
          case ChoiceField choice -> title(choice.options(), key);
          case ChoicesField choices -> title(choices.options(), key);
          case ComputedField computed -> title(computed.options(), key);
          default -> Optional.<Title>empty();
        };
    return title.map(one -> one.in(layout.locale())).orElse(key);
  }

  private static Optional<Title> title(List<Option> options, String key) {
    return options.stream().filter(one -> one.key().equals(key)).map(Option::title).findFirst();
  }
}
