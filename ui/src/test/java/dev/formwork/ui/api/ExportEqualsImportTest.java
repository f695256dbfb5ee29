package dev.formwork.ui.api;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.ui.LightRequests;
import dev.formwork.ui.RestImports;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records with values of every type, written over REST, exported and imported again: none of them
 * changes. {@code ./formwork test long cells} does it with 100,000 records.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ExportEqualsImportTest {

  private static final int RECORDS = Integer.getInteger("formwork.export.records", 60);

  /** As many as one file may well have. */
  private static final int RECORDS_IN_A_FILE = 20_000;

  private static final int AT_ONCE = 16;

  private static final List<String> CLIENTS = List.of("Acme, Inc.", "=1+1", "华辰\"自动化\"", "'Ann");
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "é",
          "泵",
          "😀",
          "'",
          "=",
          "+",
          "-",
          "@",
          ",",
          ";",
          "|",
          "\"",
          "\t",
          "\n",
          " ",
          "0",
          "1.234",
          "N/A",
          "12%",
          "TRUE",
          "\u00A0",
          "％",
          "，",
          "sep=;",
          "2026-02-29");

  @Inject TestMembers people;
  @Inject TestApps apps;

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> clients = new ArrayList<>();
  private RestRecords shop;
  private String ann;

  @BeforeEach
  void a_form_with_fields_of_every_type() {
    var admin = people.administrator();
    var options =
        "\"options\": [{\"key\": \"a\", \"title\": {\"en\": \"A, B\"}}, {\"key\": \"b\", \"title\": {\"en\": \"B\"}},"
            + " {\"key\": \"c\", \"title\": {\"en\": \"<= 5\"}}, {\"key\": \"d\", \"title\": {\"en\": \"b\"}}]";
    apps.publish(
        admin.caller(),
        "shop",
        form(
            "part",
            "",
            field("text", "code", "\"unique\": true"),
            field("text", "memo", ""),
            field("longText", "story", ""),
            field("number", "plain", ""),
            field("number", "fine", "\"scale\": 6"),
            field("number", "share", "\"percent\": true"),
            field("money", "amount", ""),
            field("money", "yen", "\"currency\": \"JPY\""),
            field("boolean", "flag", ""),
            field("date", "day", ""),
            field("dateTime", "moment", ""),
            field("time", "clock", ""),
            field("rating", "stars", ""),
            field("choice", "choice", options),
            field("choices", "choices", options),
            field("member", "owner", ""),
            field("lookup", "client", "\"form\": \"client\""),
            field("computed", "twice", "\"expression\": \"plain * 2\""),
            field(
                "subform",
                "lines",
                "\"fields\": ["
                    + field("text", "product", "")
                    + ", "
                    + field("number", "quantity", "")
                    + "]")),
        form("client", "", field("text", "name", "")));
    shop = new RestRecords(admin, "shop");
    ann = admin.caller().memberId().toString();
    for (var name : CLIENTS) {
      clients.add(shop.made("client", json.createObjectNode().put("name", name).toString()));
    }
  }

  @Test
  void a_csv_file_comes_back_unchanged() {
    comes_back("csv", "lines");
  }

  @Test
  void a_workbook_comes_back_unchanged() {
    comes_back("xlsx", null);
  }

  private void comes_back(String format, String rows) {
    long seed = Long.getLong("formwork.export.seed", System.nanoTime());
    var random = new Random(seed);
    for (int from = 0; from < RECORDS; from += RECORDS_IN_A_FILE) {
      int records = Math.min(RECORDS_IN_A_FILE, RECORDS - from);
      write(from, from + records, random);
      var run = importedAgain(format, rows, from);
      assertThat(run.getInt("unchanged"))
          .as("formwork.export.seed=%d, failures %s", seed, run.getList("failures"))
          .isEqualTo(records);
      assertThat(run.getInt("created") + run.getInt("updated") + run.getInt("failed")).isZero();
    }
  }

  private void write(int from, int to, Random random) {
    var requests = new LightRequests(shop.person().token());
    for (int i = from; i < to; i += AT_ONCE) {
      IntStream.range(i, Math.min(to, i + AT_ONCE))
          .mapToObj(number -> record(number, random).toString())
          .map(record -> requests.send("POST", shop.records("part"), record))
          .toList()
          .forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
    }
  }

  private JsonPath importedAgain(String format, String rows, int from) {
    var columns =
        new ArrayList<>(
            List.of(
                "code", "memo", "story", "plain", "fine", "share", "amount", "yen", "flag", "day",
                "moment", "clock", "stars", "choice", "choices", "owner", "client"));
    if (rows != null) {
      columns.add(rows);
    }
    var request =
        json.createObjectNode()
            .put("format", format)
            .put("filter", "code >= \"" + code(from) + "\"");
    columns.forEach(request.putArray("fields")::add);
    var file =
        shop.as()
            .body(request.toString())
            .post(shop.records("part") + ":export")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    var imports = new RestImports(shop.person(), "shop");
    return imports.over(imports.begin("part", "parts." + format, file, "{\"match\": \"code\"}"));
  }

  private static String code(int number) {
    return "P%07d".formatted(number);
  }

  private ObjectNode record(int number, Random random) {
    var record = json.createObjectNode().put("code", code(number));
    put(record, random, "memo", text(random));
    put(record, random, "story", text(random));
    put(record, random, "plain", digits(random, 15, random.nextInt(5)));
    put(record, random, "fine", digits(random, 12, random.nextInt(7)));
    put(record, random, "share", digits(random, 4, random.nextInt(5)));
    put(record, random, "amount", digits(random, 12, random.nextInt(3)));
    put(record, random, "yen", digits(random, 12, 0));
    record.put("flag", random.nextBoolean());
    put(
        record,
        random,
        "day",
        LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_650_000)).toString());
    put(record, random, "moment", moment(random));
    put(record, random, "clock", LocalTime.ofSecondOfDay(random.nextInt(86_400)).toString());
    put(record, random, "stars", BigDecimal.valueOf(1 + random.nextInt(5)));
    put(record, random, "choice", "abcd".substring(random.nextInt(4)).substring(0, 1));
    put(record, random, "owner", ann);
    put(record, random, "client", clients.get(random.nextInt(clients.size())));
    var choices = record.putArray("choices");
    random
        .ints(random.nextInt(4), 0, 4)
        .distinct()
        .forEach(option -> choices.add("abcd".substring(option, option + 1)));
    var lines = record.putArray("lines");
    for (int left = random.nextInt(4); left > 0; left--) {
      lines
          .addObject()
          .put("product", "p" + text(random))
          .put("quantity", digits(random, 9, random.nextInt(5)));
    }
    return record;
  }

  /** One cell in ten is empty. */
  private void put(ObjectNode record, Random random, String key, Object value) {
    if (random.nextInt(10) > 0) {
      record.set(key, json.valueToTree(value));
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder("t");
    for (int left = random.nextInt(6); left > 0; left--) {
      text.insert(
          random.nextBoolean() ? 0 : text.length(), PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static BigDecimal digits(Random random, int digits, int scale) {
    long bound = BigDecimal.TEN.pow(digits).longValueExact();
    return BigDecimal.valueOf(random.nextLong(-bound, bound), scale);
  }

  private static String moment(Random random) {
    long seconds = random.nextLong(-50_000_000_000L, 200_000_000_000L);
    long micros = random.nextBoolean() ? 0 : random.nextInt(1_000_000);
    return Instant.ofEpochSecond(seconds, micros * 1_000).toString();
  }
}
