package dev.formwork.core.problem;

import java.util.List;

/**
 * A command that was refused, with the reason as values. It travels as an exception because it ends
 * a reactive chain, and becomes a problem document (RFC 9457) or a message on the screen at the
 * edge.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of answer the caller gets; the number is the HTTP status. */
  public enum Kind {
    MALFORMED(400),
    NOT_SIGNED_IN(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD(405),
    NOT_ACCEPTABLE(406),
    CONFLICT(409),
    STALE(412),
    TOO_LARGE(413),
    ADDRESS_TOO_LONG(414),
    UNSUPPORTED(415),
    INVALID(422),
    TOO_MANY(429),
    /** A server outside does not answer now; another time it may. */
    UNREACHABLE(502),
    /** Something that Formwork itself needs does not answer now. */
    UNAVAILABLE(503),
    /** There is no room for what was to be stored. */
    FULL(507);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /** More than that nobody reads at once, and each costs a sentence. */
  public static final int MAX_PROBLEMS = 100;

  private final Kind kind;
  private final transient List<Problem> problems;
  private final int found;

  /**
   * @param problems of which the first {@link #MAX_PROBLEMS} are kept
   */
  public Refusal(Kind kind, List<Problem> problems) {
    this(
        kind,
        List.copyOf(problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS))),
        problems.size());
  }

  private Refusal(Kind kind, List<Problem> problems, int found) {
    super(kind + " " + problems, null, false, false);
    this.kind = kind;
    this.problems = problems;
    this.found = found;
  }

  public static Refusal of(Kind kind, ProblemCode code, Object... arguments) {
    return new Refusal(kind, List.of(Problem.at("", code, arguments)));
  }

  public static Refusal invalid(List<Problem> problems) {
    return new Refusal(Kind.INVALID, problems);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether this is its first problem, and mostly its only one. */
  public boolean is(ProblemCode code) {
    return !problems.isEmpty() && problems.getFirst().is(code);
  }

  public List<Problem> problems() {
    return problems;
  }

  /** How many more were found than {@link #problems} has. */
  public int more() {
    return found - problems.size();
  }
}
