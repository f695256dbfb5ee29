package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.RecordFacts;
import dev.formwork.core.expression.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Loads what a decision needs beyond the record itself, and decides. */
final class Decisions {

  private Decisions() {}

  /** A new record of this id. */
  static Uni<RecordDecision.Decided> create(
      SqlClient sql, CompiledForm form, UUID id, RecordInput input, Scope moment) {
    var about =
        moment.about(new RecordFacts(id, 1, moment.now(), moment.me(), moment.now(), moment.me()));
    return LookedUpValues.loadLocked(sql, form, List.of(input.data()))
        .chain(() -> decided(sql, form, about, scope -> RecordDecision.create(form, input, scope)))
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
    var about = moment.about(current.facts());
    return LookedUpValues.loadLocked(sql, form, List.of(current.data(), input.data()))
        .chain(() -> rollups(sql, form, current, input))
        .chain(
            () ->
                decided(
                    sql,
                    form,
                    about,
                    scope -> RecordDecision.change(form, current.data(), input, occasion, scope)))
        .chain(decided -> allowed(sql, form, current.data(), decided, about));
  }

  /** Rows that come with a change know nothing of their rollups yet. */
  private static Uni<Void> rollups(
      SqlClient sql, CompiledForm form, StoredRecord current, RecordInput input) {
    boolean concerned =
        form.rollups().stream()
            .anyMatch(
                rollup -> rollup.subform() != null && input.given().get(rollup.subformSlot()));
    return concerned
        ? Rollups.read(sql, form, List.of(new Rollups.Holder(current.id(), input.data())))
        : Uni.createFrom().voidItem();
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
    var first = Work.on(form, () -> decision.apply(about));
    return form.questions().isEmpty()
        ? first
        : first
            .chain(decided -> Answers.to(sql, form.questions(), about.of(decided.data())))
            .chain(scope -> Work.on(form, () -> decision.apply(scope)));
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
