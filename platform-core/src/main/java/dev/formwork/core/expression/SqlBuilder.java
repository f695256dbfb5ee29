package dev.formwork.core.expression;

import java.util.ArrayList;
import java.util.List;

/** Builds a statement as text with numbered parameters. Every value is bound. */
public final class SqlBuilder {

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  public SqlBuilder append(String text) {
    sql.append(text);
    return this;
  }

  /** Binds a value and writes its placeholder, with an optional cast such as {@code numeric}. */
  public SqlBuilder bind(Object value, String cast) {
    parameters.add(value);
    sql.append('$').append(parameters.size());
    if (cast != null) {
      sql.append("::").append(cast);
    }
    return this;
  }

  public SqlBuilder bind(Object value) {
    return bind(value, null);
  }

  public List<Object> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return sql.toString();
  }
}
