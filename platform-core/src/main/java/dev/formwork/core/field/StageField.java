package dev.formwork.core.field;

import java.util.List;
import java.util.Optional;

/** An ordered choice that a record walks along; a board has one column for each stage. */
public record StageField(FieldHead head, List<Stage> stages) implements Field {

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
}
