package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.importexport.ExportWriter.Layout;
import dev.formwork.core.naming.MemberId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as the text of a cell, exactly, such that an import reads the same values back. */
final class CellFormatter {

  /** Numbers that people who write decimal commas would read otherwise: 1.234. */
  private static final Pattern TWO_WAYS = Pattern.compile("-?[1-9][0-9]{0,2}[.][0-9]{3}");

  private final Layout layout;
  private final Map<String, String> headers = new HashMap<>();
  private final TextFormat format;

  CellFormatter(Layout layout) {
    this.layout = layout;
    this.format = TextFormat.plain(layout.zone());
    layout.columns().forEach(column -> headers.put(column.name(), column.name()));
    var titles = layout.columns().stream().map(this::title).toList();
    var found = ImportPlan.guessed(layout.form(), titles).columns();
    for (var column : layout.columns()) {
      var title = title(column);
      boolean alone = titles.indexOf(title) == titles.lastIndexOf(title);
      var meant = found.get(title);
      if (alone && (meant == null || meant.equals(column.name()))) {
        headers.put(column.name(), title);
      }
    }
  }

  String title(Column column) {
    return column.field().title().in(layout.locale());
  }

  /** The title, or the key where an import would take the title for that of another field. */
  String header(Column column) {
    return headers.get(column.name());
  }

  /** Empty for nothing. */
  String text(Column column, Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number(column.field(), number);
      case Boolean truth -> truth ? yes() : no();
      case LocalDate date -> date.toString();
      case OffsetDateTime moment -> moment(moment);
      case UUID member -> layout.members().getOrDefault(MemberId.of(member), "");
      case RecordRef target -> target.title() == null ? "" : target.title();
      case List<?> many -> options(column.field(), many);
      case String text -> option(column.field(), text);
      default -> value.toString();
    };
  }

  private static String number(Field field, BigDecimal number) {
    return field instanceof NumberField fraction && fraction.percent()
        ? plain(number.movePointRight(2)) + "%"
        : plain(number);
  }

  private static String plain(BigDecimal number) {
    var plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    return TWO_WAYS.matcher(plain).matches() ? plain + "0" : plain;
  }

  /** With seconds and the offset, so that it is the same moment wherever it is read. */
  String moment(OffsetDateTime moment) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        moment.atZoneSameInstant(layout.zone()).toOffsetDateTime());
  }

  private String yes() {
    return layout.locale().getLanguage().equals("zh") ? "是" : "yes";
  }

  private String no() {
    return layout.locale().getLanguage().equals("zh") ? "否" : "no";
  }

  private String options(Field field, List<?> keys) {
    var titles =
        keys.stream()
            .map(one -> option(field, String.valueOf(one)))
            .collect(Collectors.joining(", "));
    return field.readText(titles, format) instanceof CellValue.Value(var read) && read.equals(keys)
        ? titles
        : keys.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Its title, or the key where the title names another option or none alone. */
  private String option(Field field, String key) {
    return field instanceof Optioned listed
        ? listed
            .optionTitle(key)
            .map(title -> title.in(layout.locale()))
            .filter(title -> listed.optionNamed(title).filter(key::equals).isPresent())
            .orElse(key)
        : key;
  }
}
