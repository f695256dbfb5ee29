package dev.formwork.core.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.LiveOrganization;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files come and go by parts, within limits, whoever sends how many at once. */
@Tag("server")
final class AttachmentsTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final UUID WORKSPACE = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final UUID OWNER = new UUID(0, 7);
  private static final int MEGABYTE = 1 << 20;

  /** As much as comes over a network at once. */
  private static final int PIECE = 64 * 1024;

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Pool pool;

  private final Workspace workspace = new Workspace(WORKSPACE, "main", "Main", "ws_main");
  private final LiveOrganization people = LiveOrganization.none(WORKSPACE);
  private final Caller caller = member();

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    migrate("formwork", "db/control");
    migrate("ws_main", "db/workspace");
    vertx = Vertx.vertx();
    pool =
        Pool.newInstance(
            PgBuilder.pool()
                .connectingTo(
                    new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(postgres.getPort())
                        .setDatabase("postgres")
                        .setUser("postgres"))
                .using(vertx)
                .build());
  }

  private static void migrate(String schema, String scripts) {
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .schemas(schema)
        .locations(scripts)
        .load()
        .migrate();
  }

  @AfterAll
  static void stop() throws Exception {
    await(pool.close());
    vertx.close().toCompletionStage().toCompletableFuture().get();
    postgres.close();
  }

  @BeforeEach
  void nothing_there() {
    await(pool.query("DELETE FROM ws_main.attachment").execute());
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(LONG);
  }

  private Caller member() {
    return Caller.of(new MemberId(UUID.randomUUID()), workspace, people, Locale.ENGLISH, null);
  }

  private static Attachments attachments(long fileMegabytes, long workspaceMegabytes) {
    return new Attachments(pool, new AttachmentLimits(fileMegabytes, workspaceMegabytes));
  }

  /** Something of that many bytes, a piece at a time; how it begins tells what it is. */
  private static List<byte[]> pieces(int bytes) {
    var random = new Random(bytes);
    var pieces = new ArrayList<byte[]>();
    for (int left = bytes; left > 0; left -= PIECE) {
      var piece = new byte[Math.min(PIECE, left)];
      random.nextBytes(piece);
      pieces.add(piece);
    }
    var head = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(
        head, 0, pieces.getFirst(), 0, Math.min(head.length, pieces.getFirst().length));
    return pieces;
  }

  private static void write(IncomingFile file, List<byte[]> pieces) {
    pieces.forEach(piece -> await(file.write(Buffer.buffer(piece))));
  }

  private Attachment received(Attachments attachments, long announced, List<byte[]> pieces) {
    var file = await(attachments.receive(caller, "plan.png", announced));
    write(file, pieces);
    return await(file.end());
  }

  private void send(Attachments attachments, Attachment file) {
    await(attachments.send(pool, caller, List.of(file.id()), OWNER));
  }

  private byte[] content(Attachments attachments, UUID id) {
    var content = await(attachments.read(workspace, OWNER, id));
    var all = Buffer.buffer();
    await(content.stream().collect().asList()).forEach(all::appendBytes);
    assertThat(all.length()).isEqualTo(content.attachment().size());
    return all.getBytes();
  }

  private static long count(String table) {
    return await(pool.query("SELECT count(*) FROM ws_main." + table).execute())
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void a_file_comes_back_as_it_came_whatever_its_size_and_is_known_by_how_it_begins() {
    var attachments = attachments(20, 0);
    for (int bytes :
        List.of(1, PIECE, Attachments.PART, Attachments.PART + 1, 3 * Attachments.PART + 77)) {
      for (long announced : List.of(-1L, (long) bytes)) {
        var pieces = pieces(bytes);
        var file = received(attachments, announced, pieces);
        send(attachments, file);
        assertThat(file.size()).isEqualTo(bytes);
        assertThat(file.type()).isEqualTo(bytes == 1 ? "text/plain" : "application/pdf");
        assertThat(content(attachments, file.id())).isEqualTo(joined(pieces));
      }
    }
  }

  private static byte[] joined(List<byte[]> pieces) {
    var all = Buffer.buffer();
    pieces.forEach(all::appendBytes);
    return all.getBytes();
  }

  @Test
  void a_file_that_was_stored_in_one_piece_is_read_by_parts_as_well() {
    var bytes = joined(pieces(2 * Attachments.PART + 5));
    var id = UUID.randomUUID();
    await(
        pool.preparedQuery(
                """
                INSERT INTO ws_main.attachment (id, owner_id, name, type, size, content, made_by)
                VALUES ($1, $2, 'old.pdf', 'application/pdf', $3, $4, $2)\
                """)
            .execute(Tuple.of(id, OWNER, bytes.length, Buffer.buffer(bytes))));
    assertThat(content(attachments(20, 0), id)).isEqualTo(bytes);
  }

  @Test
  void what_is_not_all_there_yet_cannot_be_sent_and_leaves_nothing_when_it_does_not_come() {
    var attachments = attachments(20, 0);
    var file = await(attachments.receive(caller, "a.pdf", 3L * MEGABYTE));
    write(file, pieces(2 * MEGABYTE));
    var id = await(pool.query("SELECT id FROM ws_main.attachment").execute()).iterator().next();
    assertThatThrownBy(() -> await(attachments.send(pool, caller, List.of(id.getUUID(0)), OWNER)))
        .isInstanceOf(Refusal.class);
    await(file.abandon());
    assertThat(count("attachment")).isZero();
    assertThat(count("attachment_part")).isZero();
  }

  @Test
  void a_file_has_a_limit_that_one_cannot_pass_by_saying_less() {
    var attachments = attachments(2, 0);
    assertThatThrownBy(() -> attachments.receive(caller, "a", 2L * MEGABYTE + 1))
        .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.TOO_LARGE));
    for (long announced : List.of(-1L, 5L)) {
      var file = await(attachments.receive(caller, "a", announced));
      assertThatThrownBy(() -> write(file, pieces(3 * MEGABYTE)))
          .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.TOO_LARGE));
      await(file.abandon());
    }
    assertThatThrownBy(() -> attachments.receive(caller, "a", 0))
        .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.MALFORMED));
    var empty = await(attachments.receive(caller, "a", -1));
    assertThatThrownBy(() -> await(empty.end()))
        .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.MALFORMED));
  }

  private static void is(Refusal refusal, Refusal.Kind kind) {
    assertThat(refusal.kind()).isEqualTo(kind);
  }

  @Test
  void those_who_send_at_once_do_not_pass_the_quota_of_a_workspace_together() throws Exception {
    var attachments = attachments(20, 10);
    var outcomes = new ArrayList<Future<Boolean>>();
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        long announced = i % 2 == 0 ? -1 : MEGABYTE * 3 / 2;
        outcomes.add(senders.submit(() -> isTaken(attachments, announced)));
      }
    }
    long taken = 0;
    for (var outcome : outcomes) {
      taken += outcome.get() ? 1 : 0;
    }
    assertThat(taken).isBetween(1L, 6L);
    long bytes =
        await(pool.query("SELECT sum(size)::bigint FROM ws_main.attachment").execute())
            .iterator()
            .next()
            .getLong(0);
    assertThat(bytes).isEqualTo(taken * MEGABYTE * 3 / 2).isLessThanOrEqualTo(10L * MEGABYTE);
  }

  private boolean isTaken(Attachments attachments, long announced) {
    IncomingFile file = null;
    try {
      file = await(attachments.receive(member(), "a.pdf", announced));
      write(file, pieces(MEGABYTE * 3 / 2));
      await(file.end());
      return true;
    } catch (Refusal refusal) {
      is(refusal, Refusal.Kind.FULL);
      if (file != null) {
        await(file.abandon());
      }
      return false;
    }
  }

  @Test
  void one_person_may_have_so_many_unsent_files_and_no_more() {
    var attachments = attachments(150, 0);
    await(attachments.receive(caller, "a", 120L * MEGABYTE));
    assertThatThrownBy(() -> await(attachments.receive(caller, "b", 90L * MEGABYTE)))
        .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.TOO_MANY));
    await(attachments.receive(member(), "c", 90L * MEGABYTE));
    for (int i = 1; i < 50; i++) {
      await(attachments.receive(caller, "d", 1));
    }
    assertThatThrownBy(() -> await(attachments.receive(caller, "e", 1)))
        .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.TOO_MANY));
  }

  @Test
  void guests_send_no_files() {
    var reach = new Caller.Guest(new AppKey("crm"), new FormKey("lead"), null);
    var guest = Caller.guest(workspace, people, reach, Locale.ENGLISH);
    assertThatThrownBy(() -> attachments(20, 0).receive(guest, "a", 5))
        .isInstanceOfSatisfying(Refusal.class, one -> is(one, Refusal.Kind.FORBIDDEN));
  }

  /**
   * A file of 200 MB, several at once: {@code -Dformwork.files.megabytes=200}. What is alive is
   * measured, by collecting again and again meanwhile.
   */
  @Test
  void many_large_files_at_once_take_little_memory() throws Exception {
    int megabytes = Integer.getInteger("formwork.files.megabytes", 40);
    int files = Integer.getInteger("formwork.files.count", 6);
    var attachments = attachments(megabytes, 0);
    long before = alive();
    var over = new AtomicBoolean();
    long most;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var watched = threads.submit(() -> most(over));
      try {
        var done = new ArrayList<Future<Void>>();
        for (int i = 0; i < files; i++) {
          int seed = i;
          done.add(threads.submit(() -> thereAndBack(attachments, megabytes, seed)));
        }
        for (var one : done) {
          one.get();
        }
      } finally {
        over.set(true);
      }
      most = watched.get();
    }
    assertThat(most - before).isLessThan(30L * MEGABYTE);
  }

  private Void thereAndBack(Attachments attachments, int megabytes, int seed) {
    var sender = member();
    var sent = new CRC32C();
    var random = new Random(seed);
    var file = await(attachments.receive(sender, "a", (long) megabytes * MEGABYTE));
    for (int i = 0; i < megabytes * (MEGABYTE / PIECE); i++) {
      var piece = new byte[PIECE];
      random.nextBytes(piece);
      sent.update(piece);
      await(file.write(Buffer.buffer(piece)));
    }
    var made = await(file.end());
    await(attachments.send(pool, sender, List.of(made.id()), OWNER));
    var came = new CRC32C();
    var content = await(attachments.read(workspace, OWNER, made.id()));
    await(content.stream().invoke(part -> came.update(part)).onItem().ignoreAsUni());
    assertThat(came.getValue()).isEqualTo(sent.getValue());
    return null;
  }

  private static long most(AtomicBoolean over) throws InterruptedException {
    long most = 0;
    while (!over.get()) {
      most = Math.max(most, alive());
      Thread.sleep(100);
    }
    return most;
  }

  @SuppressWarnings("SystemGc") // What is alive is told by a collection alone.
  private static long alive() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
