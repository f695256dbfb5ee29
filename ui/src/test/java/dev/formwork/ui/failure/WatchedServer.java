package dev.formwork.ui.failure;

import java.util.List;
import java.util.function.Supplier;

/**
 * A server under test.
 *
 * @param name the folder its state is kept in
 * @param address where it answers HTTP, without a slash at the end
 * @param database gives the JDBC address of its database; empty if there is none to ask
 * @param output gives the last lines it printed
 */
public record WatchedServer(
    String name,
    long pid,
    String address,
    Supplier<String> database,
    Supplier<List<String>> output) {

  /** The server that runs in the process of the tests. */
  public static WatchedServer here(String address, String database) {
    return new WatchedServer(
        "server", ProcessHandle.current().pid(), address, () -> database, List::of);
  }
}
