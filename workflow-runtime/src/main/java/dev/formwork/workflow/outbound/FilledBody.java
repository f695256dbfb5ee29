package dev.formwork.workflow.outbound;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.workflow.compile.Template;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The body of a call with the values of a record in it. A value stays a value where it stands,
 * whatever it holds: within quotes of JSON it is text, outside of them a number, a truth, a list,
 * null or a text in quotes; in XML and forms it is escaped as they ask. A body that is one
 * expression and nothing else is what that gives.
 */
final class FilledBody {

  private FilledBody() {}

  /**
   * @param contentType of the body, such as {@code application/json}
   */
  static String of(Template template, EvaluationContext evaluationContext, String contentType) {
    var type = contentType.toLowerCase(Locale.ROOT);
    if (isOneExpression(template)) {
      return template.text(evaluationContext);
    }
    if (type.contains("json")) {
      return new Json().filled(template, evaluationContext);
    }
    if (type.contains("xml") || type.contains("html")) {
      return template.text(evaluationContext, FilledBody::xml);
    }
    return type.contains("x-www-form-urlencoded")
        ? template.text(evaluationContext, FilledAddress::encoded)
        : template.text(evaluationContext);
  }

  private static boolean isOneExpression(Template template) {
    return template.parts().stream()
            .allMatch(
                part ->
                    switch (part) {
                      case Template.Part.Literal(var words) -> words.isBlank();
                      case Template.Part.Formula _ -> true;
                    })
        && template.parts().stream().filter(Template.Part.Formula.class::isInstance).count() == 1;
  }

  private static String xml(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  /** Knows whether the place in the JSON is within quotes. */
  private static final class Json {

    private final StringBuilder body = new StringBuilder();
    private boolean inQuotes;
    private boolean afterBackslash;

    String filled(Template template, EvaluationContext evaluationContext) {
      for (var part : template.parts()) {
        switch (part) {
          case Template.Part.Literal(var words) -> literal(words);
          case Template.Part.Formula(var expression) -> {
            var value = expression.program().run(evaluationContext);
            body.append(inQuotes ? escaped(CompiledExpression.text(value)) : json(value));
          }
        }
      }
      return body.toString();
    }

    private void literal(String words) {
      body.append(words);
      for (int i = 0; i < words.length(); i++) {
        char c = words.charAt(i);
        if (afterBackslash) {
          afterBackslash = false;
        } else if (c == '\\') {
          afterBackslash = inQuotes;
        } else if (c == '"') {
          inQuotes = !inQuotes;
        }
      }
    }

    private static String json(Object value) {
      return switch (value) {
        case null -> "null";
        case BigDecimal _, Boolean _ -> CompiledExpression.text(value);
        case List<?> list ->
            list.stream().map(Json::json).collect(Collectors.joining(",", "[", "]"));
        default -> "\"" + escaped(CompiledExpression.text(value)) + "\"";
      };
    }

    private static String escaped(String text) {
      return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
  }
}
