package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is misspelt in an address is told, not left out. */
final class QueryParameterFilterTest {

  @SuppressWarnings("unused") // Only looked at.
  static String endpoint(
      @QueryParam("filter") String filter,
      @QueryParam("limit") Integer limit,
      @QueryParam("dryRun") boolean dryRun,
      String body) {
    return filter;
  }

  private static List<String> problems(Map<String, List<String>> sent) throws Exception {
    var endpoint =
        QueryParameterFilterTest.class.getDeclaredMethod(
            "endpoint", String.class, Integer.class, boolean.class, String.class);
    var parameters = new MultivaluedHashMap<String, String>();
    sent.forEach(parameters::put);
    return QueryParameterFilter.problems(parameters, QueryParameterFilter.declared(endpoint))
        .stream()
        .map(problem -> problem.code() + ": " + problem.message(Locale.ENGLISH))
        .toList();
  }

  @Test
  void what_an_endpoint_declares_is_taken() throws Exception {
    assertThat(
            problems(
                Map.of(
                    "filter", List.of("a = 1"), "limit", List.of("50"), "dryRun", List.of("true"))))
        .isEmpty();
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest_and_the_known_ones() throws Exception {
    assertThat(problems(Map.of("filtre", List.of("a = 1"))))
        .containsExactly(
            "parameter-unknown-near: There is no parameter “filtre” here. Did you mean “filter”? Known: filter, limit, dryRun.");
    assertThat(problems(Map.of("colour", List.of("red"))))
        .containsExactly(
            "parameter-unknown: There is no parameter “colour” here. Known: filter, limit, dryRun.");
    assertThat(
            QueryParameterFilter.problems(new MultivaluedHashMap<>(Map.of("x", "1")), Map.of())
                .getFirst()
                .code())
        .isEqualTo("parameter-none");
  }

  @Test
  void a_value_of_another_type_is_not_taken_for_no_or_for_nothing() throws Exception {
    assertThat(problems(Map.of("dryRun", List.of("yes"))))
        .containsExactly("parameter-boolean: The parameter “dryRun” is true or false, not “yes”.");
    assertThat(problems(Map.of("limit", List.of("many"))))
        .containsExactly(
            "parameter-number: The parameter “limit” is a whole number such as 50, not “many”.");
    assertThat(problems(Map.of("filter", List.of("a", "b"))))
        .containsExactly(
            "parameter-twice: The parameter “filter” was sent more than once. Send it once.");
  }
}
