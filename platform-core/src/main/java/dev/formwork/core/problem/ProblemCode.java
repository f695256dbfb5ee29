package dev.formwork.core.problem;

/**
 * A kind of problem: its stable code and its sentence. Each module has an enum of its own codes,
 * with the sentences in a message bundle of the module.
 */
public interface ProblemCode {

  /** Stable, kebab-case; what REST clients know it by. */
  String code();

  /** How many arguments its sentence takes. */
  int arguments();

  /** The message bundle with its sentence. */
  String bundle();

  /** The key of its sentence in the bundle. */
  default String key() {
    return "problem." + code();
  }
}
