package dev.formwork.core.record.write;

import dev.formwork.core.record.dependency.DependencyUpdate;
import java.util.List;

/** What depends on a record that was created or changed. */
final class Propagation {

  /** Sums, looked-up values and invariants of other records; the record as that leaves it. */
  static final WriteStage FOLLOW =
      write ->
          DependencyUpdate.of(
                  write.sql(),
                  write.moment(),
                  List.of(
                      new DependencyUpdate.Change(
                          write.form(), write.after().id(), write.before(), write.after())))
              .invoke(write::became)
              .replaceWithVoid();

  private Propagation() {}
}
