package dev.formwork.workflow.outbound;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.compile.Template;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The address of a call with the values of a record in it. A value stays within its place: it is
 * percent-encoded (RFC 3986), so that it begins no further segment, parameter or server. Only what
 * an address begins with is taken as it is: the address is that value.
 */
final class FilledAddress {

  /** A segment that leads back or nowhere, also written with escapes. */
  private static final Pattern DOTS =
      Pattern.compile("^[^?#]*/(?:\\.|%2[eE]){1,2}(?:[/?#].*)?$", Pattern.DOTALL);

  private static final String ENCODING = "ENCODEURL";

  private FilledAddress() {}

  /** Fails as invalid when a value leads to another path than the one that was written. */
  static String of(Template template, EvaluationContext evaluationContext) {
    var address = new StringBuilder();
    boolean isFixed = true;
    for (var part : template.parts()) {
      switch (part) {
        case Template.Part.Literal(var words) -> address.append(words);
        case Template.Part.Formula(var expression) -> {
          var value = CompiledExpression.text(expression.program().run(evaluationContext));
          boolean asItIs = address.isEmpty() || isEncoded(expression);
          address.append(asItIs ? value : encoded(value));
          isFixed = false;
        }
      }
    }
    var whole = address.toString();
    if (!isFixed && DOTS.matcher(whole).matches()) {
      throw Refusal.of(Refusal.Kind.INVALID, CoreProblem.OUTBOUND_ADDRESS, whole);
    }
    return whole;
  }

  /** Whether the designer encodes it already. */
  private static boolean isEncoded(CompiledExpression expression) {
    return expression.tree() instanceof Expression.Call call
        && call.function().name().equals(ENCODING);
  }

  /** All but letters, digits and {@code -._~}. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
