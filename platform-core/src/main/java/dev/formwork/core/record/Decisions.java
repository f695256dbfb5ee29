package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.RecordFacts;
import dev.formwork.core.expression.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Loads what a decision needs beyond the record itself, and decides. */
final class Decisions {

  private Decisions() {}

  /** A new record of this id. */
  static Uni<RecordDecision.Decided> create(
      SqlClient sql, CompiledForm form, UUID id, RecordInput input, Scope moment) {
    return LookedUpValues.loadLocked(sql, form, List.of(input.data()))
        .chain(() -> createLoaded(sql, form, id, input, moment));
  }

  /** The same, when what formulas read behind lookups was loaded already. */
  static Uni<RecordDecision.Decided> createLoaded(
      SqlClient sql, CompiledForm form, UUID id, RecordInput input, Scope moment) {
    var about =
        moment.about(new RecordFacts(id, 1, moment.now(), moment.me(), moment.now(), moment.me()));
    return decided(sql, form, about, scope -> RecordDecision.create(form, input, scope))
        .chain(decided -> allowed(sql, form, null, decided, about));
  }

  /** A changed record. */
  static Uni<RecordDecision.Decided> change(
      SqlClient sql,
      CompiledForm form,
      StoredRecord current,
      RecordInput input,
      Occasion occasion,
      Scope moment) {
    return LookedUpValues.loadLocked(sql, form, List.of(current.data(), input.data()))
        .chain(() -> changeLoaded(sql, form, current, input, occasion, moment));
  }

  /** The same, when what formulas read behind lookups was loaded already. */
  static Uni<RecordDecision.Decided> changeLoaded(
      SqlClient sql,
      CompiledForm form,
      StoredRecord current,
      RecordInput input,
      Occasion occasion,
      Scope moment) {
    var about = moment.about(current.facts());
    return rollups(sql, form, current, input)
        .chain(
            () ->
                decided(
                    sql,
                    form,
                    about,
                    scope -> RecordDecision.change(form, current.data(), input, occasion, scope)))
        .chain(decided -> allowed(sql, form, current.data(), decided, about));
  }

  /**
   * Rows that come with a change know nothing of their rollups yet; nor does a record that a new
   * rollup did not reach yet.
   */
  private static Uni<Void> rollups(
      SqlClient sql, CompiledForm form, StoredRecord current, RecordInput input) {
    var holders = new LinkedHashSet<Rollups.Holder>();
    for (var rollup : form.rollups()) {
      if (rollup.subform() != null && input.given().get(rollup.subformSlot())) {
        holders.add(new Rollups.Holder(current.id(), input.data()));
      } else if (rollup.subform() == null
          && rollup.kind().isZeroOfNothing()
          && current.data().get(rollup.target().slot()) == null) {
        holders.add(new Rollups.Holder(current.id(), current.data()));
      }
    }
    return Rollups.read(sql, form, List.copyOf(holders));
  }

  /** These records again, with their rollups read and their formulas run. */
  static Uni<List<RecordDecision.Decided>> recompute(
      SqlClient sql, CompiledForm form, List<StoredRecord> records, Scope moment) {
    var copies = records.stream().map(record -> record.data().copy()).toList();
    var holders = new ArrayList<Rollups.Holder>();
    for (int i = 0; i < records.size(); i++) {
      holders.add(new Rollups.Holder(records.get(i).id(), copies.get(i)));
    }
    return Rollups.read(sql, form, holders)
        .chain(() -> LookedUpValues.loadLocked(sql, form, copies))
        .chain(() -> recomputed(sql, form, records, copies, moment));
  }

  private static Uni<List<RecordDecision.Decided>> recomputed(
      SqlClient sql,
      CompiledForm form,
      List<StoredRecord> records,
      List<RecordData> copies,
      Scope moment) {
    var decided = new ArrayList<RecordDecision.Decided>();
    return io.smallrye.mutiny.Multi.createFrom()
        .range(0, records.size())
        .onItem()
        .transformToUniAndConcatenate(
            i ->
                decided(
                        sql,
                        form,
                        moment.about(records.get(i).facts()),
                        scope -> RecordDecision.recompute(form, copies.get(i), scope))
                    .invoke(decided::add))
        .collect()
        .asList()
        .replaceWith(decided);
  }

  /**
   * Decides; when expressions ask other forms, decides once to know what is asked, and again with
   * the answers.
   */
  private static Uni<RecordDecision.Decided> decided(
      SqlClient sql,
      CompiledForm form,
      Scope about,
      Function<Scope, RecordDecision.Decided> decision) {
    return Work.on(form, () -> decision.apply(about))
        .chain(first -> answered(sql, form, about, decision, first, form.questions().size()));
  }

  /** Asks and decides until the answers change nothing: one may depend on another. */
  private static Uni<RecordDecision.Decided> answered(
      SqlClient sql,
      CompiledForm form,
      Scope about,
      Function<Scope, RecordDecision.Decided> decision,
      RecordDecision.Decided before,
      int rounds) {
    if (rounds == 0) {
      return Uni.createFrom().item(before);
    }
    return Answers.to(sql, form.questions(), about.of(before.data()))
        .chain(scope -> Work.on(form, () -> decision.apply(scope)))
        .chain(
            after ->
                RecordDecision.unchanged(form, before.data(), after.data())
                        && before.problems().equals(after.problems())
                    ? Uni.createFrom().item(after)
                    : answered(sql, form, about, decision, after, rounds - 1));
  }

  private static Uni<RecordDecision.Decided> allowed(
      SqlClient sql,
      CompiledForm form,
      RecordData before,
      RecordDecision.Decided decided,
      Scope about) {
    return LookupChoices.problems(sql, form, before, decided.data(), about)
        .map(decided::withProblems);
  }
}
