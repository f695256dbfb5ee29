package dev.formwork.core.field;

import dev.formwork.core.problem.CoreProblem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An ordered choice that a record walks along; a board has one column for each stage. */
public record StageField(FieldHead head, List<Stage> stages)
    implements SingleChoice, Indexed, Sampled {

  public StageField {
    stages = stages == null ? List.of() : List.copyOf(stages);
  }

  public Optional<Stage> stage(String key) {
    return stages.stream().filter(stage -> stage.key().equals(key)).findFirst();
  }

  /** Keys of the stages of one category, in order. */
  public List<String> keysOf(Stage.Category category) {
    return stages.stream().filter(stage -> stage.category() == category).map(Stage::key).toList();
  }

  public StageField withStages(List<Stage> changed) {
    return new StageField(head, changed);
  }

  @Override
  public StageField withHead(FieldHead changed) {
    return new StageField(changed, stages);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.list("stages", "stage", 100).minItems("stages", 1).required("stages");
  }

  @Override
  public List<Stage> listed() {
    return stages;
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    if (check.isInsideSubform()) {
      check.problem("", CoreProblem.NOT_IN_SUBFORM, key());
    }
    if (stages.isEmpty()) {
      check.problem("/stages", CoreProblem.STAGES_MISSING, key());
    }
    check.distinctKeys("/stages", stages);
  }

  @Override
  public String initial(UUID me) {
    return stages.isEmpty() ? null : stages.getFirst().key();
  }

  @Override
  public String sample(SampleSource source) {
    return stages.getFirst().key();
  }
}
