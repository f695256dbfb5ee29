package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves the columns of all forms of an app while one of them is compiled, on first use, because
 * formulas reach other forms through lookups and rollups. Detects cycles across forms.
 */
final class AppNameResolver {

  private final FormCompiler.Setting setting;
  private final FormDirectory directory;
  private final Map<FormKey, FormNameResolver> forms = new HashMap<>();
  private final Deque<String> underway = new ArrayDeque<>();
  private FormKey compiled;
  private String ring;
  private boolean rowsAsk;

  /**
   * @param directory in which forms are looked up that were not compiled yet
   */
  AppNameResolver(FormCompiler.Setting setting, FormDirectory directory) {
    this.setting = setting;
    this.directory = directory;
  }

  /** A compiled form, whose columns are known. */
  FormNameResolver resolved(FormSymbols.ResolvedForm form) {
    var columns =
        new FormNameResolver(
            this, form.definition(), table(form.definition().key()), new ArrayList<>());
    columns.know(form.index());
    forms.put(form.definition().key(), columns);
    return columns;
  }

  /** The form being compiled, whose problems are collected. */
  FormNameResolver compiled(FormDefinition definition, List<Problem> problems) {
    var columns = new FormNameResolver(this, definition, table(definition.key()), problems);
    forms.put(definition.key(), columns);
    compiled = definition.key();
    columns.resolveAll();
    return columns;
  }

  /** Whether this is the form whose problems are collected. */
  boolean isCompiled(FormKey form) {
    return form.equals(compiled);
  }

  /** A form whose columns are resolved when asked for, and whose problems do not matter. */
  FormNameResolver named(FormDefinition definition) {
    var columns =
        new FormNameResolver(this, definition, table(definition.key()), new ArrayList<>());
    forms.put(definition.key(), columns);
    return columns;
  }

  /** Another form, or the one being compiled. */
  Optional<FormNameResolver> form(FormKey key) {
    var known = forms.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    var bound = setting.links().form(key.value());
    if (bound.isPresent()) {
      return bound.map(form -> resolved(form.symbols().form()));
    }
    var found =
        directory
            .form(key)
            .map(
                definition ->
                    new FormNameResolver(this, definition, table(key), new ArrayList<>()));
    found.ifPresent(columns -> forms.put(key, columns));
    return found;
  }

  TableName table(FormKey form) {
    return TableName.of(setting.schema(), setting.app(), form);
  }

  FunctionLibrary library() {
    return setting.library();
  }

  /** The days rollups go by. */
  WorkCalendar calendar() {
    return setting.links().calendar();
  }

  List<String> formKeys() {
    return directory.keys();
  }

  /** False when this field is being resolved already: a ring, to be taken by whoever began it. */
  boolean enter(String form, String field) {
    var place = form + "." + field;
    if (underway.contains(place)) {
      var all = new ArrayList<>(underway);
      all.add(place);
      var parts = all.subList(all.indexOf(place), all.size());
      boolean oneForm = parts.stream().allMatch(part -> part.startsWith(form + "."));
      ring =
          String.join(
              " → ",
              oneForm
                  ? parts.stream().map(part -> part.substring(form.length() + 1)).toList()
                  : parts);
      return false;
    }
    underway.addLast(place);
    return true;
  }

  void leave() {
    underway.removeLast();
  }

  /** Whether rows of a subform may put questions: only what lookups offer is asked row by row. */
  boolean mayRowsAsk() {
    return rowsAsk;
  }

  void letRowsAsk(boolean may) {
    rowsAsk = may;
  }

  /** Whether a ring was found that nobody took yet. */
  boolean hasRing() {
    return ring != null;
  }

  /** The ring found last, once. */
  Optional<String> takeRing() {
    var found = Optional.ofNullable(ring);
    ring = null;
    return found;
  }
}
