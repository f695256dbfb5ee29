package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LargeBodiesTest {

  private final LargeBodies bodies = new LargeBodies(100, 2);
  private final List<String> begun = new ArrayList<>();

  private Runnable send(String name, long bytes) {
    return send("from " + name, name, bytes);
  }

  private Runnable send(String sender, String name, long bytes) {
    Runnable begin = () -> begun.add(name);
    bodies.admit(sender, bytes, begin);
    return begin;
  }

  @Test
  void as_many_come_in_as_there_is_room_for_and_the_others_in_their_order() {
    send("a", 60);
    send("b", 40);
    send("c", 50);
    send("d", 10);
    assertThat(begun).containsExactly("a", "b");
    bodies.leave("from a", 60);
    assertThat(begun).containsExactly("a", "b", "c", "d");
  }

  @Test
  void one_that_is_larger_than_the_room_comes_in_alone() {
    send("a", 10);
    send("large", 500);
    assertThat(begun).containsExactly("a");
    bodies.leave("from a", 10);
    assertThat(begun).containsExactly("a", "large");
  }

  @Test
  void one_that_went_away_takes_no_room() {
    send("a", 100);
    var gone = send("gone", 100);
    send("c", 100);
    assertThat(bodies.giveUp(gone)).isTrue();
    bodies.leave("from a", 100);
    assertThat(begun).containsExactly("a", "c");
    assertThat(bodies.giveUp(gone)).isFalse();
  }

  @Test
  void half_ones_of_one_sender_keep_nobody_else_waiting() {
    send("mallory", "m1", 10);
    send("mallory", "m2", 10);
    send("mallory", "m3", 10);
    send("ann", "a1", 10);
    assertThat(begun).containsExactly("m1", "m2", "a1");
    bodies.leave("mallory", 10);
    assertThat(begun).containsExactly("m1", "m2", "a1", "m3");
  }

  @Test
  void one_that_waits_for_room_is_not_passed_for_ever_by_smaller_ones() {
    send("a", 60);
    send("large", 80);
    send("small", 10);
    assertThat(begun).containsExactly("a");
    bodies.leave("from a", 60);
    assertThat(begun).containsExactly("a", "large", "small");
  }
}
