package dev.formwork.ui.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is measured, up at the same time on one PostgreSQL: the built Formwork, perhaps one that
 * was built before, and the hand-written handler on the first one's table.
 */
final class Servers implements AutoCloseable {

  private final BenchDatabase database;
  private final List<BuiltFormwork> builds = new ArrayList<>();
  private final List<Subject> subjects = new ArrayList<>();
  private HandWrittenHandler byHand;

  private Servers(BenchDatabase database) {
    this.database = database;
  }

  static Servers start(Path folder) throws Exception {
    var servers = new Servers(BenchDatabase.start(folder));
    try {
      servers.startAll(folder);
      return servers;
    } catch (Exception e) {
      servers.close();
      throw e;
    }
  }

  private void startAll(Path folder) throws Exception {
    builds.add(BuiltFormwork.start("formwork", jar("application"), database, folder));
    if (!System.getProperty("formwork.bench.against", "").isEmpty()) {
      builds.add(BuiltFormwork.start("before", jar("bench.against"), database, folder));
    }
    for (var build : builds) {
      subjects.add(build.endpoints());
    }
    byHand = HandWrittenHandler.start(jar("bench.handler"), builds.getFirst(), folder);
    subjects.addFirst(byHand.endpoints(subjects.getFirst()));
  }

  private static Path jar(String setting) {
    return Path.of(System.getProperty("formwork." + setting));
  }

  BenchDatabase database() {
    return database;
  }

  /** The one to judge, and the one from before if there is one. */
  List<BuiltFormwork> builds() {
    return builds;
  }

  /** The hand-written handler, then the builds. */
  List<Subject> subjects() {
    return subjects;
  }

  /** Brings all databases to rest. */
  void settle() throws Exception {
    for (var build : builds) {
      database.settle(build.name());
    }
  }

  @Override
  public void close() throws IOException {
    if (byHand != null) {
      byHand.close();
    }
    builds.forEach(BuiltFormwork::close);
    database.close();
  }
}
