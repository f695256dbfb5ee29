package dev.formwork.core.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A field whose value is the key of one of a list in its definition. */
public sealed interface SingleChoice extends Field, Optioned, Groupable
    permits ChoiceField, StageField {

  @Override
  default Optional<ColumnType> column() {
    return Optional.of(ColumnType.TEXT);
  }

  @Override
  default List<String> groups() {
    return optionKeys();
  }

  @Override
  default Object normalize(Object value) {
    return NormalValue.text((String) value);
  }

  @Override
  default ValueCheck check() {
    return listedOnly();
  }

  @Override
  default Object readJson(JsonValue json) throws IOException {
    return json.text();
  }

  @Override
  default CellValue readText(String text, TextFormat format) {
    return CellValue.of(optionNamed(text), CoreProblem.IMPORT_NO_SUCH_OPTION, text);
  }

  @Override
  default List<Comparison> comparisons(ColumnType column) {
    return Comparison.ofListed(column);
  }

  @Override
  default void describeValue(ObjectNode schema) {
    Groupable.describe(groups(), schema);
  }
}
