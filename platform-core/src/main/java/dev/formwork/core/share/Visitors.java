package dev.formwork.core.share;

import dev.formwork.core.access.Caller;
import dev.formwork.core.access.Members;
import dev.formwork.core.access.OneTimeSecrets;
import dev.formwork.core.access.Throttle;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordInput;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordQuery;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.StoredRecord;
import dev.formwork.core.thread.OffEventLoop;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What people without an account can do through a public link: open it, fill in the form, look up
 * and read records. Runs through the same services as everyone else, as a {@link Caller.Guest} with
 * the rights of the link.
 */
@ApplicationScoped
public class Visitors {

  private final Pool pool;
  private final Workspaces workspaces;
  private final Members members;
  private final CompiledForms forms;
  private final RecordService records;
  private final RecordQueries queries;

  /** Per address and link; so that nobody fills a form, or guesses, by the thousand. */
  private final Throttle filling = new Throttle(Duration.ofSeconds(10), 10);

  private final Throttle asking = new Throttle(Duration.ofSeconds(6), 10);
  private final Throttle passwords = new Throttle(Duration.ofSeconds(30), 5);

  /** Per link, wherever they come from: many addresses are cheap. */
  private final Throttle askingAtAll = new Throttle(Duration.ofMillis(500), 100);

  Visitors(
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
  public record Visitor(String address, String device, Locale locale, ZoneId zone) {}

  /** A link that works, and its form. */
  public record Door(PublicLink link, CompiledForm form) {}

  /** An open door, and who stands in it. */
  public record Visit(PublicLink link, CompiledForm form, Caller guest, Caller maker) {}

  /**
   * Fails as not found for a link that never was, was revoked, or whose maker may not share any
   * more.
   */
  public Uni<Door> door(String token) {
    return link(token)
        .chain(
            link ->
                maker(link)
                    .chain(
                        maker ->
                            forms
                                .form(maker.workspace(), link.app(), link.form())
                                .invoke(form -> LinkRights.of(link, form, maker))
                                .map(form -> new Door(link, form))))
        .onFailure(Refusal.class)
        .transform(_ -> over());
  }

  private static Refusal over() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, "public-link-over");
  }

  private Uni<PublicLink> link(String token) {
    return pool.preparedQuery(
            "SELECT "
                + PublicLinks.COLUMNS
                + " FROM formwork.public_link l WHERE l.hash = $1 AND l.revoked_at IS NULL")
        .execute(Tuple.of(OneTimeSecrets.sha256(token)))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw over();
              }
              return PublicLinks.read(rows.iterator().next());
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
        .invoke(door -> requireOpen(door.link))
        .call(door -> requirePassword(door.link, password, visitor))
        .chain(
            door ->
                maker(door.link)
                    .map(
                        maker -> {
                          var set = LinkRights.of(door.link, door.form, maker);
                          var guest =
                              Caller.guest(
                                  maker.workspace(),
                                  maker.organization(),
                                  new Caller.Guest(door.link.app(), door.link.form(), set),
                                  visitor.locale,
                                  visitor.zone);
                          return new Visit(door.link, door.form, guest, maker);
                        }));
  }

  private static void requireOpen(PublicLink link) {
    var closed = link.closed(OffsetDateTime.now(ZoneOffset.UTC));
    if (closed != null) {
      throw Refusal.of(
          Refusal.Kind.FORBIDDEN,
          switch (closed) {
            case NOT_YET -> "public-link-not-yet";
            case OVER -> "public-link-closed";
            case FULL -> "public-link-full";
          });
    }
  }

  private Uni<Void> requirePassword(PublicLink link, String password, Visitor visitor) {
    if (!link.protectedByPassword()) {
      return Uni.createFrom().voidItem();
    }
    if (password == null || password.isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_SIGNED_IN, "public-link-password");
    }
    require(passwords, link, visitor);
    return pool.preparedQuery("SELECT password FROM formwork.public_link WHERE id = $1")
        .execute(Tuple.of(link.id()))
        .map(rows -> rows.iterator().next().getString(0))
        .chain(hash -> OffEventLoop.run(() -> OneTimeSecrets.matches(password, hash)))
        .invoke(
            right -> {
              if (!right) {
                throw Refusal.of(Refusal.Kind.NOT_SIGNED_IN, "public-link-password");
              }
            })
        .replaceWithVoid();
  }

  private static void require(Throttle throttle, PublicLink link, Visitor visitor) {
    if (!throttle.takes(link.id() + " " + visitor.address)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, "public-link-throttled");
    }
  }

  /** Fills the form in. Its quota and its devices hold also for those who come at once. */
  public Uni<Void> fill(Visit visit, Visitor visitor, RecordInput input) {
    requireOpen(visit.link);
    require(filling, visit.link, visitor);
    return reserve(visit, visitor)
        .chain(
            () ->
                records
                    .create(visit.guest, visit.form, input)
                    .onFailure()
                    .call(() -> giveBack(visit, visitor)))
        .replaceWithVoid();
  }

  private Uni<Void> reserve(Visit visit, Visitor visitor) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    UPDATE formwork.public_link SET used = used + 1 WHERE id = $1 AND revoked_at IS NULL
                    AND ($2::int IS NULL OR used < $2)""")
                .execute(Tuple.of(visit.link.id(), visit.link.settings().quota()))
                .invoke(
                    rows -> {
                      if (rows.rowCount() == 0) {
                        throw Refusal.of(Refusal.Kind.FORBIDDEN, "public-link-full");
                      }
                    })
                .chain(
                    () ->
                        visit.link.settings().oncePerDevice()
                            ? sql.preparedQuery(
                                    "INSERT INTO formwork.public_link_device (link_id, device) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                                .execute(Tuple.of(visit.link.id(), device(visitor)))
                                .map(rows -> rows.rowCount())
                            : Uni.createFrom().item(1))
                .invoke(
                    first -> {
                      if (first == 0) {
                        throw Refusal.of(Refusal.Kind.FORBIDDEN, "public-link-once");
                      }
                    })
                .replaceWithVoid());
  }

  private static String device(Visitor visitor) {
    return OneTimeSecrets.sha256(visitor.device);
  }

  private Uni<Void> giveBack(Visit visit, Visitor visitor) {
    return pool.withTransaction(
        sql ->
            sql.preparedQuery("UPDATE formwork.public_link SET used = used - 1 WHERE id = $1")
                .execute(Tuple.of(visit.link.id()))
                .chain(
                    () ->
                        sql.preparedQuery(
                                "DELETE FROM formwork.public_link_device WHERE link_id = $1 AND device = $2")
                            .execute(Tuple.of(visit.link.id(), device(visitor))))
                .replaceWithVoid());
  }

  /** The record that is shown, while its maker may read it. */
  public Uni<StoredRecord> look(Visit visit) {
    requireOpen(visit.link);
    return records
        .show(visit.guest, visit.maker, visit.form, visit.link.record())
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
    requireOpen(visit.link);
    require(asking, visit.link, visitor);
    if (!askingAtAll.takes(visit.link.id().toString())) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, "public-link-throttled");
    }
    var keys = visit.link.settings().match();
    var filter =
        condition(visit.form, keys.get(0), known.get(0))
            + " AND "
            + condition(visit.form, keys.get(1), known.get(1));
    var query = new RecordQuery(filter, null, List.of(), 10, null, 0);
    return queries
        .list(visit.guest, visit.form, query)
        .chain(
            page ->
                Multi.createFrom()
                    .iterable(page.items())
                    .onItem()
                    .transformToUniAndConcatenate(found -> readableToMaker(visit, found))
                    .filter(Objects::nonNull)
                    .collect()
                    .asList());
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
      throw Refusal.invalid(List.of(Problem.at("/" + key, "required")));
    }
    var type = form.column(key).orElseThrow().type();
    try {
      return switch (type) {
        case NUMBER, MONEY -> key + " = " + new BigDecimal(value).toPlainString();
        case DATE -> key + " = DATE(" + literal(LocalDate.parse(value).toString()) + ")";
        default -> key + " = " + literal(value);
      };
    } catch (NumberFormatException _) {
      throw Refusal.invalid(List.of(Problem.at("/" + key, "number-expected")));
    } catch (DateTimeParseException _) {
      throw Refusal.invalid(List.of(Problem.at("/" + key, "date-expected")));
    }
  }

  private static String literal(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
