package dev.formwork.core.script.process;

/**
 * One call of a script.
 *
 * @param given a list of values for a function; JSON for a script that asks
 * @param millis how long it may work
 * @param host null for a function of its values, which asks for nothing
 */
record ScriptCall(String source, Object given, int millis, ScriptHost host) {

  boolean asks() {
    return host != null;
  }
}
