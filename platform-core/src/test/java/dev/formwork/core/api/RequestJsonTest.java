package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.formwork.core.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies are read exactly, or refused with what is wrong; none keeps the server busy. */
final class RequestJsonTest {

  private record Wanted(
      String name, Boolean really, Integer days, List<String> tags, Map<String, String> words) {}

  private static String refusal(Runnable reading) {
    try {
      reading.run();
      return "read";
    } catch (Refusal refusal) {
      return refusal.kind().status()
          + " "
          + refusal.problems().stream()
              .map(problem -> (problem.path() + " " + problem.code()).strip())
              .collect(Collectors.joining(", "));
    }
  }

  private static String read(String body) {
    return refusal(() -> RequestReader.read(body, Wanted.class));
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        arguments("{}", "read"),
        arguments("{\"name\": \"a\", \"really\": true, \"days\": 3, \"tags\": [\"x\"]}", "read"),
        arguments("{\"name\": null, \"really\": null, \"days\": null, \"tags\": null}", "read"),
        arguments("{\"name\": \"\\\\u0000\"}", "read"),
        arguments("{\"name\": \"\\ud83d\\ude00 😀\"}", "read"),
        arguments("", "400 json-missing"),
        arguments("   ", "400 json-missing"),
        arguments("null", "422 object-expected"),
        arguments("[]", "422 object-expected"),
        arguments("5", "422 object-expected"),
        arguments("{} {}", "400 json-malformed"),
        arguments("{", "400 json-malformed"),
        arguments("{'name': 1}", "400 json-malformed"),
        arguments("{\"name\": NaN}", "400 json-malformed"),
        arguments("{\"name\": 5}", "422 /name text-expected"),
        arguments("{\"name\": 5.5}", "422 /name text-expected"),
        arguments("{\"name\": true}", "422 /name text-expected"),
        arguments("{\"name\": {}}", "422 /name text-expected"),
        arguments("{\"really\": \"true\"}", "422 /really boolean-expected"),
        arguments("{\"really\": \"\"}", "422 /really boolean-expected"),
        arguments("{\"really\": 1}", "422 /really boolean-expected"),
        arguments("{\"days\": \"3\"}", "422 /days number-expected"),
        arguments("{\"days\": \"\"}", "422 /days number-expected"),
        arguments("{\"days\": 1.5}", "422 /days number-expected"),
        arguments("{\"days\": true}", "422 /days number-expected"),
        arguments("{\"tags\": \"x\"}", "422 /tags list-expected"),
        arguments("{\"tags\": [null]}", "422 /tags/0 text-expected"),
        arguments("{\"tags\": [\"a\", 5]}", "422 /tags/1 text-expected"),
        arguments("{\"tasg\": []}", "422 json-unknown-member-near"),
        arguments("{\"colour\": 1}", "422 json-unknown-member"),
        arguments("{\"name\": \"a\", \"name\": \"b\"}", "400 json-twice"),
        arguments("{\"name\": \"a\\u0000\"}", "400 text-nul"),
        arguments("{\"name\": \"a\0\"}", "400 text-nul"),
        arguments("{\"a\\u0000\": 1}", "400 text-nul"),
        arguments("{\"name\": \"\\ud83d\"}", "400 text-broken"),
        arguments("{\"name\": \"\\ude00\\ud83d\"}", "400 text-broken"),
        arguments("{\"days\": 1e99999999999999999999}", "422 number-too-large"),
        arguments("{\"days\": " + "1".repeat(200) + "}", "400 json-too-much"),
        arguments("{\"words\": " + "[".repeat(100_000), "400 json-too-much"),
        arguments("{\"words\": " + "{\"a\":".repeat(100_000), "400 json-too-much"),
        arguments("{\"name\": \"" + "a".repeat(1_100_000) + "\"}", "400 json-too-much"),
        arguments("{\"" + "a".repeat(1_100_000) + "\": 1}", "400 json-too-much"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void is_read_exactly_or_refused(String body, String outcome) {
    assertThat(read(body)).isEqualTo(outcome);
  }

  static Stream<String> numbers() {
    return Stream.of("1e999999999", "-1e999999999", "1e-999999999", "1e2147483648", "9".repeat(99));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  @Timeout(5)
  void a_huge_number_is_no_day(String number) {
    assertThat(read("{\"days\": " + number + "}")).startsWith("422 /days ");
  }

  @Test
  void a_million_names_are_refused_at_once() {
    var body =
        IntStream.range(0, 1_000_000)
            .mapToObj(i -> "\"k" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));
    var before = System.nanoTime();
    assertThat(read(body)).isEqualTo("422 json-too-much");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void the_first_hundred_unknown_members_are_named() {
    var body =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"k" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));
    var members = Map.of("comment", MemberType.TEXT);
    assertThatThrownBy(() -> RequestReader.object(body, members))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problems()).hasSize(100));
  }

  static Stream<Arguments> members() {
    return Stream.of(
        arguments("", "read"),
        arguments("{\"comment\": \"x\", \"sure\": true, \"people\": [], \"fields\": {}}", "read"),
        arguments("{\"comment\": null}", "read"),
        arguments("{\"coment\": \"x\"}", "422 json-unknown-member-near"),
        arguments("{\"comment\": 5}", "422 /comment text-expected"),
        arguments("{\"sure\": \"yes\"}", "422 /sure boolean-expected"),
        arguments("{\"sure\": 1}", "422 /sure boolean-expected"),
        arguments("{\"people\": \"me\"}", "422 /people list-expected"),
        arguments("{\"fields\": []}", "422 /fields object-expected"),
        arguments("[]", "422 object-expected"),
        arguments("null", "422 object-expected"));
  }

  @ParameterizedTest
  @MethodSource("members")
  void members_are_known_and_what_they_are_to_be(String body, String outcome) {
    var known =
        Map.of(
            "comment", MemberType.TEXT,
            "sure", MemberType.TRUTH,
            "people", MemberType.LIST,
            "fields", MemberType.OBJECT);
    assertThat(refusal(() -> RequestReader.object(body, known))).isEqualTo(outcome);
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    assertThat(Utf8BodyReader.text("{\"name\": \"Müller 张\"}".getBytes(StandardCharsets.UTF_8)))
        .contains("Müller 张");
    assertThat(refusal(() -> Utf8BodyReader.text("Müller".getBytes(StandardCharsets.ISO_8859_1))))
        .isEqualTo("400 text-broken");
    assertThat(
            refusal(() -> Utf8BodyReader.text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})))
        .isEqualTo("400 text-broken");
  }

  @Test
  void what_is_twice_is_named() {
    assertThatThrownBy(() -> RequestReader.json("{\"name\": 1, \"name\": 2}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().message(Locale.ENGLISH))
                    .isEqualTo("“name” is there twice. Send it once."));
  }
}
