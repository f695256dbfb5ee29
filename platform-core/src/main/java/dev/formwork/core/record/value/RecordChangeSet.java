package dev.formwork.core.record.value;

import dev.formwork.core.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command makes of a record: its values, title and search text, and the problems found.
 *
 * @param title of the record, at most 300 characters
 * @param searchText lower case, what the search box looks through
 * @param problems empty when it may be stored
 */
public record RecordChangeSet(
    RecordData data, String title, String searchText, List<Problem> problems) {

  /** The same, with these problems besides. */
  public RecordChangeSet withProblems(List<Problem> more) {
    return more.isEmpty()
        ? this
        : new RecordChangeSet(
            data, title, searchText, Stream.concat(problems.stream(), more.stream()).toList());
  }
}
