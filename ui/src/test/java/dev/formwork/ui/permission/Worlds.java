package dev.formwork.ui.permission;

import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The straightforward model that permissions are held against: every rule asked of every record in
 * plain Java, without SQL, caches or compiled rights.
 */
final class Worlds {

  private static final List<FieldRight> RIGHTS = List.of(FieldRight.values());

  private Worlds() {}

  /** A member of the test's organisation. */
  record Person(String id, String role, Set<String> colleagues) {}

  record Client(String id, String name, int level, String owner) {}

  record Deal(
      String id,
      String name,
      BigDecimal amount,
      String phone,
      String owner,
      Client client,
      BigDecimal cost) {}

  /** A condition on records, as an expression and as Java. */
  record Rows<T>(String source, BiPredicate<Person, T> holds) {}

  static final List<Rows<Deal>> DEAL_ROWS =
      List.of(
          new Rows<>(null, (_, _) -> true),
          new Rows<>("owner = ME()", (me, deal) -> me.id().equals(deal.owner())),
          new Rows<>(
              "INDEPARTMENT(owner, MYDEPARTMENT())",
              (me, deal) -> me.colleagues().contains(deal.owner())),
          new Rows<>("amount > 500", (_, deal) -> deal.amount().intValue() > 500),
          new Rows<>(
              "customer.owner = ME() OR HASROLE(\"boss\")",
              (me, deal) ->
                  me.role().equals("boss")
                      || deal.client() != null && me.id().equals(deal.client().owner())),
          new Rows<>("NOT (owner = ME())", (me, deal) -> !me.id().equals(deal.owner())));

  static final List<Rows<Client>> CLIENT_ROWS =
      List.of(
          new Rows<>(null, (_, _) -> true),
          new Rows<>("owner = ME()", (me, client) -> me.id().equals(client.owner())),
          new Rows<>("level >= 3", (_, client) -> client.level() >= 3));

  /**
   * A permission set.
   *
   * @param role null: everyone
   */
  record Grant<T>(
      String role, Set<RecordAction> actions, Map<String, FieldRight> fields, Rows<T> rows) {

    boolean appliesTo(Person person) {
      return role == null || role.equals(person.role());
    }

    FieldRight right(String path) {
      int dot = path.indexOf('.');
      var own = fields.getOrDefault(path, FieldRight.WRITE);
      return dot < 0 ? own : own.atMost(right(path.substring(0, dot)));
    }

    String json(String key) {
      var rights =
          fields.entrySet().stream()
              .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue().json()))
              .collect(Collectors.joining(", "));
      return """
          {"key": "%s", "title": {"en": "%s"}, "who": %s, "actions": [%s], "fields": {%s}%s}"""
          .formatted(
              key,
              key,
              role == null ? "{\"everyone\": true}" : "{\"roles\": [\"" + role + "\"]}",
              actions.stream()
                  .map(recordAction -> "\"" + recordAction.json() + "\"")
                  .collect(Collectors.joining(", ")),
              rights,
              rows.source() == null
                  ? ""
                  : ", \"rows\": \"" + rows.source().replace("\"", "\\\"") + "\"");
    }
  }

  static <T> List<Grant<T>> grants(Random random, List<Rows<T>> rows, List<String> fields) {
    var grants = new ArrayList<Grant<T>>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var actions = EnumSet.noneOf(RecordAction.class);
      for (var recordAction :
          List.of(
              RecordAction.CREATE,
              RecordAction.CHANGE,
              RecordAction.DELETE,
              RecordAction.HISTORY,
              RecordAction.EXPORT)) {
        if (random.nextInt(3) == 0) {
          actions.add(recordAction);
        }
      }
      if (random.nextInt(6) > 0) {
        actions.add(RecordAction.READ);
      }
      var rights = new TreeMap<String, FieldRight>();
      for (var field : fields) {
        if (random.nextInt(3) == 0) {
          var right = RIGHTS.get(random.nextInt(4));
          boolean text = field.equals("name") || field.equals("phone");
          rights.put(field, right == FieldRight.MASKED && !text ? FieldRight.HIDDEN : right);
        }
      }
      var role = random.nextInt(3) == 0 ? "boss" : random.nextInt(3) == 0 ? "rep" : null;
      grants.add(new Grant<>(role, actions, rights, rows.get(random.nextInt(rows.size()))));
    }
    return grants;
  }

  static <T> String json(List<Grant<T>> grants) {
    var sets = new ArrayList<String>();
    for (int i = 0; i < grants.size(); i++) {
      sets.add(grants.get(i).json("set" + i));
    }
    return "{\"sets\": [" + String.join(",\n", sets) + "]}";
  }

  /** What a person may do with a form's records, asked the slow way. */
  record Model<T>(Person person, List<Grant<T>> grants) {

    static <T> Model<T> of(Person person, List<Grant<T>> all) {
      return new Model<>(person, all.stream().filter(one -> one.appliesTo(person)).toList());
    }

    boolean may(RecordAction recordAction) {
      return grants.stream().anyMatch(grant -> grant.actions().contains(recordAction));
    }

    boolean isKnown() {
      return may(RecordAction.READ) || may(RecordAction.CREATE);
    }

    private List<Grant<T>> readers() {
      return grants.stream().filter(grant -> grant.actions().contains(RecordAction.READ)).toList();
    }

    boolean may(RecordAction recordAction, T record) {
      return grants.stream()
          .anyMatch(
              grant ->
                  grant.actions().contains(recordAction)
                      && grant.rows().holds().test(person, record));
    }

    boolean sees(T record) {
      return may(RecordAction.READ, record);
    }

    /** How far a field is open on a record, by its rights alone. */
    FieldRight right(T record, String path) {
      return readers().stream()
          .filter(grant -> grant.rows().holds().test(person, record))
          .map(grant -> grant.right(path))
          .reduce(FieldRight.HIDDEN, FieldRight::orMore);
    }

    boolean reads(T record, String path) {
      return right(record, path).isReadable();
    }

    /** Whether two fields are both readable by one and the same set. */
    boolean readsBoth(T record, String one, String other) {
      return readers().stream()
          .filter(grant -> grant.rows().holds().test(person, record))
          .anyMatch(grant -> grant.right(one).isReadable() && grant.right(other).isReadable());
    }

    boolean everReads(String path) {
      return readers().stream().anyMatch(grant -> grant.right(path).isReadable());
    }

    boolean everReadsBoth(String one, String other) {
      return readers().stream()
          .anyMatch(grant -> grant.right(one).isReadable() && grant.right(other).isReadable());
    }

    boolean isUnlimited() {
      return readers().stream().anyMatch(grant -> grant.rows().source() == null);
    }

    /** Whether a field is readable on every record there is, whatever the records are. */
    boolean readsEverywhere(String path) {
      return isUnlimited()
          && (readers().stream()
                  .anyMatch(
                      grant -> grant.rows().source() == null && grant.right(path).isReadable())
              || readers().stream().allMatch(grant -> grant.right(path).isReadable()));
    }
  }
}
