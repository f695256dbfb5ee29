package dev.formwork.ui.bench;

import java.nio.file.Path;

/**
 * A server under load.
 *
 * @param records address of its items
 * @param list query of a page of 50 items: those whose n1 is above 50, by n0
 * @param token of a caller who may do everything; a server may ignore it
 * @param ids a file of ids that it has, one a line
 */
record Subject(
    String name, ServerProcess server, String records, String list, String token, Path ids) {

  Wrk.Requests requests(Load load) {
    return switch (load) {
      case READ -> requests("GET", "/{id}", "");
      case LIST -> requests("GET", list, "");
      case CHANGE -> requests("PATCH", "/{id}", "{\"n1\": {n}}");
      case CREATE ->
          requests(
              "POST",
              "",
              "{\"t0\": \"new\", \"t1\": \"made by the load\", \"n0\": 7, \"n1\": {n}}");
    };
  }

  private Wrk.Requests requests(String method, String path, String body) {
    return new Wrk.Requests(method, path, body, token, ids);
  }
}
