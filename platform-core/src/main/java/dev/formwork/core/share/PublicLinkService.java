package dev.formwork.core.share;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.credential.PasswordWork;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.member.Members;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.ratelimit.RateLimiter;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What people without an account can do through a public link: open it, fill in the form, look up
 * and read records. Runs through the same services as everyone else, as a {@link Caller.Guest} with
 * the rights of the link.
 */
@ApplicationScoped
public class PublicLinkService {

  private final Pool pool;
  private final Workspaces workspaces;
  private final Members members;
  private final CompiledForms forms;
  private final RecordService records;
  private final RecordQueries queries;

  /** Per address and link; so that nobody fills a form, or guesses, by the thousand. */
  private final RateLimiter filling = new RateLimiter(Duration.ofSeconds(10), 10);

  private final RateLimiter asking = new RateLimiter(Duration.ofSeconds(6), 10);
  private final RateLimiter passwords = new RateLimiter(Duration.ofSeconds(30), 5);

  /** Per link, wherever they come from: many addresses are cheap. */
  private final RateLimiter askingAtAll = new RateLimiter(Duration.ofMillis(500), 100);

  PublicLinkService(
      Pool pool,
      Workspaces workspaces,
      Members members,
      CompiledForms forms,
      RecordService records,
      RecordQueries queries) {
    this.pool = pool;
    this.workspaces = workspaces;
    this.members = members;
    this.forms = forms;
    this.records = records;
    this.queries = queries;
  }

  /**
   * Someone at a public link.
   *
   * @param address they come from
   * @param device of the browser, for those who may come once
   */
  public record Visitor(String address, String device, Locale locale) {}

  /** A link that works, and its form. */
  public record ResolvedLink(PublicLink link, CompiledForm form) {}

  /** An open door, and who stands in it. */
  public record Visit(PublicLink link, CompiledForm form, Caller guest, Caller maker) {}

  /**
   * Fails as not found for a link that never was, was revoked, or whose maker may not share any
   * more.
   */
  public Uni<ResolvedLink> door(String token) {
    return link("l.hash = $1", SecretHashes.sha256(token))
        .chain(
            link ->
                maker(link)
                    .chain(
                        maker ->
                            forms
                                .form(maker.workspace(), link.app(), link.form())
                                .invoke(form -> PublicLinkRights.of(link, form, maker))
                                .map(form -> new ResolvedLink(link, form))))
        .onFailure(Refusal.class)
        .transform(_ -> over());
  }

  private static Refusal over() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.PUBLIC_LINK_OVER);
  }

  /**
   * @param condition with one parameter
   */
  private Uni<PublicLink> link(String condition, Object value) {
    return pool.preparedQuery(
            "SELECT "
                + PublicLinkAdmin.COLUMNS
                + " FROM formwork.public_link l WHERE l.revoked_at IS NULL AND "
                + condition)
        .execute(Tuple.of(value))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw over();
              }
              return PublicLinkAdmin.read(rows.iterator().next());
            });
  }

  /** A link is worth no more than whoever made it. */
  private Uni<Caller> maker(PublicLink link) {
    return workspaces
        .byId(link.workspace())
        .chain(workspace -> members.caller(link.madeBy(), workspace));
  }

  /**
   * Lets somebody in.
   *
   * @param password nullable
   */
  public Uni<Visit> enter(String token, String password, Visitor visitor) {
    return door(token)
        .invoke(resolvedLink -> requireOpen(resolvedLink.link))
        .call(resolvedLink -> requirePassword(resolvedLink.link, password, visitor))
        .chain(resolvedLink -> visit(resolvedLink, visitor.locale));
  }

  private Uni<Visit> visit(ResolvedLink resolvedLink, Locale locale) {
    var link = resolvedLink.link;
    return maker(link)
        .map(
            maker -> {
              var set = PublicLinkRights.of(link, resolvedLink.form, maker);
              var host = link.kind() == PublicLink.Kind.FORM ? maker.memberId() : null;
              var guest =
                  new Caller.Guest(link.app(), link.form(), set, Set.of(), null, host, false);
              return new Visit(
                  link,
                  resolvedLink.form,
                  Caller.guest(maker.workspace(), maker.organization(), guest, locale),
                  maker);
            });
  }

  /**
   * The same visit with what the link may give now: a page stays open for long, and its link ends
   * with the rights of its maker. What was typed in stays of the form that was shown.
   */
  private Uni<Visit> now(Visit visit) {
    return link("l.id = $1", visit.link.id())
        .chain(
            link ->
                maker(link)
                    .chain(maker -> forms.form(maker.workspace(), link.app(), link.form()))
                    .chain(form -> visit(new ResolvedLink(link, form), visit.guest.locale())))
        .onFailure(Refusal.class)
        .transform(_ -> over())
        .invoke(now -> requireOpen(now.link))
        .map(now -> new Visit(now.link, visit.form, now.guest, now.maker));
  }

  private static void requireOpen(PublicLink link) {
    var closed = link.closed(OffsetDateTime.now(ZoneOffset.UTC));
    if (closed != null) {
      throw Refusal.of(
          Refusal.Kind.FORBIDDEN,
          switch (closed) {
            case NOT_YET -> CoreProblem.PUBLIC_LINK_NOT_YET;
            case OVER -> CoreProblem.PUBLIC_LINK_CLOSED;
            case FULL -> CoreProblem.PUBLIC_LINK_FULL;
          });
    }
  }

  private Uni<Void> requirePassword(PublicLink link, String password, Visitor visitor) {
    if (!link.protectedByPassword()) {
      return Uni.createFrom().voidItem();
    }
    if (password == null || password.isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.PUBLIC_LINK_PASSWORD);
    }
    require(passwords, link, visitor);
    return pool.preparedQuery("SELECT password FROM formwork.public_link WHERE id = $1")
        .execute(Tuple.of(link.id()))
        .map(rows -> rows.iterator().next().getString(0))
        .chain(hash -> PasswordWork.matches(password, hash))
        .invoke(
            right -> {
              if (!right) {
                throw Refusal.of(Refusal.Kind.NOT_SIGNED_IN, CoreProblem.PUBLIC_LINK_PASSWORD);
              }
            })
        .replaceWithVoid();
  }

  private static void require(RateLimiter rateLimiter, PublicLink link, Visitor visitor) {
    if (!rateLimiter.takes(link.id() + " " + visitor.address)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.PUBLIC_LINK_THROTTLED);
    }
  }

  /** Fills the form in. Its quota and its devices hold also for those who come at once. */
  public Uni<Void> fill(Visit visit, Visitor visitor, RecordInput input) {
    require(filling, visit.link, visitor);
    return now(visit)
        .call(now -> reserve(now, visitor))
        .chain(
            now ->
                records
                    .create(now.guest, now.form, input)
                    .onFailure()
                    .call(() -> giveBack(now, visitor)))
        .replaceWithVoid();
  }

  private Uni<Void> reserve(Visit visit, Visitor visitor) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    UPDATE formwork.public_link SET used = used + 1 WHERE id = $1 AND revoked_at IS NULL
                    AND ($2::int IS NULL OR used < $2)\
                    """)
                .execute(Tuple.of(visit.link.id(), visit.link.settings().quota()))
                .invoke(
                    rows -> {
                      if (rows.rowCount() == 0) {
                        throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.PUBLIC_LINK_FULL);
                      }
                    })
                .chain(
                    () ->
                        visit.link.settings().oncePerDevice()
                            ? sql.preparedQuery(
                                    "INSERT INTO formwork.public_link_device (link_id, device)"
                                        + " VALUES ($1, $2) ON CONFLICT DO NOTHING")
                                .execute(Tuple.of(visit.link.id(), device(visitor)))
                                .map(rows -> rows.rowCount())
                            : Uni.createFrom().item(1))
                .invoke(
                    first -> {
                      if (first == 0) {
                        throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.PUBLIC_LINK_ONCE);
                      }
                    })
                .replaceWithVoid());
  }

  private static String device(Visitor visitor) {
    return SecretHashes.sha256(visitor.device);
  }

  private Uni<Void> giveBack(Visit visit, Visitor visitor) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery("UPDATE formwork.public_link SET used = used - 1 WHERE id = $1")
                .execute(Tuple.of(visit.link.id()))
                .chain(
                    () ->
                        sql.preparedQuery(
                                "DELETE FROM formwork.public_link_device WHERE link_id = $1 AND"
                                    + " device = $2")
                            .execute(Tuple.of(visit.link.id(), device(visitor))))
                .replaceWithVoid());
  }

  /** The record that is shown, while its maker may read it. */
  public Uni<StoredRecord> look(Visit visit) {
    return now(visit)
        .chain(now -> records.show(now.guest, now.maker, now.form, now.link.record()))
        .onFailure(Refusal.class)
        .transform(_ -> over());
  }

  /**
   * Looks a record up.
   *
   * @param known what somebody says of the two fields, in their order
   * @return those that have both values, at most ten; none when nothing goes with them
   */
  public Uni<List<StoredRecord>> find(Visit visit, Visitor visitor, List<String> known) {
    require(asking, visit.link, visitor);
    if (!askingAtAll.takes(visit.link.id().toString())) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.PUBLIC_LINK_THROTTLED);
    }
    var keys = visit.link.settings().match();
    var filter =
        condition(visit.form, keys.get(0), known.get(0))
            + " AND "
            + condition(visit.form, keys.get(1), known.get(1));
    var query = new RecordQuery(filter, null, List.of(), 10, null, 0);
    return now(visit)
        .chain(
            now ->
                queries
                    .list(now.guest, now.form, query)
                    .chain(recordPage -> readableToMaker(now, recordPage.items())));
  }

  private Uni<List<StoredRecord>> readableToMaker(Visit visit, List<StoredRecord> found) {
    return Multi.createFrom()
        .iterable(found)
        .onItem()
        .transformToUniAndConcatenate(one -> readableToMaker(visit, one))
        .filter(Objects::nonNull)
        .collect()
        .asList();
  }

  /** Null when the maker of the link may not read it. */
  private Uni<StoredRecord> readableToMaker(Visit visit, StoredRecord found) {
    return records
        .show(visit.guest, visit.maker, visit.form, found.id())
        .onFailure(Refusal.class)
        .recoverWithNull();
  }

  /** An expression; what was typed in becomes a literal and nothing else. */
  private static String condition(CompiledForm form, String key, String typed) {
    var value = typed == null ? "" : typed.strip();
    if (value.isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/" + key, CoreProblem.REQUIRED)));
    }
    var type = form.column(key).orElseThrow().type();
    try {
      return key + " = " + type.literal(type.parse(value));
    } catch (NumberFormatException _) {
      throw Refusal.invalid(List.of(Problem.at("/" + key, CoreProblem.NUMBER_EXPECTED)));
    } catch (DateTimeParseException _) {
      throw Refusal.invalid(List.of(Problem.at("/" + key, CoreProblem.DATE_EXPECTED)));
    }
  }
}
