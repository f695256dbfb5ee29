package dev.formwork.core.api;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.NameSuggestion;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the endpoint does not declare, that come twice, or that are not of
 * their declared type: what is misspelt would otherwise be left out without a word. Runs behind
 * {@link TokenAuthenticationFilter}.
 */
class QueryParameterFilter {

  /**
   * @param hasDefault whether leaving it out means something, so that a blank says nothing
   */
  record Declared(Class<?> type, boolean hasDefault) {}

  private final Map<Method, Map<String, Declared>> declared = new ConcurrentHashMap<>();

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.USER + 50)
  Response check(
      ContainerRequestContext request, HttpServerRequest connection, ResourceInfo endpoint) {
    if (connection.query() == null || !request.getUriInfo().getPath().startsWith("/api/v1/")) {
      return null;
    }
    var known =
        declared.computeIfAbsent(endpoint.getResourceMethod(), QueryParameterFilter::declared);
    var problems = problems(request.getUriInfo().getQueryParameters(), known);
    return problems.isEmpty()
        ? null
        : ProblemDocument.response(
            new Refusal(Refusal.Kind.MALFORMED, problems),
            request.getUriInfo().getPath(),
            RequestReader.locale(request));
  }

  /** The parameters of an endpoint with their types, in its order. */
  static Map<String, Declared> declared(Method endpoint) {
    var known = new LinkedHashMap<String, Declared>();
    for (var parameter : endpoint.getParameters()) {
      var named = parameter.getAnnotation(QueryParam.class);
      if (named != null) {
        known.put(
            named.value(),
            new Declared(parameter.getType(), parameter.getAnnotation(DefaultValue.class) != null));
      }
    }
    return known;
  }

  static List<Problem> problems(MultivaluedMap<String, String> sent, Map<String, Declared> known) {
    var problems = new ArrayList<Problem>();
    sent.forEach(
        (name, values) -> {
          var parameter = known.get(name);
          var type = parameter == null ? null : parameter.type();
          if (parameter == null) {
            problems.add(unknown(name, List.copyOf(known.keySet())));
          } else if (values.size() > 1) {
            problems.add(Problem.at("", CoreProblem.PARAMETER_TWICE, name));
          } else if (type == String.class
              && parameter.hasDefault()
              && values.getFirst().isBlank()) {
            problems.add(Problem.at("", CoreProblem.PARAMETER_BLANK, name));
          } else if (isTruth(type) && !values.getFirst().matches("true|false")) {
            problems.add(Problem.at("", CoreProblem.PARAMETER_BOOLEAN, name, values.getFirst()));
          } else if (isWhole(type) && !values.getFirst().matches("-?[0-9]{1,9}")) {
            problems.add(Problem.at("", CoreProblem.PARAMETER_NUMBER, name, values.getFirst()));
          }
        });
    return problems;
  }

  private static Problem unknown(String name, List<String> known) {
    if (known.isEmpty()) {
      return Problem.at("", CoreProblem.PARAMETER_NONE, name);
    }
    var all = String.join(", ", known);
    return NameSuggestion.nearest(name, known)
        .map(near -> Problem.at("", CoreProblem.PARAMETER_UNKNOWN_NEAR, name, near, all))
        .orElseGet(() -> Problem.at("", CoreProblem.PARAMETER_UNKNOWN, name, all));
  }

  private static boolean isTruth(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class || type == Integer.class || type == long.class || type == Long.class;
  }
}
