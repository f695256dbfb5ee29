package dev.formwork.core.record.decision;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.RecordMetadata;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.lookup.LookupFilterCheck;
import dev.formwork.core.record.lookup.RecordRefLoader;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/** Loads what a decision needs beside the record (lookups, rollups, subqueries) and decides. */
public final class RecordDecisionService {

  private RecordDecisionService() {}

  /** A new record of this id. */
  public static Uni<RecordChangeSet> create(
      SqlClient sql,
      CompiledForm form,
      RecordId id,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment) {
    return RecordRefLoader.loadLocked(sql, form, List.of(input.data()))
        .chain(() -> createLoaded(sql, form, id, input, occasion, moment));
  }

  /** The same, when what formulas read behind lookups was loaded already. */
  public static Uni<RecordChangeSet> createLoaded(
      SqlClient sql,
      CompiledForm form,
      RecordId id,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment) {
    return created(sql, form, true, input, occasion, moment.about(facts(id, moment)))
        .map(RecordDecisionLoop.FinalDecision::decided);
  }

  private static RecordMetadata facts(RecordId id, EvaluationContext moment) {
    return new RecordMetadata(
        id.value(), 1, moment.now(), moment.author(), moment.now(), moment.author());
  }

  private static Uni<RecordDecisionLoop.FinalDecision> created(
      SqlClient sql,
      CompiledForm form,
      boolean locked,
      RecordInput input,
      Occasion occasion,
      EvaluationContext about) {
    return new RecordDecisionLoop(
            sql,
            form,
            locked,
            (evaluationContext, lookups) ->
                RecordDecision.create(form, input, occasion, evaluationContext, lookups))
        .settle(about)
        .chain(finalDecision -> allowed(sql, form, null, finalDecision));
  }

  /** A changed record. */
  public static Uni<RecordChangeSet> change(
      SqlClient sql,
      CompiledForm form,
      StoredRecord current,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment) {
    return RecordRefLoader.loadLocked(sql, form, List.of(current.data(), input.data()))
        .chain(() -> changeLoaded(sql, form, current, input, occasion, moment));
  }

  /** The same, when what formulas read behind lookups was loaded already. */
  public static Uni<RecordChangeSet> changeLoaded(
      SqlClient sql,
      CompiledForm form,
      StoredRecord current,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment) {
    return rollups(sql, form, current, input)
        .chain(() -> changed(sql, form, true, current, input, occasion, moment))
        .map(RecordDecisionLoop.FinalDecision::decided);
  }

  private static Uni<RecordDecisionLoop.FinalDecision> changed(
      SqlClient sql,
      CompiledForm form,
      boolean locked,
      StoredRecord current,
      RecordInput input,
      Occasion occasion,
      EvaluationContext moment) {
    return new RecordDecisionLoop(
            sql,
            form,
            locked,
            (evaluationContext, lookups) ->
                RecordDecision.change(
                    form, current.data(), input, occasion, evaluationContext, lookups))
        .settle(moment.about(current.facts()))
        .chain(finalDecision -> allowed(sql, form, current.data(), finalDecision));
  }

  /**
   * What saving would come to, with nothing locked.
   *
   * @param before null: a new record
   */
  public static Uni<RecordDecisionLoop.FinalDecision> preview(
      SqlClient sql,
      CompiledForm form,
      StoredRecord before,
      RecordInput input,
      EvaluationContext moment) {
    if (before == null) {
      return RecordRefLoader.load(sql, form, List.of(input.data()))
          .chain(
              () ->
                  created(
                      sql,
                      form,
                      false,
                      input,
                      Occasion.SAVE,
                      moment.about(facts(new RecordId(new UUID(0, 0)), moment))));
    }
    return RecordRefLoader.load(sql, form, List.of(before.data(), input.data()))
        .chain(() -> rollups(sql, form, before, input))
        .chain(() -> changed(sql, form, false, before, input, Occasion.SAVE, moment));
  }

  /**
   * Rows that come with a change know nothing of their rollups yet; nor does a record that a new
   * rollup did not reach yet.
   */
  private static Uni<Void> rollups(
      SqlClient sql, CompiledForm form, StoredRecord current, RecordInput input) {
    var holders = new LinkedHashSet<RollupCalculation.Holder>();
    for (var rollup : form.rollups()) {
      if (rollup.subform() != null && input.given().get(rollup.subformSlot())) {
        holders.add(new RollupCalculation.Holder(current.id(), input.data()));
      } else if (rollup.subform() == null
          && rollup.kind().isZeroOfNothing()
          && current.data().get(rollup.target().slot()) == null) {
        holders.add(new RollupCalculation.Holder(current.id(), current.data()));
      }
    }
    return RollupCalculation.read(sql, form, List.copyOf(holders));
  }

  /** These records again, with their rollups read and their formulas run. */
  public static Uni<List<RecordChangeSet>> recompute(
      SqlClient sql, CompiledForm form, List<StoredRecord> records, EvaluationContext moment) {
    var copies = records.stream().map(record -> record.data().copy()).toList();
    var holders = new ArrayList<RollupCalculation.Holder>();
    for (int i = 0; i < records.size(); i++) {
      holders.add(new RollupCalculation.Holder(records.get(i).id(), copies.get(i)));
    }
    return RollupCalculation.read(sql, form, holders)
        .chain(() -> RecordRefLoader.loadLocked(sql, form, copies))
        .chain(() -> recomputed(sql, form, records, copies, moment));
  }

  private static Uni<List<RecordChangeSet>> recomputed(
      SqlClient sql,
      CompiledForm form,
      List<StoredRecord> records,
      List<RecordData> copies,
      EvaluationContext moment) {
    var decided = new ArrayList<RecordChangeSet>();
    return Multi.createFrom()
        .range(0, records.size())
        .onItem()
        .transformToUniAndConcatenate(
            i ->
                new RecordDecisionLoop(
                        sql,
                        form,
                        true,
                        (evaluationContext, _) ->
                            RecordDecision.recompute(form, copies.get(i), evaluationContext))
                    .settle(moment.about(records.get(i).facts()))
                    .invoke(finalDecision -> decided.add(finalDecision.decided())))
        .collect()
        .asList()
        .replaceWith(decided);
  }

  private static Uni<RecordDecisionLoop.FinalDecision> allowed(
      SqlClient sql,
      CompiledForm form,
      RecordData before,
      RecordDecisionLoop.FinalDecision finalDecision) {
    return LookupFilterCheck.problems(
            sql, form, before, finalDecision.decided().data(), finalDecision.scope())
        .map(problems -> finalDecision.with(finalDecision.decided().withProblems(problems)));
  }
}
