package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.RecordFacts;
import dev.formwork.core.expression.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/** Loads what a decision needs beside the record (lookups, rollups, subqueries) and decides. */
final class Decisions {

  private Decisions() {}

  /** A new record of this id. */
  static Uni<RecordDecision.Decided> create(
      SqlClient sql,
      CompiledForm form,
      UUID id,
      RecordInput input,
      Occasion occasion,
      Scope moment) {
    return LookedUpValues.loadLocked(sql, form, List.of(input.data()))
        .chain(() -> createLoaded(sql, form, id, input, occasion, moment));
  }

  /** The same, when what formulas read behind lookups was loaded already. */
  static Uni<RecordDecision.Decided> createLoaded(
      SqlClient sql,
      CompiledForm form,
      UUID id,
      RecordInput input,
      Occasion occasion,
      Scope moment) {
    return created(sql, form, true, input, occasion, moment.about(facts(id, moment)))
        .map(Deliberation.Settled::decided);
  }

  private static RecordFacts facts(UUID id, Scope moment) {
    return new RecordFacts(id, 1, moment.now(), moment.me(), moment.now(), moment.me());
  }

  private static Uni<Deliberation.Settled> created(
      SqlClient sql,
      CompiledForm form,
      boolean locked,
      RecordInput input,
      Occasion occasion,
      Scope about) {
    return new Deliberation(
            sql,
            form,
            locked,
            (scope, lookups) -> RecordDecision.create(form, input, occasion, scope, lookups))
        .settle(about)
        .chain(settled -> allowed(sql, form, null, settled));
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
    return rollups(sql, form, current, input)
        .chain(() -> changed(sql, form, true, current, input, occasion, moment))
        .map(Deliberation.Settled::decided);
  }

  private static Uni<Deliberation.Settled> changed(
      SqlClient sql,
      CompiledForm form,
      boolean locked,
      StoredRecord current,
      RecordInput input,
      Occasion occasion,
      Scope moment) {
    return new Deliberation(
            sql,
            form,
            locked,
            (scope, lookups) ->
                RecordDecision.change(form, current.data(), input, occasion, scope, lookups))
        .settle(moment.about(current.facts()))
        .chain(settled -> allowed(sql, form, current.data(), settled));
  }

  /**
   * What saving would come to, with nothing locked.
   *
   * @param before null: a new record
   */
  static Uni<Deliberation.Settled> preview(
      SqlClient sql, CompiledForm form, StoredRecord before, RecordInput input, Scope moment) {
    if (before == null) {
      return LookedUpValues.load(sql, form, List.of(input.data()))
          .chain(
              () ->
                  created(
                      sql,
                      form,
                      false,
                      input,
                      Occasion.SAVE,
                      moment.about(facts(new UUID(0, 0), moment))));
    }
    return LookedUpValues.load(sql, form, List.of(before.data(), input.data()))
        .chain(() -> rollups(sql, form, before, input))
        .chain(() -> changed(sql, form, false, before, input, Occasion.SAVE, moment));
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
    return Multi.createFrom()
        .range(0, records.size())
        .onItem()
        .transformToUniAndConcatenate(
            i ->
                new Deliberation(
                        sql,
                        form,
                        true,
                        (scope, _) -> RecordDecision.recompute(form, copies.get(i), scope))
                    .settle(moment.about(records.get(i).facts()))
                    .invoke(settled -> decided.add(settled.decided())))
        .collect()
        .asList()
        .replaceWith(decided);
  }

  private static Uni<Deliberation.Settled> allowed(
      SqlClient sql, CompiledForm form, RecordData before, Deliberation.Settled settled) {
    return LookupChoices.problems(sql, form, before, settled.decided().data(), settled.scope())
        .map(problems -> settled.with(settled.decided().withProblems(problems)));
  }
}
