package dev.formwork.core.token;

import dev.formwork.core.access.TokenScope;
import dev.formwork.core.outbound.CidrRange;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.List;

/** How far a token reaches that is made or renewed by means of another: no further than that. */
final class TokenReach {

  private TokenReach() {}

  /**
   * What is not said of networks and end is as with the token that asks.
   *
   * @param own of whoever asks; at a screen without limits
   * @param wanted of the token that is to be made
   * @throws Refusal as forbidden when it would be good from elsewhere or for longer, as invalid
   *     naming what is no address
   */
  static TokenScope within(TokenScope own, TokenScope wanted) {
    var addresses = wanted.addresses().isEmpty() ? own.addresses() : wanted.addresses();
    var until = wanted.until() == null ? own.until() : wanted.until();
    var scope = new TokenScope(wanted.grants(), addresses, until);
    requireWithin(own, scope);
    return scope;
  }

  /**
   * What a token that is there does not say of networks and end, it does without.
   *
   * @throws Refusal as forbidden when it is good from elsewhere or for longer than whoever asks
   */
  static void requireWithin(TokenScope own, TokenScope scope) {
    var outer = ranges(own);
    var inner = ranges(scope);
    boolean isElsewhere =
        !outer.isEmpty()
            && (inner.isEmpty()
                || inner.stream()
                    .anyMatch(range -> outer.stream().noneMatch(one -> one.contains(range))));
    boolean isLonger =
        own.until() != null && (scope.until() == null || scope.until().isAfter(own.until()));
    if (isElsewhere || isLonger) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.TOKEN_WIDER);
    }
  }

  /** Fails as invalid, naming what is no address. */
  static List<CidrRange> ranges(TokenScope scope) {
    return scope.addresses().stream()
        .map(
            text -> {
              try {
                return CidrRange.of(text);
              } catch (IllegalArgumentException _) {
                throw Refusal.invalid(
                    List.of(Problem.at("/addresses", CoreProblem.NOT_AN_ADDRESS, text)));
              }
            })
        .toList();
  }
}
