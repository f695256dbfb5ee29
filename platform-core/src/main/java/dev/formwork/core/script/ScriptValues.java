package dev.formwork.core.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;

/** Values on the wire as scripts see them, and back. */
final class ScriptValues {

  private static final int MAX_LIST = 10_000;

  private ScriptValues() {}

  static Object toScript(Object value) {
    return switch (value) {
      case ScriptWire.Decimal number -> Double.parseDouble(number.text());
      case List<?> list ->
          ProxyArray.fromList(
              list.stream().map(ScriptValues::toScript).map(Object.class::cast).toList());
      case null -> null;
      default -> value;
    };
  }

  /** Lists one level deep; what is neither of these is told in words. */
  static Object fromScript(Value value) {
    return fromScript(value, 0);
  }

  private static Object fromScript(Value value, int depth) {
    if (value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isNumber()) {
      return number(value.asDouble());
    }
    if (value.isString()) {
      return value.asString();
    }
    if (value.isInstant()) {
      return value.asInstant().toString();
    }
    if (value.hasArrayElements() && depth == 0 && value.getArraySize() <= MAX_LIST) {
      var list = new ArrayList<Object>();
      for (long i = 0; i < value.getArraySize(); i++) {
        list.add(fromScript(value.getArrayElement(i), 1));
      }
      return list;
    }
    return value.toString();
  }

  private static ScriptWire.Decimal number(double number) {
    return Double.isFinite(number)
        ? new ScriptWire.Decimal(
            new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString())
        : null;
  }

  /** For a note. */
  static String words(Value part) {
    return switch (fromScript(part)) {
      case null -> "null";
      case ScriptWire.Decimal(var number) -> number;
      case Object other -> other.toString();
    };
  }
}
