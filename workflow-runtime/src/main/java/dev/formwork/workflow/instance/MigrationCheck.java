package dev.formwork.workflow.instance;

import java.util.List;
import java.util.UUID;

/**
 * Which instances can go over to the newest version of their flow.
 *
 * @param movable how many can
 * @param stuck those that cannot, and the steps they stand on that are no more
 */
public record MigrationCheck(int movable, List<Stuck> stuck) {

  /** One that cannot. */
  public record Stuck(UUID instance, String title, int version, List<String> steps) {}
}
