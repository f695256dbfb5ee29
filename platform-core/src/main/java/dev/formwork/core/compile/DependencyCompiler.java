package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.LookupPath;
import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a form's expressions read in other forms, to load it beforehand and to follow its
 * changes.
 */
final class DependencyCompiler {

  private final FormNameResolver form;
  private final AppNameResolver app;

  DependencyCompiler(FormNameResolver form) {
    this.form = form;
    this.app = form.app();
  }

  /** What must be loaded before these expressions run. */
  List<LookupPrefetch> needs(Stream<CompiledExpression> expressions) {
    return needs(expressions, List.of());
  }

  /**
   * @param stored among these, whose lookups' titles are needed, too: held still while they are
   *     read
   */
  List<LookupPrefetch> needs(
      Stream<CompiledExpression> expressions, List<CompiledExpression> stored) {
    var titled = new HashSet<LookupPath>();
    stored.stream()
        .flatMap(expression -> expression.paths().stream())
        .forEach(path -> titled.add(new LookupPath(path.subform(), path.lookup(), List.of())));
    var roots = new LinkedHashMap<LookupPath, Set<List<String>>>();
    expressions
        .flatMap(expression -> expression.paths().stream())
        .forEach(
            path ->
                roots
                    .computeIfAbsent(
                        new LookupPath(path.subform(), path.lookup(), List.of()),
                        _ -> new LinkedHashSet<>())
                    .add(path.keys()));
    var needs = new ArrayList<LookupPrefetch>();
    roots.forEach(
        (root, keys) -> {
          var columns = root.subform() == null ? form : form.child(root.subform()).orElseThrow();
          var lookup = columns.column(root.lookup());
          var target = target(((LookupField) lookup.field()).form(), keys);
          if (!target.fields().isEmpty() || titled.contains(root)) {
            needs.add(new LookupPrefetch(columns.subformSlot(), lookup.slot(), target));
          }
        });
    return List.copyOf(needs);
  }

  private LookupPrefetch.Target target(FormKey key, Set<List<String>> paths) {
    var columns = app.form(key).orElseThrow();
    var behind = new LinkedHashMap<String, Set<List<String>>>();
    for (var path : paths) {
      if (!path.isEmpty() && !path.getFirst().equals(LookupPath.TITLE)) {
        behind
            .computeIfAbsent(path.getFirst(), _ -> new LinkedHashSet<>())
            .add(path.subList(1, path.size()));
      }
    }
    var wanted = new ArrayList<LookupPrefetch.PrefetchedField>();
    behind.forEach(
        (name, further) -> {
          var column = columns.column(name);
          var next =
              column.field() instanceof LookupField lookup ? target(lookup.form(), further) : null;
          wanted.add(
              new LookupPrefetch.PrefetchedField(
                  name,
                  column.type(),
                  column.lookupTable(),
                  next == null || next.fields().isEmpty() ? null : next));
        });
    return new LookupPrefetch.Target(columns.table().sql(), List.copyOf(wanted));
  }

  /** What stored values depend on behind lookups. */
  List<Dependency> looking(Stream<CompiledExpression> expressions) {
    var watched = new LinkedHashMap<LookupPath, Set<String>>();
    expressions
        .flatMap(expression -> expression.paths().stream())
        .forEach(
            path -> {
              for (int i = 1; i <= path.keys().size(); i++) {
                watched
                    .computeIfAbsent(
                        new LookupPath(
                            path.subform(), path.lookup(), path.keys().subList(0, i - 1)),
                        _ -> new HashSet<>())
                    .add(path.keys().get(i - 1));
              }
            });
    return watched.entrySet().stream().map(this::looking).toList();
  }

  private Dependency looking(Map.Entry<LookupPath, Set<String>> entry) {
    var path = entry.getKey();
    var columns = path.subform() == null ? form : form.child(path.subform()).orElseThrow();
    var target = ((LookupField) columns.column(path.lookup()).field()).form();
    var tables = new ArrayList<String>();
    for (var key : path.keys()) {
      var step = app.form(target).orElseThrow();
      tables.add(step.table().sql());
      target = ((LookupField) step.column(key).field()).form();
    }
    var ids = "$1::uuid[]";
    String condition = " = ANY (" + ids + ")";
    for (int i = path.keys().size() - 1; i >= 0; i--) {
      condition =
          " IN (SELECT x.id FROM "
              + tables.get(i)
              + " x WHERE x.\""
              + path.keys().get(i)
              + "\""
              + condition
              + ")";
    }
    var sql =
        path.subform() == null
            ? "SELECT t.id FROM %s t WHERE t.deleted_at IS NULL AND t.\"%s\"%s"
                .formatted(form.table().sql(), path.lookup(), condition)
            : "SELECT DISTINCT t.id FROM %s t JOIN %s r ON r.parent = t.id WHERE t.deleted_at IS NULL AND r.\"%s\"%s"
                .formatted(form.table().sql(), columns.table().sql(), path.lookup(), condition);
    return new Dependency.ByFormula(target.value(), sql, Set.copyOf(entry.getValue()));
  }

  static Dependency pointing(CompiledRollup rollup) {
    return new Dependency.ByLookup(
        rollup.source(),
        rollup.viaInRows() ? rollup.sourceRows() : null,
        rollup.via(),
        rollup.watched());
  }

  /**
   * What a question in a stored formula or an invariant depends on. It must be about records that
   * point here, or nobody would know whose answer a change concerns.
   */
  Optional<Dependency> pointing(Expression.Subquery question, String at, List<Problem> problems) {
    var via = via(question.filter());
    if (via.isEmpty()) {
      problems.add(Problem.at(at, CoreProblem.QUESTION_NOT_TIED, question.form()));
      return Optional.empty();
    }
    if (looksFurther(question.filter())
        || question.value() != null && looksFurther(question.value())) {
      problems.add(Problem.at(at, CoreProblem.QUESTION_LOOKS_FURTHER, question.form()));
      return Optional.empty();
    }
    var watched = new HashSet<String>();
    watched(question.filter(), watched);
    if (question.value() != null) {
      watched(question.value(), watched);
    }
    return Optional.of(
        new Dependency.ByLookup(question.form(), null, via.get(), Set.copyOf(watched)));
  }

  /**
   * Whether it reads behind the lookups of the records asked, or what those are called: nobody
   * would follow a change there.
   */
  private static boolean looksFurther(Expression part) {
    boolean here =
        switch (part) {
          case Expression.LookupValue lookupValue ->
              lookupValue.source() instanceof Expression.ForeignValue;
          case Expression.Binary binary ->
              binary.operator() == BinaryOperator.JOIN
                      && (isLink(binary.left()) || isLink(binary.right()))
                  || isLink(binary.left()) && isWritten(binary.right())
                  || isLink(binary.right()) && isWritten(binary.left());
          case Expression.Call call ->
              !call.function().name().equals("IDOF")
                  && !call.function().name().startsWith("IS")
                  && call.arguments().stream().anyMatch(DependencyCompiler::isLink);
          default -> false;
        };
    return here || part.parts().stream().anyMatch(DependencyCompiler::looksFurther);
  }

  private static boolean isLink(Expression part) {
    return part instanceof Expression.ForeignValue foreign && foreign.type() == ValueType.RECORD;
  }

  private static boolean isWritten(Expression part) {
    return part instanceof Expression.Constant constant && constant.value() instanceof String;
  }

  private static void watched(Expression part, Set<String> watched) {
    if (part instanceof Expression.ForeignValue foreign) {
      watched.add(foreign.field().key());
    }
    part.parts().forEach(below -> watched(below, watched));
  }

  /** The lookup in {@code lookup = RECORDID()}, on the top level of the filter or under AND. */
  private static Optional<String> via(Expression filter) {
    if (!(filter instanceof Expression.Binary binary)) {
      return Optional.empty();
    }
    return switch (binary.operator()) {
      case AND -> via(binary.left()).or(() -> via(binary.right()));
      case EQUAL -> tie(binary.left(), binary.right()).or(() -> tie(binary.right(), binary.left()));
      default -> Optional.empty();
    };
  }

  private static Optional<String> tie(Expression one, Expression other) {
    return one instanceof Expression.ForeignValue foreign
            && foreign.type() == ValueType.RECORD
            && other instanceof Expression.Call call
            && call.function().name().equals("RECORDID")
        ? Optional.of(foreign.field().key())
        : Optional.empty();
  }
}
