package dev.formwork.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database goes into a file and comes out of it as it was, on whatever server. */
@Tag("server")
final class DatabaseBackupTest {

  private static final String KEY_LINES = "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static EmbeddedPostgres postgres;

  @TempDir Path folder;

  private Path keys;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    var original = postgres.getPostgresDatabase();
    migrate(original, "formwork", "db/control");
    migrate(original, "ws_main", "db/workspace");
    try (var connection = original.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES
            ('01890a5d-ac96-774b-bcce-b302099a8057', 'main', 'A \\ title\twith\nlines', 'ws_main');
          INSERT INTO formwork.member (id, login, name, password_hash)
            SELECT gen_random_uuid(), 'm' || i, '张' || i, 'x' FROM generate_series(1, 50) i;
          INSERT INTO formwork.work_day SELECT '01890a5d-ac96-774b-bcce-b302099a8057', DATE '2026-01-01' + i, i % 2 = 0, 'day' FROM generate_series(1, 9) i;
          CREATE TABLE ws_main."ltc_de""al" (
            id uuid PRIMARY KEY, version bigint NOT NULL, record_title text COLLATE "C" NOT NULL, gone text,
            code text COLLATE "C", amount numeric(19, 4), at timestamptz, day date, tags text[], odd jsonb,
            twice numeric GENERATED ALWAYS AS (amount * 2) STORED, deleted_at timestamptz,
            parent uuid REFERENCES ws_main."ltc_de""al" (id) ON DELETE SET NULL, CHECK (version > 0));
          ALTER TABLE ws_main."ltc_de""al" DROP COLUMN gone;
          CREATE UNIQUE INDEX deal_code ON ws_main."ltc_de""al" ((formwork.fold(code))) WHERE deleted_at IS NULL;
          CREATE INDEX deal_sort ON ws_main."ltc_de""al" (record_title COLLATE formwork.names, id);
          INSERT INTO ws_main."ltc_de""al" (id, version, record_title, code, amount, at, day, tags, odd)
            SELECT gen_random_uuid(), i, 'Deal ' || i, CASE WHEN i % 3 > 0 THEN 'C\\' || i END, i / 7.0, now() - i * interval '1 hour',
              DATE '0001-01-01' + i, ARRAY['a,"b', NULL, '\\N'], jsonb_build_object('n', i) FROM generate_series(1, 2000) i;
          UPDATE ws_main."ltc_de""al" SET parent = (SELECT id FROM ws_main."ltc_de""al" WHERE version = 1) WHERE version > 1990;
          INSERT INTO ws_main.change_log (form, record_id, version, at, action, changes)
            SELECT 'deal', id, version, now(), 'create', '{}' FROM ws_main."ltc_de""al";
          INSERT INTO ws_main.attachment (id, name, type, size, content, made_by)
            SELECT gen_random_uuid(), 'f' || i, 'application/pdf', 4, decode('000a5c0d', 'hex'), gen_random_uuid() FROM generate_series(1, 3) i;
          INSERT INTO ws_main.attachment_part (attachment_id, number, content)
            SELECT id, i, decode('5c00ff0a', 'hex') FROM ws_main.attachment, generate_series(0, 1) i;
          """);
    }
  }

  private static void migrate(DataSource database, String schema, String scripts) {
    Flyway.configure().dataSource(database).schemas(schema).locations(scripts).load().migrate();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void keys() throws Exception {
    keys = Files.writeString(folder.resolve("keys"), KEY_LINES);
  }

  private static ConnectionSource original() {
    return () -> postgres.getPostgresDatabase().getConnection();
  }

  private static ConnectionSource empty() throws SQLException {
    var name = "copy" + DATABASES.incrementAndGet();
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return () -> postgres.getDatabase("postgres", name).getConnection();
  }

  private Path backup() {
    var file = folder.resolve("formwork.backup");
    new DatabaseBackup(original(), keys).write(file);
    return file;
  }

  private BackupSummary restored(ConnectionSource target, Path file) {
    try (var backup = BackupFile.checked(file)) {
      return new DatabaseRestore(target, folder.resolve("other/keys")).read(backup);
    }
  }

  /** Structure and rows, a text for each table; the same texts: the same database. */
  private static Map<String, String> everything(ConnectionSource database) throws Exception {
    var all = new TreeMap<String, String>();
    try (var session = BackupSession.open(database)) {
      var schemas = List.of("formwork", "ws_main");
      var structure = new StructureReader(session.connection(), schemas).read();
      all.put("keys", String.join("\n", structure.keys()));
      all.put("references", String.join("\n", structure.references()));
      all.put("indexes", String.join("\n", structure.indexes()));
      all.put("functions", String.join("\n", structure.functions()));
      for (var table : structure.tables()) {
        var rows = new ByteArrayOutputStream();
        session.copyOut(table.copied(), rows);
        all.put(
            table.sql(),
            table.create()
                + "\n"
                + rows.toString(StandardCharsets.UTF_8).lines().sorted().toList());
      }
    }
    return all;
  }

  @Test
  void what_comes_out_is_what_went_in() throws Exception {
    var target = empty();
    var summary = restored(target, backup());
    assertThat(everything(target)).isEqualTo(everything(original()));
    assertThat(summary.rows()).isGreaterThan(4_000);
    assertThat(folder.resolve("other/keys")).hasContent(KEY_LINES);
  }

  @Test
  void numbers_go_on_where_they_were() throws Exception {
    var target = empty();
    restored(target, backup());
    try (var session = BackupSession.open(target)) {
      var next =
          session.text(
              "INSERT INTO ws_main.change_log (form, record_id, version, at, action, changes)"
                  + " VALUES ('x', gen_random_uuid(), 1, now(), 'x', '{}') RETURNING id");
      assertThat(Long.parseLong(next)).isEqualTo(2_001);
    }
  }

  /** A server on the restored database does not go on with the backup that it came from. */
  @Test
  void a_backup_under_way_has_ended_where_it_is_restored() throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO formwork.backup_run (id, file_name) VALUES (gen_random_uuid(), 'x')");
      var target = empty();
      restored(target, backup());
      statement.execute("DELETE FROM formwork.backup_run");
      try (var session = BackupSession.open(target)) {
        assertThat(session.text("SELECT count(*) FROM formwork.backup_run WHERE error IS NOT NULL"))
            .isEqualTo("1");
      }
    }
  }

  private static final String ACCESS =
      """
      SELECT (SELECT count(*) FROM formwork.web_session WHERE ended_at IS NULL) || ' '
        || (SELECT count(*) FROM formwork.entry_link WHERE revoked_at IS NULL) || ' '
        || (SELECT count(*) FROM formwork.api_token WHERE revoked_at IS NULL) || ' '
        || (SELECT count(*) FROM formwork.public_link WHERE revoked_at IS NULL)\
      """;

  /** Sessions and one-time links end in any case; programs go on unless somebody says otherwise. */
  @Test
  void what_was_revoked_since_a_backup_does_not_come_back_when_it_is_asked_for() throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES ('00000000-0000-4000-8000-00000000000a', 'a', 'A', 'ws_a');
          INSERT INTO formwork.member (id, login, name, password_hash) VALUES ('00000000-0000-4000-8000-00000000000b', 'b', 'B', 'x');
          INSERT INTO formwork.web_session (id, member_id, address, agent) VALUES (gen_random_uuid(), '00000000-0000-4000-8000-00000000000b', '', '');
          INSERT INTO formwork.entry_link (id, workspace_id, kind, hash, expires_at)
            VALUES (gen_random_uuid(), '00000000-0000-4000-8000-00000000000a', 'INVITATION', 'h', now() + interval '1 day');
          INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, created_at)
            VALUES (gen_random_uuid(), '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b', 'erp', 'h', 'h', false, now());
          INSERT INTO formwork.secret (id, purpose, sealed) VALUES ('00000000-0000-4000-8000-00000000000c', 'public link', 'x');
          INSERT INTO formwork.public_link (id, workspace_id, app, form, kind, hash, token, settings, made_by)
            VALUES (gen_random_uuid(), '00000000-0000-4000-8000-00000000000a', 'crm', 'lead', 'form', 'h', '00000000-0000-4000-8000-00000000000c', '{}', '00000000-0000-4000-8000-00000000000b')          """);
      try {
        var file = backup();
        assertThat(accessAfter(file, false)).isEqualTo("0 0 1 1");
        assertThat(accessAfter(file, true)).isEqualTo("0 0 0 0");
      } finally {
        statement.execute(
            """
            DELETE FROM formwork.public_link; DELETE FROM formwork.api_token; DELETE FROM formwork.entry_link;
            DELETE FROM formwork.web_session; DELETE FROM formwork.secret;
            DELETE FROM formwork.member WHERE login = 'b'; DELETE FROM formwork.workspace WHERE key = 'a'\
            """);
      }
    }
  }

  private String accessAfter(Path file, boolean revoked) throws SQLException {
    var target = empty();
    try (var backup = BackupFile.checked(file);
        var session = BackupSession.open(target)) {
      var access =
          new DatabaseRestore(target, folder.resolve("other/keys"), revoked)
              .restore(backup)
              .access();
      var left = session.text(ACCESS);
      assertThat(left).endsWith(access.tokens() + " " + access.links());
      return left;
    }
  }

  @Test
  void a_restored_database_is_migrated_as_the_original_would_be() throws Exception {
    var target = empty();
    restored(target, backup());
    try (var connection = target.open();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM formwork.flyway_schema_history")) {
      rows.next();
      assertThat(rows.getInt(1)).isGreaterThan(10);
    }
  }

  /** One writer moves an amount to and fro between two tables; both are seen at one moment. */
  @Test
  void all_tables_are_of_one_moment_while_people_write() throws Exception {
    try (var writer = postgres.getPostgresDatabase().getConnection();
        var statement = writer.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS formwork.aaa_purse (amount int); CREATE TABLE IF NOT EXISTS ws_main.zzz_purse (amount int);
          INSERT INTO formwork.aaa_purse VALUES (0); INSERT INTO ws_main.zzz_purse VALUES (0)\
          """);
      var working = new AtomicBoolean(true);
      var moving =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (working.get()) {
                        statement.execute(
                            "UPDATE formwork.aaa_purse SET amount = amount + 1; UPDATE"
                                + " ws_main.zzz_purse SET amount = amount - 1");
                      }
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      try {
        var target = empty();
        restored(target, backup());
        try (var session = BackupSession.open(target)) {
          assertThat(
                  session.text(
                      "SELECT (SELECT amount FROM formwork.aaa_purse) + (SELECT amount FROM"
                          + " ws_main.zzz_purse)"))
              .isEqualTo("0");
        }
      } finally {
        working.set(false);
        moving.join();
        statement.execute("DROP TABLE formwork.aaa_purse; DROP TABLE ws_main.zzz_purse");
      }
    }
  }

  @Test
  void a_backup_can_be_read_by_its_owner_alone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_that_is_there_stays_as_it_is() throws Exception {
    var file = backup();
    var before = Files.readAllBytes(file);
    assertThatThrownBy(this::backup)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("there already");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.resolve("formwork.backup.part")).doesNotExist();
  }

  @Test
  void a_backup_that_was_cut_off_is_refused_before_anything_is_written() throws Exception {
    var file = backup();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20_000));
    var target = empty();
    assertThatThrownBy(() -> restored(target, file))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("cut off");
    try (var session = BackupSession.open(target)) {
      assertThat(session.texts("SELECT 1 FROM pg_namespace WHERE nspname = 'formwork'")).isEmpty();
    }
  }

  @Test
  void a_backup_of_which_a_byte_changed_is_refused() throws Exception {
    var file = backup();
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> BackupFile.checked(file))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void something_else_is_no_backup() throws Exception {
    var other = Files.writeString(folder.resolve("letter.txt"), "Dear Sir");
    assertThatThrownBy(() -> BackupFile.checked(other)).hasMessageContaining("not a backup");
    assertThatThrownBy(() -> BackupFile.checked(folder.resolve("nothing")))
        .hasMessageContaining("There is no file");
  }

  @Test
  void a_database_with_a_formwork_in_it_is_left_alone() {
    var file = backup();
    assertThatThrownBy(() -> restored(original(), file))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("already");
  }

  @Test
  void other_keys_are_not_written_over() throws Exception {
    var file = backup();
    var target = empty();
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/keys"), "k2 another");
    assertThatThrownBy(() -> restored(target, file)).hasMessageContaining("Move it away");
    assertThat(folder.resolve("other/keys")).hasContent("k2 another");
  }

  @Test
  void a_restore_that_fails_leaves_an_empty_database() throws Exception {
    var file = backup();
    var target = empty();
    Files.writeString(folder.resolve("other"), "a file where the folder of the keys should be");
    assertThatThrownBy(() -> restored(target, file))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("empty again");
    Files.delete(folder.resolve("other"));
    assertThat(restored(target, file).rows()).isGreaterThan(4_000);
  }

  @Test
  void a_backup_without_keys_is_not_made() throws Exception {
    Files.delete(keys);
    assertThatThrownBy(this::backup).hasMessageContaining("key file");
  }

  @Test
  void views_of_others_are_named_as_left_out() throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE VIEW ws_main.report AS SELECT 1 AS one");
      var summary = new DatabaseBackup(original(), keys).write(folder.resolve("v.backup"));
      statement.execute("DROP VIEW ws_main.report");
      assertThat(summary.omitted()).containsExactly("view ws_main.report");
    }
  }

  /** Both ways: up to a newer server, and back to an older one. */
  @Test
  void backups_move_between_versions_of_postgresql() throws Exception {
    var programs = InstalledPostgres.programs();
    Assumptions.assumeTrue(programs.isPresent(), "no PostgreSQL is installed beside the embedded");
    try (var older = InstalledPostgres.start(programs.get(), folder)) {
      restored(older::connection, backup());
      var back = folder.resolve("back.backup");
      new DatabaseBackup(older::connection, keys).write(back);
      var target = empty();
      Files.delete(folder.resolve("other/keys"));
      restored(target, back);
      assertThat(everything(target)).isEqualTo(everything(original()));
    }
  }
}
