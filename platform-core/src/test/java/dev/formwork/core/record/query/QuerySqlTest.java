package dev.formwork.core.record.query;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.searchable;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.access.Caller;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.testing.GoldenFile;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import dev.formwork.core.workspace.Workspace;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The SQL of lists: filters, orders, pages and what rights leave of them; as golden files. */
final class QuerySqlTest {

  private static final UUID ME = new UUID(0, 7);
  private static final RecordId RECORD = new RecordId(new UUID(1, 1));
  private static final UUID CLIENT = new UUID(2, 2);

  private static final OffsetDateTime NOW =
      OffsetDateTime.of(2026, 3, 2, 9, 30, 0, 0, ZoneOffset.UTC);

  private static final EvaluationContext MOMENT = EvaluationContext.at(NOW, ZoneOffset.UTC, ME);

  private static final TestForm CLIENTS = form("client").recordTitle("name").text("name");

  private static final TestForm DEALS =
      form("deal")
          .recordTitle("name")
          .text("name", searchable())
          .money("amount")
          .choice("stage", options("open", "won"))
          .member("owner")
          .lookup("client", "client", searchable())
          .text("secret", searchable());

  /** Everyone reads their own; of open deals everyone reads all but the secret and the amount. */
  private static final String OWN_AND_OPEN =
      """
      {"sets": [
        {"key": "own", "who": {"everyone": true}, "actions": ["read"], "rows": "owner = ME()"},
        {"key": "open", "who": {"everyone": true}, "actions": ["read"], "rows": "stage = \\"open\\"",
         "fields": {"secret": "hidden", "amount": "hidden"}}]}""";

  private static final String NO_SECRETS =
      """
      {"sets": [{"key": "all", "who": {"everyone": true}, "actions": ["read"], "fields": {"secret": "hidden"}}]}""";

  private static final String NOTHING =
      """
      {"sets": [{"key": "all", "who": {"everyone": true}, "actions": ["create"]}]}""";

  /** What a member sees of deals under these sets; the administrator without any. */
  private static RecordAccess access(String sets) {
    var forms = TestApp.compiled(sets == null ? Map.of() : Map.of("deal", sets), CLIENTS, DEALS);
    var deal = forms.get("deal");
    var member =
        new Membership(
            MemberId.of(ME),
            "me",
            "Me",
            null,
            false,
            true,
            sets == null,
            List.of(),
            Set.of(),
            null);
    var people =
        new Organization(new UUID(3, 3), List.of(member), List.of(), List.of(), ZoneOffset.UTC);
    var rights = AppPermissions.of(deal.links()).rights(people, member);
    return new RecordAccess(
        Caller.system(new Workspace(people.workspace(), "w", "W", "ws_w")),
        deal,
        rights.of(deal),
        rights,
        MOMENT);
  }

  private static RecordQuery query(String filter, String search, String... sort) {
    return new RecordQuery(filter, search, List.of(sort), 20, null, 0);
  }

  private static String page(RecordAccess access, RecordQuery query) {
    return text(new QuerySql(access).page(query, SortKey.of(access, query.sort())));
  }

  /** Behind its columns, which are long and the same for all. */
  private static String text(SqlBuilder sql) {
    var text = sql.toString();
    int from = text.indexOf(" FROM ");
    int columns = text.indexOf(", (", text.indexOf("SELECT"));
    var holding = columns > 0 && columns < from ? text.substring(columns, from) : "";
    return "…" + holding + text.substring(from) + "\n  " + sql.parameters();
  }

  private static StoredRecord stored(String stage, String client) {
    var data = new RecordData(6);
    data.set(0, "Big");
    data.set(1, new BigDecimal("12.50"));
    data.set(2, stage);
    data.set(3, ME);
    data.set(4, client == null ? null : new RecordRef(CLIENT, client));
    return new StoredRecord(
        RECORD,
        3,
        NOW,
        MemberId.of(ME),
        NOW.plusHours(1),
        MemberId.of(ME),
        "Big",
        data,
        RecordVisibility.ALL);
  }

  private static RecordQuery after(StoredRecord last, RecordAccess access, RecordQuery query) {
    return query.after(PageCursor.after(last, SortKey.of(access, query.sort())));
  }

  private final List<String> lines = new ArrayList<>();

  private void says(String what, String sql) {
    lines.add("# " + what);
    lines.add(sql);
  }

  private void holds(String golden) {
    new GoldenFile(QuerySqlTest.class, golden).holds(String.join("\n", lines) + "\n");
  }

  @Test
  void lists_of_someone_who_may_read_everything() {
    var access = access(null);
    says("newest first", page(access, query(null, null)));
    says("a filter", page(access, query("amount > 100 AND client.name = \"Acme\"", null)));
    says("words", page(access, query(null, "Big  50%_off")));
    says("by an amount, largest first", page(access, query(null, null, "-amount")));
    says("by stage and lookup", page(access, query(null, null, "stage", "-client", "name")));
    says("by time and title", page(access, query(null, null, "created_at", "-record_title")));
    says(
        "from a place the scroll bar was dragged to",
        page(access, new RecordQuery(null, null, List.of(), 50, null, 300)));
    says("how many", text(new QuerySql(access).count("stage = \"won\"", "big")));
    holds("lists.txt");
  }

  @Test
  void pages_go_on_behind_the_last_record() {
    var access = access(null);
    var record = stored("won", "Acme");
    var empty = stored(null, null);
    var newest = query(null, null);
    says("one way, never empty", page(access, after(record, access, newest)));
    var byTime = query(null, null, "-updated_at", "-id");
    says("by time", page(access, after(record, access, byTime)));
    var byAmount = query(null, null, "-amount");
    says("one way, with what may be empty", page(access, after(record, access, byAmount)));
    var byStage = query(null, null, "stage", "-client");
    says("both ways, with values", page(access, after(record, access, byStage)));
    says("both ways, empty", page(access, after(empty, access, byStage)));
    holds("pages.txt");
  }

  @Test
  void rights_leave_records_fields_words_and_orders() {
    var access = access(OWN_AND_OPEN);
    says("own records and open ones", page(access, query(null, null)));
    says("a filter on a field that is hidden on some", page(access, query("amount > 5", null)));
    says("an order by it", page(access, query(null, null, "-amount")));
    says("words in what is hidden on some", page(access, query(null, "big")));
    says("one record", text(new QuerySql(access).byId(RECORD)));
    says("a field hidden on all", page(access(NO_SECRETS), query(null, "big")));
    says("nothing", page(access(NOTHING), query(null, null)));
    holds("rights.txt");
  }

  @Test
  void among_other_records_the_same_is_asked_with_less() {
    var open = new SqlBuilder();
    new QuerySql(access(null)).among(open, "f", "big");
    says("everything may be read", open.toString() + "\n  " + open.parameters());
    var limited = new SqlBuilder();
    new QuerySql(access(OWN_AND_OPEN)).among(limited, "f", "big");
    says("some may be read", limited.toString() + "\n  " + limited.parameters());
    holds("among.txt");
  }

  @Test
  void a_filter_is_a_condition_on_what_may_be_read() {
    assertThat(refused(access(null), query("amount + 1", null))).isEqualTo("filter-not-boolean");
    assertThat(refused(access(null), query("RAND( > 1", null))).startsWith("expression-");
    assertThat(refused(access(NO_SECRETS), query("secret = \"x\"", null)))
        .isEqualTo("expression-unknown-field");
  }

  @Test
  void an_order_is_of_what_may_be_read_and_not_too_long() {
    assertThat(refused(access(NO_SECRETS), query(null, null, "secret"))).isEqualTo("cannot-sort");
    assertThat(refused(access(null), query(null, null, "nothing"))).isEqualTo("cannot-sort");
    assertThat(
            refused(
                access(null),
                query(null, null, "name", "amount", "stage", "owner", "client", "secret")))
        .isEqualTo("too-many-sort-keys");
  }

  @Test
  void a_cursor_belongs_to_its_order() {
    var access = access(null);
    var cursor = after(stored("won", "Acme"), access, query(null, null, "amount")).cursor();
    var same = query(null, null, "amount").after(cursor);
    assertThat(page(access, same)).contains("[12.50,");
    assertThat(refused(access, query(null, null, "-amount").after(cursor))).isEqualTo("bad-cursor");
    assertThat(refused(access, query(null, null, "name").after(cursor))).isEqualTo("bad-cursor");
    assertThat(refused(access, query(null, null, "amount").after("x" + cursor)))
        .isEqualTo("bad-cursor");
    assertThat(refused(access, query(null, null, "amount").after("é"))).isEqualTo("bad-cursor");
  }

  /** The code of the first problem. */
  private static String refused(RecordAccess access, RecordQuery query) {
    var codes = new ArrayList<String>();
    assertThatThrownBy(() -> page(access, query))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> refusal.problems().forEach(one -> codes.add(one.code())));
    return codes.getFirst();
  }
}
