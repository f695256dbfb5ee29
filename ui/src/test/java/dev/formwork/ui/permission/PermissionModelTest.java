package dev.formwork.ui.permission;

import static dev.formwork.core.testing.FieldSetting.reveals;
import static dev.formwork.core.testing.FieldSetting.scale;
import static dev.formwork.core.testing.FieldSetting.searchable;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.event.ChangeFeed;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.RecordChangeStream;
import dev.formwork.core.record.access.Redaction;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.permission.Worlds.Client;
import dev.formwork.ui.permission.Worlds.Deal;
import dev.formwork.ui.permission.Worlds.Grant;
import dev.formwork.ui.permission.Worlds.Model;
import dev.formwork.ui.permission.Worlds.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random permission sets on random records: what every endpoint shows must be what a
 * straightforward model says. A failure names its seed.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class PermissionModelTest {

  private static final int ROUNDS = Integer.getInteger("formwork.rounds", 6);
  private static final List<String> DEAL_FIELDS =
      List.of(
          "name", "amount", "phone", "owner", "customer", "twice", "hint", "lines", "lines.cost");
  private static final List<String> CLIENT_FIELDS = List.of("name", "level", "owner", "total");

  private static final String CLIENT =
      form("client")
          .recordTitle("name")
          .text("name", searchable())
          .number("level", scale(0))
          .member("owner")
          .sum("total", "deal", "customer", "amount")
          .json();

  private static final String DEAL =
      form("deal")
          .recordTitle("name")
          .text("name", searchable())
          .money("amount")
          .text("phone", searchable())
          .text("note")
          .member("owner")
          .lookup("customer", "client")
          .computed("twice", "amount * 2")
          .computed("hint", "amount * 3", reveals())
          .subform("lines", row -> row.text("product").number("cost"), titled("Lines"))
          .json();

  @Inject RecordChangeStream events;
  @Inject ChangeFeed feed;
  @Inject CompiledForms forms;
  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject OrganizationCommands changes;

  private final List<Cancellable> streams = new ArrayList<>();
  private RestRecords admin;
  private final Map<Person, RestRecords> members = new LinkedHashMap<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Deal> deals = new ArrayList<>();
  private String context;

  private void build(Random random) {
    var boss = people.administrator();
    apps.publish(boss.caller(), "crm", CLIENT, DEAL);
    admin = new RestRecords(boss, "crm");
    organise(boss);
    var owners = new ArrayList<>(members.keySet().stream().map(Person::id).toList());
    owners.add(null);
    for (int i = 0; i < 6; i++) {
      var owner = owners.get(random.nextInt(owners.size()));
      int level = random.nextInt(6);
      var id =
          admin.made(
              "client",
              "{\"name\": \"Client %d\", \"level\": %d, \"owner\": %s}"
                  .formatted(i, level, quoted(owner)));
      clients.add(new Client(id, "Client " + i, level, owner));
    }
    for (int i = 0; i < 18; i++) {
      deals.add(deal(random, i, owners.get(random.nextInt(owners.size()))));
    }
  }

  private void organise(TestMembers.Person boss) {
    var caller = boss.caller();
    for (var role : List.of("boss", "rep")) {
      ServiceCalls.await(() -> changes.saveRole(caller, role, Title.of(role)));
    }
    var sales =
        ServiceCalls.await(
            () ->
                changes.addDepartment(
                    caller, new OrganizationCommands.DepartmentRequest("Sales", null, null)));
    var north =
        ServiceCalls.await(
            () ->
                changes.addDepartment(
                    caller, new OrganizationCommands.DepartmentRequest("North", sales, null)));
    var places = List.of(List.of(sales), List.of(north), List.of(north), List.<UUID>of());
    var roles = List.of("boss", "rep", "", "rep");
    var made = new ArrayList<TestMembers.Person>();
    for (int i = 0; i < places.size(); i++) {
      var one =
          people.in(caller.workspace(), "m" + i + UUID.randomUUID(), Caller.Role.MEMBER, false);
      made.add(one);
      var standing =
          new OrganizationCommands.MembershipRequest(
              true,
              false,
              places.get(i),
              roles.get(i).isEmpty() ? Set.of() : Set.of(roles.get(i)),
              null);
      ServiceCalls.await(() -> changes.place(caller, one.caller().memberId(), standing));
    }
    for (int i = 0; i < made.size(); i++) {
      var id = made.get(i).caller().memberId();
      var department = places.get(i).isEmpty() ? null : places.get(i).getFirst();
      var colleagues = new HashSet<String>();
      for (int j = 0; j < made.size(); j++) {
        boolean inside =
            department != null
                && !places.get(j).isEmpty()
                && (places.get(j).getFirst().equals(department) || department.equals(sales));
        if (inside) {
          colleagues.add(made.get(j).caller().memberId().toString());
        }
      }
      members.put(
          new Person(id.toString(), roles.get(i), colleagues), new RestRecords(made.get(i), "crm"));
    }
  }

  private Deal deal(Random random, int i, String owner) {
    var client = random.nextInt(4) == 0 ? null : clients.get(random.nextInt(clients.size()));
    var amount = BigDecimal.valueOf(random.nextInt(10) * 100L);
    var cost = BigDecimal.valueOf(random.nextInt(9));
    var phone = "138001380" + (10 + i);
    var id =
        admin.made(
            "deal",
            """
            {"name": "Deal %d", "amount": %s, "phone": "%s", "owner": %s, "customer": %s, "lines": [{"product": "pump", "cost": %s}]}"""
                .formatted(
                    i,
                    amount,
                    phone,
                    quoted(owner),
                    client == null ? null : quoted(client.id()),
                    cost));
    return new Deal(id, "Deal " + i, amount, phone, owner, client, cost);
  }

  private static String quoted(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  @Test
  void what_is_shown_is_what_the_model_says() throws Exception {
    long seed = Long.getLong("formwork.seed", new Random().nextLong());
    var random = new Random(seed);
    build(random);
    for (int round = 0; round < ROUNDS; round++) {
      var dealGrants = Worlds.grants(random, Worlds.DEAL_ROWS, DEAL_FIELDS);
      var clientGrants = Worlds.grants(random, Worlds.CLIENT_ROWS, CLIENT_FIELDS);
      put("deal", Worlds.json(dealGrants));
      put("client", Worlds.json(clientGrants));
      for (var person : members.keySet()) {
        context =
            "-Dformwork.seed=%d, round %d, %s%ndeal: %s%nclient: %s"
                .formatted(seed, round, person, Worlds.json(dealGrants), Worlds.json(clientGrants));
        check(person, dealGrants, clientGrants);
      }
      context = "-Dformwork.seed=%d, round %d, live events".formatted(seed, round);
      liveEvents(dealGrants, clientGrants, round);
    }
  }

  private void put(String form, String sets) {
    admin.as().body(sets).put("/api/v1/apps/crm/permissions/" + form).then().statusCode(204);
  }

  private void check(
      Person person, List<Grant<Deal>> dealGrants, List<Grant<Client>> clientGrants) {
    var model = Model.of(person, dealGrants);
    var client = Model.of(person, clientGrants);
    var rest = members.get(person);
    var seen = deals.stream().filter(model::sees).toList();
    singles(rest, model, client);
    export(rest, model, exporting(person, dealGrants), client);
    if (!model.may(RecordAction.READ)) {
      int status = model.isKnown() ? 403 : 404;
      status(rest.as().get(rest.records("deal")), status);
      return;
    }
    list(rest, model, client, seen);
    filters(rest, model, client, seen);
    sorting(rest, model, seen);
    search(rest, model, seen);
    sums(rest, model, seen);
    history(rest, model);
    rollup(rest, model, client);
  }

  private void status(Response response, int expected) {
    assertThat(response.statusCode())
        .as(() -> context + "\n" + response.asString())
        .isEqualTo(expected);
  }

  private void singles(RestRecords rest, Model<Deal> model, Model<Client> client) {
    for (var deal : deals.subList(0, 6)) {
      var response = rest.as().get(rest.records("deal") + "/" + deal.id());
      if (!model.may(RecordAction.READ)) {
        status(response, model.isKnown() ? 403 : 404);
      } else if (!model.sees(deal)) {
        status(response, 404);
      } else {
        status(response, 200);
        record(response.jsonPath(), "", deal, model, client);
      }
    }
  }

  /** An export goes by the sets alone that give it. */
  private static Model<Deal> exporting(Person person, List<Grant<Deal>> grants) {
    return Model.of(
        person,
        grants.stream().filter(one -> one.actions().contains(RecordAction.EXPORT)).toList());
  }

  private void export(
      RestRecords rest, Model<Deal> model, Model<Deal> exporting, Model<Client> client) {
    var response =
        rest.as().body("{\"format\": \"ndjson\"}").post(rest.records("deal") + ":export");
    if (!exporting.may(RecordAction.READ)) {
      status(response, model.isKnown() ? 403 : 404);
      return;
    }
    status(response, 200);
    var lines = response.asString().lines().map(JsonPath::from).toList();
    assertThat(lines.stream().map(line -> line.getString("id")))
        .as(context)
        .containsExactlyInAnyOrderElementsOf(ids(deals.stream().filter(exporting::sees).toList()));
    lines.forEach(line -> record(line, "", deal(line.getString("id")), exporting, client));
  }

  /** Everyone listens while an administrator changes some records. */
  private void liveEvents(List<Grant<Deal>> dealGrants, List<Grant<Client>> clientGrants, int round)
      throws Exception {
    var form =
        ServiceCalls.await(() -> forms.form(admin.person().caller().workspace(), "crm", "deal"));
    // Not those whose history is looked at.
    var touched = deals.subList(deals.size() - 3, deals.size());
    var batches = new AtomicInteger();
    var end = feed.listen(form.table().schema(), form.key(), _ -> batches.incrementAndGet());
    var all = listen(admin, form);
    var heard = new LinkedHashMap<Person, Listener>();
    members.forEach(
        (person, rest) -> {
          if (Model.of(person, dealGrants).may(RecordAction.READ)) {
            heard.put(person, listen(rest, form));
          }
        });
    touched.forEach(
        one ->
            admin.patch("deal", one.id(), "{\"note\": \"r%d\"}".formatted(round)).statusCode(200));
    Eventually.holds(() -> all.records().size() == touched.size());
    // What nobody may hear cannot be waited for. So one more change follows: who begins to read
    // that one has read all before it.
    var last = deals.get(deals.size() - touched.size() - 1);
    admin.patch("deal", last.id(), "{\"note\": \"r%d\"}".formatted(round)).statusCode(200);
    Eventually.holds(() -> all.records().size() == touched.size() + 1);
    Eventually.holds(
        () -> heard.values().stream().allMatch(one -> one.readings().get() == batches.get()));
    end.run();
    heard.forEach(
        (person, listener) -> {
          var records =
              listener.records().stream()
                  .filter(record -> !record.id().toString().equals(last.id()))
                  .toList();
          var model = Model.of(person, dealGrants);
          assertThat(records.stream().map(record -> record.id().toString()))
              .as(() -> context + "\n" + Worlds.json(dealGrants))
              .containsExactlyInAnyOrderElementsOf(
                  ids(touched.stream().filter(model::sees).toList()));
          for (var record : records) {
            var json =
                RecordJsonWriter.text(out -> RecordJsonWriter.write(out, form, record, List.of()));
            record(
                JsonPath.from(json),
                "",
                deal(record.id().toString()),
                model,
                Model.of(person, clientGrants));
          }
        });
    streams.forEach(Cancellable::cancel);
    streams.clear();
  }

  /**
   * @param readings how many batches of changes this listener began to read, one after the other
   */
  private record Listener(List<StoredRecord> records, AtomicInteger readings) {}

  private Listener listen(RestRecords rest, CompiledForm form) {
    var heard = new CopyOnWriteArrayList<StoredRecord>();
    var readings = new AtomicInteger();
    var caller = rest.person().caller();
    Supplier<Uni<Caller>> reader =
        () -> {
          readings.incrementAndGet();
          return Uni.createFrom().item(caller);
        };
    streams.add(
        events
            .of(reader, caller, form)
            .subscribe()
            .with(
                event -> {
                  if (event instanceof RecordChangeStream.Event.Changed changed) {
                    heard.add(changed.record());
                  }
                }));
    return new Listener(heard, readings);
  }

  private void list(RestRecords rest, Model<Deal> model, Model<Client> client, List<Deal> seen) {
    var response =
        rest.as().queryParam("limit", 7).queryParam("count", "exact").get(rest.records("deal"));
    status(response, 200);
    var ids = new ArrayList<String>();
    assertThat(response.jsonPath().getInt("count")).as(context).isEqualTo(seen.size());
    while (true) {
      var json = response.jsonPath();
      int size = json.getList("items").size();
      for (int i = 0; i < size; i++) {
        String id = json.getString("items[" + i + "].id");
        ids.add(id);
        record(json, "items[" + i + "].", deal(id), model, client);
      }
      String cursor = json.getString("nextCursor");
      if (cursor == null) {
        break;
      }
      response =
          rest.as().queryParam("limit", 7).queryParam("cursor", cursor).get(rest.records("deal"));
      status(response, 200);
    }
    assertThat(ids).as(context).containsExactlyInAnyOrderElementsOf(ids(seen));
  }

  private Deal deal(String id) {
    return deals.stream().filter(deal -> deal.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> ids(List<Deal> deals) {
    return deals.stream().map(Deal::id).toList();
  }

  private void record(
      JsonPath json, String at, Deal deal, Model<Deal> model, Model<Client> client) {
    text(json, at + "name", model.right(deal, "name"), deal.name());
    text(
        json,
        at + "record_title",
        model.reads(deal, "name") ? FieldRight.READ : FieldRight.HIDDEN,
        deal.name());
    text(json, at + "phone", model.right(deal, "phone"), deal.phone());
    number(json, at + "amount", model.reads(deal, "amount"), deal.amount());
    number(
        json,
        at + "twice",
        model.readsBoth(deal, "twice", "amount"),
        deal.amount().multiply(BigDecimal.TWO));
    number(
        json,
        at + "hint",
        model.reads(deal, "hint"),
        deal.amount().multiply(BigDecimal.valueOf(3)));
    assertThat(json.getString(at + "owner"))
        .as(context)
        .isEqualTo(model.reads(deal, "owner") ? deal.owner() : null);
    var target = model.reads(deal, "customer") ? deal.client() : null;
    assertThat(json.getString(at + "customer.id"))
        .as(context)
        .isEqualTo(target == null ? null : target.id());
    assertThat(json.getString(at + "customer.title"))
        .as(context)
        .isEqualTo(target != null && client.reads(target, "name") ? target.name() : null);
    if (at.isEmpty()) {
      number(json, at + "lines[0].cost", model.reads(deal, "lines.cost"), deal.cost());
      assertThat(json.getString(at + "lines[0].product"))
          .as(context)
          .isEqualTo(model.reads(deal, "lines") ? "pump" : null);
    }
  }

  private void text(JsonPath json, String path, FieldRight right, String value) {
    assertThat(json.getString(path))
        .as(path + "\n" + context)
        .isEqualTo(
            switch (right) {
              case HIDDEN -> null;
              case MASKED -> Redaction.masked(value);
              case READ, WRITE -> value;
            });
  }

  private void number(JsonPath json, String path, boolean shown, BigDecimal value) {
    Object found = json.get(path);
    if (shown) {
      assertThat(new BigDecimal(String.valueOf(found)))
          .as(path + "\n" + context)
          .isEqualByComparingTo(value);
    } else {
      assertThat(found).as(path + "\n" + context).isNull();
    }
  }

  private void filters(RestRecords rest, Model<Deal> model, Model<Client> client, List<Deal> seen) {
    filter(
        rest,
        "amount > 300",
        model.everReads("amount"),
        seen.stream()
            .filter(deal -> model.reads(deal, "amount") && deal.amount().intValue() > 300)
            .toList());
    filter(
        rest,
        "NOT (amount > 300)",
        model.everReads("amount"),
        seen.stream()
            .filter(deal -> !(model.reads(deal, "amount") && deal.amount().intValue() > 300))
            .toList());
    filter(
        rest,
        "twice >= 600",
        model.everReadsBoth("twice", "amount"),
        seen.stream()
            .filter(
                deal -> model.readsBoth(deal, "twice", "amount") && deal.amount().intValue() >= 300)
            .toList());
    filter(
        rest,
        "phone CONTAINS \"8001\"",
        model.everReads("phone"),
        seen.stream().filter(deal -> model.reads(deal, "phone")).toList());
    filter(
        rest,
        "SUM(lines.cost) > 4",
        model.everReads("lines.cost"),
        seen.stream()
            .filter(deal -> model.reads(deal, "lines.cost") && deal.cost().intValue() > 4)
            .toList());
    filter(
        rest,
        "customer.level >= 2",
        model.everReads("customer") && client.everReads("level"),
        seen.stream()
            .filter(deal -> model.reads(deal, "customer") && deal.client() != null)
            .filter(deal -> client.reads(deal.client(), "level") && deal.client().level() >= 2)
            .toList());
    filter(
        rest,
        "customer = \"Client 1\"",
        model.everReads("customer"),
        seen.stream()
            .filter(deal -> model.reads(deal, "customer") && deal.client() != null)
            .filter(
                deal ->
                    deal.client().name().equals("Client 1") && client.reads(deal.client(), "name"))
            .toList());
    filter(
        rest,
        "COUNTRECORDS(\"client\", level >= 2) >= 2",
        client.may(RecordAction.READ) && client.everReads("level"),
        clients.stream().filter(one -> client.reads(one, "level") && one.level() >= 2).count() >= 2
            ? seen
            : List.of());
  }

  private void filter(RestRecords rest, String filter, boolean known, List<Deal> expected) {
    var response = rest.as().queryParam("filter", filter).get(rest.records("deal"));
    if (!known) {
      status(response, 400);
      return;
    }
    status(response, 200);
    assertThat(response.jsonPath().getList("items.id", String.class))
        .as(filter + "\n" + context)
        .containsExactlyInAnyOrderElementsOf(ids(expected));
  }

  private void sorting(RestRecords rest, Model<Deal> model, List<Deal> seen) {
    var response = rest.as().queryParam("sort", "-amount,id").get(rest.records("deal"));
    if (!model.everReads("amount")) {
      status(response, 400);
      return;
    }
    status(response, 200);
    var expected =
        seen.stream()
            .sorted(
                Comparator.comparing(
                        (Deal deal) -> model.reads(deal, "amount") ? deal.amount() : null,
                        Comparator.nullsLast(Comparator.reverseOrder()))
                    .thenComparing(Deal::id))
            .toList();
    assertThat(response.jsonPath().getList("items.id", String.class))
        .as(context)
        .isEqualTo(ids(expected));
  }

  private void search(RestRecords rest, Model<Deal> model, List<Deal> seen) {
    for (var word : List.of("deal 1", "13800138012")) {
      var response = rest.as().queryParam("search", word).get(rest.records("deal"));
      status(response, 200);
      assertThat(response.jsonPath().getList("items.id", String.class))
          .as(word + "\n" + context)
          .containsExactlyInAnyOrderElementsOf(
              ids(seen.stream().filter(deal -> finds(model, deal, word)).toList()));
    }
  }

  private static boolean finds(Model<Deal> model, Deal deal, String words) {
    for (var word : words.split(" ")) {
      boolean found =
          model.reads(deal, "name") && deal.name().toLowerCase(java.util.Locale.ROOT).contains(word)
              || model.reads(deal, "phone") && deal.phone().contains(word);
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private void sums(RestRecords rest, Model<Deal> model, List<Deal> seen) {
    var response =
        rest.as()
            .body(
                "{\"groupBy\": [], \"measures\": [{\"aggregate\": \"sum\", \"field\": \"amount\"}, {\"aggregate\": \"count\"}]}")
            .post(rest.records("deal") + ":aggregate");
    if (!model.everReads("amount")) {
      status(response, 400);
      return;
    }
    status(response, 200);
    var sum =
        seen.stream()
            .filter(deal -> model.reads(deal, "amount"))
            .map(Deal::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(new BigDecimal(response.jsonPath().getString("groups[0].figures[0]")))
        .as(context)
        .isEqualByComparingTo(sum);
    assertThat(response.jsonPath().getInt("groups[0].figures[1]"))
        .as(context)
        .isEqualTo(seen.size());
  }

  private void history(RestRecords rest, Model<Deal> model) {
    for (var deal : deals.subList(0, 3)) {
      var response = rest.as().get(rest.records("deal") + "/" + deal.id() + "/changes");
      if (!model.may(RecordAction.HISTORY)) {
        status(response, 403);
      } else if (!model.sees(deal)) {
        status(response, 404);
      } else if (!model.may(RecordAction.HISTORY, deal)) {
        status(response, 403);
      } else {
        status(response, 200);
        var json = response.jsonPath();
        text(json, "items[0].changes.phone.to", model.right(deal, "phone"), deal.phone());
        number(json, "items[0].changes.amount.to", model.reads(deal, "amount"), deal.amount());
        number(
            json,
            "items[0].changes.lines.to[0].cost",
            model.reads(deal, "lines.cost"),
            deal.cost());
      }
    }
  }

  /** What is added up over deals is shown only to those who may read all that is added. */
  private void rollup(RestRecords rest, Model<Deal> model, Model<Client> client) {
    boolean open =
        model.isUnlimited() && model.readsEverywhere("amount") && model.readsEverywhere("customer");
    for (var one : clients) {
      if (client.may(RecordAction.READ) && client.sees(one)) {
        var total =
            deals.stream()
                .filter(deal -> Objects.equals(deal.client(), one))
                .map(Deal::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        number(
            rest.as().get(rest.records("client") + "/" + one.id()).jsonPath(),
            "total",
            open && client.reads(one, "total"),
            total);
      }
    }
  }
}
