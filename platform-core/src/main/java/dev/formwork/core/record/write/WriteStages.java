package dev.formwork.core.record.write;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.field.SerialField;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What creating and changing a record of a form goes through: of all stages there are, those that
 * this form needs, in their order. A form without lookups, numbers and links has few.
 *
 * @param transaction whether a write of such a record is more than one statement
 */
record WriteStages(
    List<WriteStage> prepareCreation,
    List<WriteStage> create,
    List<WriteStage> prepareChange,
    List<WriteStage> change,
    boolean transaction) {

  /** Stages know no form, so that a form nobody holds any more can go. */
  private static final LoadingCache<CompiledForm, WriteStages> OF_FORMS =
      Caffeine.newBuilder().weakKeys().build(WriteStages::compile);

  static WriteStages of(CompiledForm form) {
    return OF_FORMS.get(form);
  }

  private static WriteStages compile(CompiledForm form) {
    boolean hasLookups = allColumns(form).anyMatch(Column::isLookup);
    boolean fills = form.lookups().stream().anyMatch(rules -> !rules.fills().isEmpty());
    boolean isNumbered =
        form.columns().stream().anyMatch(column -> column.field() instanceof SerialField);
    boolean isWatched = form.links().isWatched(form.key());
    boolean hasRows = !form.subforms().isEmpty();
    return new WriteStages(
        needed(
            stage(hasRows, Preparation.IDENTIFY_ROWS),
            stage(true, Preparation.CHECK_GIVEN_FIELDS),
            stage(true, Preparation.WITHHOLD_DEFAULTS),
            stage(hasLookups, Preparation.RESOLVE_LOOKUPS),
            stage(hasLookups, Preparation.CHECK_LOOKUPS),
            stage(fills, Preparation.FILL_FROM_LOOKUPS),
            stage(isNumbered, Preparation.NUMBER)),
        needed(
            stage(form.isLinked(), Creation.LOCK_PARENTS),
            stage(true, Creation.DECIDE),
            stage(true, Creation.INSERT),
            stage(form.isLinked(), Propagation.FOLLOW),
            stage(true, Creation.CHECK_ROW),
            stage(isWatched, Creation.TELL)),
        needed(
            stage(true, Change.READ),
            stage(true, Change.CHECK_VERSION_AND_RIGHTS),
            stage(hasLookups, Preparation.RESOLVE_LOOKUPS),
            stage(hasRows, Preparation.IDENTIFY_ROWS),
            stage(true, Preparation.CHECK_GIVEN_FIELDS),
            stage(hasLookups, Preparation.CHECK_LOOKUPS),
            stage(fills, Preparation.FILL_FROM_LOOKUPS)),
        needed(
            stage(true, Change.LOCK),
            stage(form.isLinked(), Change.READ_LATEST),
            stage(true, Change.DECIDE),
            stage(true, Change.UPDATE),
            stage(form.isLinked(), Propagation.FOLLOW),
            stage(true, Change.CHECK_ROW),
            stage(isWatched, Change.TELL)),
        form.isLinked() || hasRows || isWatched);
  }

  private static Stream<Column> allColumns(CompiledForm form) {
    return Stream.concat(
        form.columns().stream(),
        form.subforms().stream().map(CompiledSubform::columns).flatMap(List::stream));
  }

  private record Candidate(boolean isNeeded, WriteStage stage) {}

  private static Candidate stage(boolean isNeeded, WriteStage stage) {
    return new Candidate(isNeeded, stage);
  }

  private static List<WriteStage> needed(Candidate... stages) {
    return Arrays.stream(stages).filter(Candidate::isNeeded).map(Candidate::stage).toList();
  }

  /** One after the other, as long as there is something left to do. */
  static Uni<Void> run(List<WriteStage> stages, RecordWrite write) {
    var way = Uni.createFrom().voidItem();
    for (var stage : stages) {
      way = way.chain(() -> write.isSettled() ? Uni.createFrom().voidItem() : stage.run(write));
    }
    return way;
  }
}
