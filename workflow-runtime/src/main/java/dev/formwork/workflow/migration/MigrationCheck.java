package dev.formwork.workflow.migration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;
import java.util.UUID;

/**
 * Which instances can go over to the newest version of their flow.
 *
 * @param movable how many can
 * @param stuck those that cannot, and the steps they stand on that are no more
 */
public record MigrationCheck(int movable, List<Stuck> stuck) {

  /**
   * One that cannot.
   *
   * @param steps their keys
   * @param definition the version it runs on
   */
  public record Stuck(
      UUID instance,
      String title,
      int version,
      List<String> steps,
      @JsonIgnore FlowDefinition definition) {}
}
