package dev.formwork.workflow.store;

import dev.formwork.workflow.store.TransitionPart.NewInstance;
import dev.formwork.workflow.store.TransitionPart.OfInstance;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Transitions as one statement. Parts with nothing in them are left out; what text the others make
 * is kept, so that only values are gathered anew.
 */
final class TransitionSql {

  private static final Map<Shape, String> TEXTS = new ConcurrentHashMap<>();

  private final String schema;
  private final OffsetDateTime now;
  private final List<Filled<?>> parts = new ArrayList<>();

  /** What makes the text of a statement. */
  private record Shape(String schema, List<TransitionPart<?>> parts, List<Boolean> single) {}

  /** A part with its rows. */
  private record Filled<T>(TransitionPart<T> part, List<T> rows) {

    boolean isSingle() {
      return rows.size() == 1;
    }

    void bind(Tuple tuple) {
      part.rows().bind(rows, tuple);
    }
  }

  /** A statement with its values; it answers with the ids of the instances that moved. */
  record Bound(String sql, Tuple values) {}

  private TransitionSql(String schema, OffsetDateTime now) {
    this.schema = schema;
    this.now = now;
  }

  /**
   * @param transitions all of new instances, or none
   */
  static Bound of(String schema, OffsetDateTime now, List<Transition> transitions) {
    var statement = new TransitionSql(schema, now);
    statement.gather(transitions);
    return statement.bound();
  }

  private void gather(List<Transition> transitions) {
    if (transitions.getFirst().isNew()) {
      add(TransitionPart.BEGUN, transitions.stream().map(TransitionSql::begun).toList());
    } else {
      add(TransitionPart.MOVED, transitions.stream().map(Transition::after).toList());
    }
    var changes =
        transitions.stream()
            .map(one -> new OfInstance<>(one.after().id(), NetEffects.of(one.effects())))
            .toList();
    add(TransitionPart.CLOSED, rows(changes, one -> List.copyOf(one.closed.values())));
    add(TransitionPart.OPENED, rows(changes, one -> List.copyOf(one.opened.values())));
    var forgotten = rows(changes, one -> one.forgotten);
    add(TransitionPart.NO_TIMERS, forgotten);
    add(TransitionPart.NO_JOBS, forgotten);
    add(TransitionPart.NO_EXPECTATIONS, forgotten);
    add(TransitionPart.TIMED, rows(changes, one -> one.timers));
    add(TransitionPart.EXPECTED, rows(changes, one -> one.expectations));
    add(TransitionPart.ENQUEUED, FlowJob.wanted(transitions, rows(changes, one -> one.jobs)));
    add(TransitionPart.TOLD, each(transitions, Transition::history));
    add(TransitionPart.COPIED, each(transitions, Transition::copies));
    add(TransitionPart.NOTICED, each(transitions, Transition::notices));
    add(TransitionPart.CHILDREN, children(transitions));
  }

  /**
   * The statement as it is with one row in each of these parts.
   *
   * @param parts the first makes or moves the instance
   */
  static String text(String schema, List<TransitionPart<?>> parts) {
    return text(new Shape(schema, parts, parts.stream().map(_ -> true).toList()));
  }

  private <T> void add(TransitionPart<T> part, List<T> rows) {
    if (!rows.isEmpty()) {
      parts.add(new Filled<>(part, rows));
    }
  }

  private static <T> List<OfInstance<T>> rows(
      List<OfInstance<NetEffects>> changes, Function<NetEffects, List<T>> part) {
    var rows = new ArrayList<OfInstance<T>>();
    for (var one : changes) {
      part.apply(one.what()).forEach(what -> rows.add(new OfInstance<>(one.instance(), what)));
    }
    return rows;
  }

  private static <T> List<OfInstance<T>> each(
      List<Transition> transitions, Function<Transition, List<T>> part) {
    var rows = new ArrayList<OfInstance<T>>();
    for (var one : transitions) {
      part.apply(one).forEach(what -> rows.add(new OfInstance<>(one.after().id(), what)));
    }
    return rows;
  }

  private static NewInstance begun(Transition one) {
    return new NewInstance(one.after(), one.title(), one.parent(), one.parentPosition());
  }

  private static List<NewInstance> children(List<Transition> transitions) {
    var rows = new ArrayList<NewInstance>();
    for (var row : each(transitions, Transition::children)) {
      var child = row.what();
      var parent = child.position() == 0 ? null : row.instance();
      rows.add(new NewInstance(child.instance(), child.title(), parent, child.position()));
    }
    return rows;
  }

  private Bound bound() {
    var shape =
        new Shape(
            schema,
            parts.stream().<TransitionPart<?>>map(Filled::part).toList(),
            parts.stream().map(Filled::isSingle).toList());
    var values = Tuple.of(now);
    parts.forEach(part -> part.bind(values));
    return new Bound(TEXTS.computeIfAbsent(shape, TransitionSql::text), values);
  }

  private static String text(Shape shape) {
    var texts = new ArrayList<String>();
    int parameter = 2;
    for (int i = 0; i < shape.parts.size(); i++) {
      var part = shape.parts.get(i);
      texts.add(
          "%s AS (%s)"
              .formatted(
                  part.name(),
                  part.text()
                      .replace("{s}", "\"" + shape.schema + "\".")
                      .replace("{now}", "$1::timestamptz")
                      .replace("{n}", part.rows().sql(shape.single.get(i), parameter))));
      parameter += part.rows().columns().size();
    }
    return "WITH " + String.join(",\n", texts) + "\nSELECT id FROM moved";
  }
}
