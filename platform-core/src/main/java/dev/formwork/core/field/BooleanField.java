package dev.formwork.core.field;

import dev.formwork.core.expression.value.PlainText;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Yes or no. */
public record BooleanField(FieldHead head) implements Field {

  private static final Set<String> YES = Set.of("true", "yes", "y", "1", "是", "对", "√");
  private static final Set<String> NO = Set.of("false", "no", "n", "0", "否", "错", "×");

  @Override
  public BooleanField withHead(FieldHead changed) {
    return new BooleanField(changed);
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.BOOLEAN);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.truth();
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    var plain = PlainText.of(text).toLowerCase(Locale.ROOT);
    if (YES.contains(plain)) {
      return new CellValue.Value(true);
    }
    return NO.contains(plain)
        ? new CellValue.Value(false)
        : new CellValue.Unusable(CoreProblem.IMPORT_NOT_YES_OR_NO, text);
  }
}
