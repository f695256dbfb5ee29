package dev.formwork.core.record.dependency;

import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.Dependency;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.LookupPath;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.decision.ExpressionExecutor;
import dev.formwork.core.record.decision.RecordDecisionService;
import dev.formwork.core.record.decision.RuleChecker;
import dev.formwork.core.record.decision.SubqueryResults;
import dev.formwork.core.record.store.RecordStore;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Updates what depends on changed records, inside their transaction: rollups of the records they
 * point to, formulas of the records that look at them, and so on until nothing changes; then checks
 * the invariants of all records touched. Each updated record gets a change-log entry and an event
 * of its own.
 */
public final class DependencyUpdate {

  /** The compiler refuses rings, so this only stops a bug. */
  private static final int MAX_ROUNDS = 24;

  private static final int BATCH = 500;

  /**
   * What one change may draw after it. More would hold so many locks, and so much memory, that
   * everybody else had to wait.
   */
  private static final int MAX_FOLLOWING = 50_000;

  private final SqlClient sql;
  private final EvaluationContext moment;
  private final Map<CompiledForm, Map<RecordId, StoredRecord>> touched = new LinkedHashMap<>();
  private final boolean limited;
  private int following;

  private DependencyUpdate(SqlClient sql, EvaluationContext moment, boolean limited) {
    this.sql = sql;
    this.moment = moment;
    this.limited = limited;
  }

  /**
   * A change that was written.
   *
   * @param before null: it came into being
   * @param after null: it went
   */
  public record Change(CompiledForm form, RecordId id, StoredRecord before, StoredRecord after) {

    private Set<String> keys() {
      var keys = new HashSet<String>();
      for (var column : form.columns()) {
        if (before == null
            || after == null
            || !ValueEquality.same(
                before.data().get(column.slot()), after.data().get(column.slot()))) {
          keys.add(column.name());
        }
      }
      for (var subform : form.subforms()) {
        if (before == null
            || after == null
            || !ValueEquality.same(
                before.data().rows(subform.slot()), after.data().rows(subform.slot()))) {
          keys.add(subform.field().key().value());
        }
      }
      if (before != null && after != null && !before.title().equals(after.title())) {
        keys.add(LookupPath.TITLE);
      }
      return keys;
    }
  }

  /**
   * Fails as a conflict, with the invariant's message, when one is broken at the end; and when more
   * records would follow than one transaction can carry.
   *
   * @return the first record changed as it is in the end; null when it went
   */
  public static Uni<StoredRecord> of(
      SqlClient sql, EvaluationContext moment, List<Change> changes) {
    var dependencyUpdate = new DependencyUpdate(sql, moment, true);
    changes.forEach(dependencyUpdate::touch);
    var first = changes.getFirst();
    return dependencyUpdate
        .round(changes, 0)
        .chain(dependencyUpdate::checkInvariants)
        .map(_ -> dependencyUpdate.touched.get(first.form).get(first.id));
  }

  /**
   * As {@link #of}, without asking invariants: for what follows from a changed definition, which
   * nobody could take back. Where too many records would follow, they are left to the recomputation
   * of their own form, which comes behind.
   */
  public static Uni<Void> unchecked(SqlClient sql, EvaluationContext moment, List<Change> changes) {
    return new DependencyUpdate(sql, moment, false).round(changes, 0);
  }

  /** As {@link #of}, for a record back from the recycle bin: its rollups are out of date. */
  public static Uni<Void> ofRestored(SqlClient sql, EvaluationContext moment, Change change) {
    var dependencyUpdate = new DependencyUpdate(sql, moment, true);
    dependencyUpdate.touch(change);
    return dependencyUpdate
        .recompute(change.form, List.of(change.id))
        .chain(
            own -> {
              var changes = new ArrayList<>(own);
              changes.add(change);
              return dependencyUpdate.round(changes, 0);
            })
        .chain(dependencyUpdate::checkInvariants);
  }

  /** Those that look at a record through their lookups, by form. */
  public static Uni<Map<CompiledForm, Set<RecordId>>> lookingAt(
      SqlClient sql, CompiledForm form, RecordId id) {
    var looking = new LinkedHashMap<CompiledForm, Set<RecordId>>();
    return Multi.createFrom()
        .iterable(form.links().readers(form.key()))
        .select()
        .where(dependent -> dependent.reads() instanceof Dependency.ByFormula)
        .onItem()
        .transformToUniAndConcatenate(dependent -> look(sql, dependent, List.of(id), looking))
        .collect()
        .asList()
        .replaceWith(looking);
  }

  /**
   * As {@link #of}, for a record gone for good.
   *
   * @param changes its own, if it was not in the recycle bin before
   * @param looking those whose lookups pointed to it until now
   */
  public static Uni<Void> ofPurged(
      SqlClient sql,
      EvaluationContext moment,
      List<Change> changes,
      Map<CompiledForm, Set<RecordId>> looking) {
    var dependencyUpdate = new DependencyUpdate(sql, moment, true);
    changes.forEach(dependencyUpdate::touch);
    return dependencyUpdate
        .recompute(looking)
        .chain(
            following -> {
              var all = new ArrayList<>(following);
              all.addAll(changes);
              return dependencyUpdate.round(all, 0);
            })
        .chain(dependencyUpdate::checkInvariants);
  }

  private static Uni<Void> look(
      SqlClient sql,
      AppGraph.Dependent dependent,
      List<RecordId> at,
      Map<CompiledForm, Set<RecordId>> looking) {
    return sql.preparedQuery(((Dependency.ByFormula) dependent.reads()).sql())
        .execute(RecordStore.idArray(at))
        .invoke(
            rows -> {
              var ids = looking.computeIfAbsent(dependent.form(), _ -> new HashSet<>());
              rows.forEach(row -> ids.add(new RecordId(row.getUUID(0))));
            })
        .replaceWithVoid();
  }

  private void touch(Change change) {
    var ofForm = touched.computeIfAbsent(change.form, _ -> new HashMap<>());
    if (change.after == null) {
      ofForm.remove(change.id);
    } else {
      ofForm.put(change.id, change.after);
    }
  }

  private Uni<Void> round(List<Change> changes, int rounds) {
    if (changes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    if (rounds == MAX_ROUNDS) {
      return Uni.createFrom()
          .failure(new IllegalStateException("Changes follow each other in a ring"));
    }
    var order = changes.getFirst().form.links().lockOrder();
    var concerned = new TreeMap<CompiledForm, Set<RecordId>>(order);
    changes.forEach(change -> upwards(change, concerned));
    return Multi.createFrom()
        .iterable(byForm(changes).entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry -> downwards(entry.getKey(), entry.getValue(), concerned))
        .collect()
        .asList()
        .chain(() -> recompute(concerned))
        .chain(next -> round(next, rounds + 1));
  }

  private static Map<CompiledForm, List<Change>> byForm(List<Change> changes) {
    var byForm = new LinkedHashMap<CompiledForm, List<Change>>();
    changes.forEach(
        change -> byForm.computeIfAbsent(change.form, _ -> new ArrayList<>()).add(change));
    return byForm;
  }

  private static void upwards(Change change, Map<CompiledForm, Set<RecordId>> concerned) {
    var keys = change.keys();
    for (var state : new StoredRecord[] {change.before, change.after}) {
      if (state != null) {
        Dependents.of(change.form, state.data(), dependency -> touches(dependency, keys))
            .forEach(
                (form, ids) -> concerned.computeIfAbsent(form, _ -> new HashSet<>()).addAll(ids));
      }
    }
  }

  private static boolean touches(Dependency dependency, Set<String> keys) {
    return dependency.watched().stream().anyMatch(keys::contains);
  }

  /** Records that look at the changed ones through their lookups. */
  private Uni<Void> downwards(
      CompiledForm form, List<Change> changes, Map<CompiledForm, Set<RecordId>> concerned) {
    return Multi.createFrom()
        .iterable(form.links().readers(form.key()))
        .select()
        .where(dependent -> dependent.reads() instanceof Dependency.ByFormula)
        .onItem()
        .transformToUniAndConcatenate(
            dependent -> {
              var byFormula = (Dependency.ByFormula) dependent.reads();
              var ids =
                  changes.stream()
                      .filter(change -> change.before != null && change.after != null)
                      .filter(change -> touches(byFormula, change.keys()))
                      .map(Change::id)
                      .toList();
              return ids.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : look(sql, dependent, ids, concerned);
            })
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<List<Change>> recompute(Map<CompiledForm, Set<RecordId>> concerned) {
    following += concerned.values().stream().mapToInt(Set::size).sum();
    if (following > MAX_FOLLOWING) {
      return limited
          ? Uni.createFrom()
              .failure(
                  Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.TOO_MANY_FOLLOW, MAX_FOLLOWING))
          : Uni.createFrom().item(List.of());
    }
    var next = new ArrayList<Change>();
    return Multi.createFrom()
        .iterable(concerned.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry -> recompute(entry.getKey(), entry.getValue()).invoke(next::addAll))
        .collect()
        .asList()
        .replaceWith(next);
  }

  private Uni<List<Change>> recompute(CompiledForm form, Collection<RecordId> ids) {
    var sorted = ids.stream().sorted().toList();
    var changes = new ArrayList<Change>();
    return Multi.createFrom()
        .range(0, (sorted.size() + BATCH - 1) / BATCH)
        .onItem()
        .transformToUniAndConcatenate(
            i ->
                batch(form, sorted.subList(i * BATCH, Math.min(sorted.size(), (i + 1) * BATCH)))
                    .invoke(changes::addAll))
        .collect()
        .asList()
        .replaceWith(changes);
  }

  private Uni<List<Change>> batch(CompiledForm form, List<RecordId> ids) {
    return RecordStore.lock(sql, form, ids)
        .chain(() -> RecordStore.findAll(sql, form, ids))
        .chain(
            found ->
                RecordDecisionService.recompute(sql, form, found, moment)
                    .chain(decided -> write(form, found, decided)));
  }

  private Uni<List<Change>> write(
      CompiledForm form, List<StoredRecord> found, List<RecordChangeSet> decided) {
    var changes = new ArrayList<Change>();
    return Multi.createFrom()
        .range(0, found.size())
        .onItem()
        .transformToUniAndConcatenate(
            i -> {
              var before = found.get(i);
              var after = decided.get(i);
              if (ValueEquality.unchanged(form, before.data(), after.data())
                  && before.title().equals(after.title())) {
                touch(new Change(form, before.id(), before, before));
                return Uni.createFrom().voidItem();
              }
              var change = new Change(form, before.id(), before, before.changed(after, moment));
              changes.add(change);
              touch(change);
              return RecordStore.update(
                      sql, form, new RecordStore.Update(before, after), "recompute", moment)
                  .replaceWithVoid();
            })
        .collect()
        .asList()
        .replaceWith(changes);
  }

  private Uni<Void> checkInvariants() {
    return Multi.createFrom()
        .iterable(touched.entrySet())
        .select()
        .where(entry -> !entry.getKey().invariants().isEmpty())
        .onItem()
        .transformToUniAndConcatenate(
            entry -> checkInvariants(entry.getKey(), entry.getValue().values()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> checkInvariants(CompiledForm form, Collection<StoredRecord> records) {
    var questions =
        form.invariants().stream().flatMap(rule -> rule.check().questions().stream()).toList();
    return Multi.createFrom()
        .iterable(records)
        .onItem()
        .transformToUniAndConcatenate(
            record ->
                SubqueryResults.to(sql, questions, moment.about(record.facts()).of(record.data()))
                    .chain(
                        evaluationContext ->
                            ExpressionExecutor.on(
                                form,
                                () ->
                                    RuleChecker.broken(
                                        form.invariants(), form, record, evaluationContext)))
                    .invoke(
                        broken -> {
                          if (!broken.isEmpty()) {
                            throw new Refusal(Refusal.Kind.CONFLICT, broken);
                          }
                        }))
        .collect()
        .asList()
        .replaceWithVoid();
  }
}
