package dev.formwork.designer.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.Title;
import dev.formwork.designer.definition.Difference.Change;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two versions of a definition are compared part by part. */
final class DifferencesTest {

  private record Part(String key, Title title, Integer size) {}

  private record Whole(String icon, List<Part> parts) {}

  private static Part part(String key, Integer size) {
    return new Part(key, new Title(key.toUpperCase(Locale.ROOT), null), size);
  }

  private static List<Difference> between(Whole before, Whole after) {
    return new Differences()
        .whole("form", before, after, Set.of("parts"))
        .parts("field", before.parts, after.parts, Part::key, Part::title)
        .list();
  }

  @Test
  void equal_versions_do_not_differ() {
    var one = new Whole("star", List.of(part("a", 1)));
    assertThat(between(one, new Whole("star", List.of(part("a", 1))))).isEmpty();
  }

  @Test
  void parts_are_added_removed_and_changed_by_their_key() {
    var before = new Whole(null, List.of(part("a", 1), part("b", 1)));
    var after = new Whole(null, List.of(part("b", 2), part("c", 1)));
    assertThat(between(before, after))
        .extracting(Difference::change, Difference::key, Difference::properties)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(Change.CHANGED, "b", List.of("size")),
            org.assertj.core.api.Assertions.tuple(Change.ADDED, "c", List.of()),
            org.assertj.core.api.Assertions.tuple(Change.REMOVED, "a", List.of()));
  }

  @Test
  void another_order_is_one_difference() {
    var before = new Whole(null, List.of(part("a", 1), part("b", 1), part("c", 1)));
    var after = new Whole(null, List.of(part("c", 1), part("a", 1), part("b", 1)));
    assertThat(between(before, after))
        .extracting(Difference::change)
        .containsExactly(Change.REORDERED);
  }

  @Test
  void the_definition_itself_differs_in_what_is_no_part() {
    assertThat(between(new Whole("star", List.of()), new Whole("bell", List.of())))
        .containsExactly(new Difference(Change.CHANGED, "form", null, null, List.of("icon")));
  }

  @Test
  void a_difference_reads_as_a_sentence_in_both_languages() {
    var changed =
        new Difference(Change.CHANGED, "field", "a", new Title("Amount", "金额"), List.of("scale"));
    assertThat(changed.sentence(Locale.ENGLISH)).isEqualTo("Changed: field “Amount” (scale)");
    assertThat(changed.sentence(Locale.CHINESE)).isEqualTo("修改：字段“金额”（scale）");
    var whole = new Difference(Change.ADDED, "form", null, null, List.of());
    assertThat(whole.sentence(Locale.ENGLISH)).isEqualTo("Added: form");
    var order = new Difference(Change.REORDERED, "step", null, null, List.of());
    assertThat(order.sentence(Locale.ENGLISH)).isEqualTo("Another order: step");
  }
}
