package dev.formwork.core.script;

/** What a running script may ask the server for. It is asked on a thread that may wait. */
@FunctionalInterface
public interface ScriptHost {

  /**
   * Never throws for what a script does: it answers with the reason.
   *
   * @param request name of what is asked, such as {@code records.get}
   * @param arguments a JSON array
   */
  ScriptReply reply(String request, String arguments);
}
