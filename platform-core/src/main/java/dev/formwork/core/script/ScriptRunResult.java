package dev.formwork.core.script;

import dev.formwork.core.problem.Problem;
import java.util.List;

/**
 * The result of running an app's script.
 *
 * @param result JSON; null when it failed
 * @param error why it failed; null: it did not
 * @param changes how many changes of records it made, which stay even when it failed afterwards
 * @param log what it noted
 */
public record ScriptRunResult(String result, Problem error, int changes, List<String> log) {}
