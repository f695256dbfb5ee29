package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.importexport.ExportWriter.Layout;
import dev.formwork.core.naming.MemberId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
      case UUID member -> layout.members().getOrDefault(MemberId.of(member), "");
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
    return field instanceof Optioned listed
        ? listed.optionTitle(key).map(title -> title.in(layout.locale())).orElse(key)
        : key;
  }
}
