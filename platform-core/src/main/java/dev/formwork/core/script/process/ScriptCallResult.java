package dev.formwork.core.script.process;

import dev.formwork.core.problem.Problem;
import java.util.List;

/**
 * The result of one call of a script function.
 *
 * @param value null when it gave nothing, or failed
 * @param error why it failed; null: it did not
 * @param log what it noted on the way
 */
public record ScriptCallResult(Object value, Problem error, List<String> log) {}
