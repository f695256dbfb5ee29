package dev.formwork.core.script.process;

/** The requests a running script may make to the server. Called on a thread that may block. */
@FunctionalInterface
public interface ScriptHost {

  /**
   * Never throws for what a script does: it answers with the reason.
   *
   * @param request name of what is asked, such as {@code records.get}
   * @param arguments a JSON array
   */
  ScriptHostReply reply(String request, String arguments);
}
