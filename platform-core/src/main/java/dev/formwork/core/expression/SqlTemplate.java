package dev.formwork.core.expression;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a call as SQL. It must give the same result as its {@link FunctionBody} for every input.
 */
@FunctionalInterface
public interface SqlTemplate {

  void write(SqlWriter out, List<Expression> arguments);

  /**
   * SQL with places {@code {0}}, {@code {1}} … for the arguments. An argument used more than once
   * is worked out once, in a row of its own, so that nested calls do not multiply.
   */
  static SqlTemplate of(String template) {
    return template.chars().filter(c -> c == '{').count()
            == PLACE.matcher(template).results().map(place -> place.group(1)).distinct().count()
        ? plain(template)
        : shared(template);
  }

  Pattern PLACE = Pattern.compile("\\{([0-9])}");

  private static SqlTemplate plain(String template) {
    return (out, arguments) -> {
      int at = 0;
      for (var place : PLACE.matcher(template).results().toList()) {
        out.append(template.substring(at, place.start()));
        out.value(arguments.get(Integer.parseInt(place.group(1))));
        at = place.end();
      }
      out.append(template.substring(at));
    };
  }

  private static SqlTemplate shared(String template) {
    var body = PLACE.matcher(template).replaceAll("q.a$1");
    return (out, arguments) -> {
      out.append("(SELECT ").append(body).append(" FROM (SELECT ");
      for (int i = 0; i < arguments.size(); i++) {
        out.append(i == 0 ? "" : ", ");
        out.value(arguments.get(i));
        out.append(" AS a" + i);
      }
      out.append(") q)");
    };
  }
}
