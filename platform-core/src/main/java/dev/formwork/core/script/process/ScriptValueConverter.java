package dev.formwork.core.script.process;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;

/** Values on the wire as scripts see them, and back. */
final class ScriptValueConverter {

  private static final int MAX_LIST = 10_000;

  private ScriptValueConverter() {}

  static Object toScript(Object value) {
    return switch (value) {
      case ScriptProtocol.Decimal number -> Double.parseDouble(number.text());
      case List<?> list ->
          ProxyArray.fromList(
              list.stream().map(ScriptValueConverter::toScript).map(Object.class::cast).toList());
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

  private static ScriptProtocol.Decimal number(double number) {
    return Double.isFinite(number)
        ? new ScriptProtocol.Decimal(
            new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString())
        : null;
  }

  /** For a note. */
  static String words(Value part) {
    return switch (fromScript(part)) {
      case null -> "null";
      case ScriptProtocol.Decimal(var number) -> number;
      case Object other -> other.toString();
    };
  }
}
