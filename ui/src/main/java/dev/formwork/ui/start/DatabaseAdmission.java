package dev.formwork.ui.start;

import dev.formwork.core.credential.Passwords;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who gets into the embedded database: the server alone, as a role that owns its tables and is no
 * superuser, with a password kept in a file of the data folder. The superuser cannot sign in at
 * all. Folders of versions that let every user of the machine in are moved over at their next
 * start, before PostgreSQL listens: in its single-user mode, which nobody can connect to.
 */
final class DatabaseAdmission {

  static final String ROLE = "formwork";

  private static final String RULES =
      """
      # Written by Formwork at each start. Its own role gets in, by password; nobody else does.
      host postgres %s 127.0.0.1/32 scram-sha-256
      """
          .formatted(ROLE);

  private static final int PASSWORD_LENGTH = 40;

  /** Statements end with a semicolon and an empty line. */
  private static final String SET_UP =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'formwork') THEN CREATE ROLE formwork; END IF;
      END $$;

      ALTER ROLE formwork LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '%s';

      ALTER ROLE postgres PASSWORD NULL;

      ALTER DATABASE postgres OWNER TO formwork;

      """;

  /** Gives all that is not PostgreSQL's own to the role, a schema a transaction. */
  private static final String HAND_OVER =
      """
      DO $$
      DECLARE
        own_schema record;
        own record;
      BEGIN
        FOR own_schema IN SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
          FOR own IN SELECT relname FROM pg_class WHERE relnamespace = own_schema.oid AND relowner <> 'formwork'::regrole
              AND (relkind IN ('r', 'p', 'v', 'm', 'f') OR relkind = 'S' AND NOT EXISTS (
                SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i')
                AND refclassid = 'pg_class'::regclass)) LOOP
            EXECUTE format('ALTER TABLE %I.%I OWNER TO formwork', own_schema.nspname, own.relname);
          END LOOP;
          FOR own IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = own_schema.oid AND proowner <> 'formwork'::regrole
              AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype IN ('e', 'i')) LOOP
            EXECUTE 'ALTER ROUTINE ' || own.name || ' OWNER TO formwork';
          END LOOP;
          FOR own IN SELECT typname FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid WHERE typnamespace = own_schema.oid
              AND typowner <> 'formwork'::regrole AND typelem = 0 AND (typtype IN ('e', 'd') OR typtype = 'c' AND relkind = 'c') LOOP
            EXECUTE format('ALTER TYPE %I.%I OWNER TO formwork', own_schema.nspname, own.typname);
          END LOOP;
          FOR own IN SELECT collname FROM pg_collation WHERE collnamespace = own_schema.oid AND collowner <> 'formwork'::regrole LOOP
            EXECUTE format('ALTER COLLATION %I.%I OWNER TO formwork', own_schema.nspname, own.collname);
          END LOOP;
          IF own_schema.nspname <> 'public' THEN
            EXECUTE format('ALTER SCHEMA %I OWNER TO formwork', own_schema.nspname);
          END IF;
          COMMIT;
        END LOOP;
      END $$;

      """;

  private final Path software;
  private final Path passwordFile;
  private final String password;
  private final boolean known;

  private DatabaseAdmission(Path software, Path passwordFile, String password, boolean known) {
    this.software = software;
    this.passwordFile = passwordFile;
    this.password = password;
    this.known = known;
  }

  /**
   * @param folder the data folder
   * @param software where PostgreSQL is unpacked
   */
  static DatabaseAdmission of(Path folder, Path software) throws IOException {
    var file = folder.resolve("database-password");
    return Files.exists(file)
        ? new DatabaseAdmission(software, file, Files.readString(file).strip(), true)
        : new DatabaseAdmission(software, file, Passwords.random(PASSWORD_LENGTH), false);
  }

  String password() {
    return password;
  }

  /** Once the software is unpacked and the database's files are there, before it is started. */
  void settle(Path data) {
    try {
      closeSoftware();
      Files.writeString(data.resolve("pg_hba.conf"), RULES);
      if (!known) {
        runAlone(data, SET_UP.formatted(password) + HAND_OVER);
        PrivateFiles.write(passwordFile, password + "\n");
      }
    } catch (IOException e) {
      throw new IllegalStateException("The embedded PostgreSQL cannot be closed to others", e);
    }
  }

  /** It is unpacked so that all may write to it. */
  private void closeSoftware() throws IOException {
    PrivateFiles.folder(software);
    try (var versions = Files.list(software)) {
      for (var version : versions.filter(Files::isDirectory).toList()) {
        PrivateFiles.folder(version);
      }
    }
  }

  /** In PostgreSQL's single-user mode, which ends at the first statement that fails. */
  private void runAlone(Path data, String statements) throws IOException {
    var output = Files.createTempFile(data, "single-user", ".log");
    try {
      var process =
          new ProcessBuilder(command(data))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try (var input = process.getOutputStream()) {
        input.write(statements.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            "The database could not be handed to its role: " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private List<String> command(Path data) throws IOException {
    var command = new ArrayList<String>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL does not run as root; in a namespace of its own it does not know.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program().toString());
    command.addAll(List.of("--single", "-j", "-D", data.toString()));
    for (var setting :
        List.of("exit_on_error=on", "log_statement=none", "log_min_error_statement=panic")) {
      command.addAll(List.of("-c", setting));
    }
    command.add("postgres");
    return command;
  }

  /** Of the version unpacked last, which is the one to be started. */
  private Path program() throws IOException {
    try (var versions = Files.list(software)) {
      return versions
          .map(version -> version.resolve("bin"))
          .flatMap(bin -> List.of(bin.resolve("postgres"), bin.resolve("postgres.exe")).stream())
          .filter(Files::isRegularFile)
          .max((one, other) -> Long.compare(unpacked(one), unpacked(other)))
          .orElseThrow(() -> new IOException("There is no PostgreSQL in " + software));
    }
  }

  private static long unpacked(Path program) {
    return program.toFile().lastModified();
  }
}
