package dev.formwork.core.importexport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.RatingField;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever is exported reads back as the same values, without a question: {@code
 * -Dformwork.export.cells=100000} tries so many cells of each type.
 */
final class ExportedFileReadingTest {

  private static final int CELLS = Integer.getInteger("formwork.export.cells", 1_000);
  private static final int RECORDS_IN_A_FILE = 50;

  private static final Map<MemberId, String> MEMBERS =
      Map.of(
          MemberId.of(new UUID(0, 1)),
          "Ann Lee",
          MemberId.of(new UUID(0, 2)),
          "李, 四",
          MemberId.of(new UUID(0, 3)),
          "'=Bob");
  private static final List<RecordRef> TARGETS =
      List.of(
          new RecordRef(new UUID(1, 1), "Acme, Inc."),
          new RecordRef(new UUID(1, 2), "=1+1"),
          new RecordRef(new UUID(1, 3), "华辰\"自动化\""));
  private static final List<String> PIECES =
      List.of(
          "a", "Z", "é", "ß", "泵", "😀", "'", "=", "+", "-", "@", ",", ";", "|", "\"", "\t", "\n",
          "\r\n", "\r", " ", "0", "1.234", "N/A", "#", "\u00A0", "％", "，", "sep=;", "_x000D_",
          "_x");

  private static TestForm fields(TestForm form) {
    return form.text("text")
        .field("longText", "long_text", FieldSetting.titled("Memo; all | of it"))
        .field("number", "number")
        .field("number", "whole", FieldSetting.scale(0))
        .field("number", "fine", FieldSetting.scale(3), FieldSetting.titled("text"))
        .field("number", "finest", FieldSetting.scale(10))
        .field("number", "weight", field -> field.put("unit", "kg"))
        .field("number", "share", field -> field.put("percent", true))
        .money("amount")
        .money("yen", field -> field.put("currency", "JPY"))
        .field("boolean", "flag")
        .date("day")
        .field("dateTime", "moment")
        .field("time", "time")
        .field("rating", "stars")
        .field("choice", "choice", ExportedFileReadingTest::options)
        .field("choices", "choices", ExportedFileReadingTest::options)
        .member("member")
        .lookup("target", "target");
  }

  /** Titles with separators in them, of the same letters, and that are another's key. */
  private static void options(com.fasterxml.jackson.databind.node.ObjectNode field) {
    var options = field.putArray("options");
    Map.of("a", "A, B", "b", "B", "c", "A", "d", "<= 5", "e", ">= 5", "f", "b", "g", "B")
        .forEach(
            (key, title) ->
                options.addObject().put("key", key).putObject("title").put("en", title));
  }

  private final CompiledForm form =
      TestApp.compiled(fields(TestApp.form("part")), TestApp.form("target").text("name"))
          .get("part");

  @Test
  void a_csv_file_reads_back_as_it_was() throws Exception {
    reads_back(CsvExportWriter::new, _ -> ZoneId.of("America/New_York"));
  }

  /** Cells of workbooks know no zone: moments are those of whoever imports them. */
  @Test
  void a_workbook_reads_back_as_it_was() throws Exception {
    reads_back(XlsxExportWriter::new, zone -> zone);
  }

  @FunctionalInterface
  private interface Writing {
    ExportWriter begin(ExportWriter.Layout layout, OutputStream out) throws IOException;
  }

  private void reads_back(Writing writing, UnaryOperator<ZoneId> importer) throws IOException {
    long seed = Long.getLong("formwork.export.seed", System.nanoTime());
    var random = new Random(seed);
    for (int cells = 0; cells < CELLS; cells += RECORDS_IN_A_FILE) {
      var zone = ZoneId.of(List.of("Asia/Shanghai", "Europe/Berlin", "UTC").get(random.nextInt(3)));
      var locale = random.nextBoolean() ? Locale.ENGLISH : Locale.CHINESE;
      var records = new ArrayList<RecordData>();
      for (int i = 0; i < RECORDS_IN_A_FILE; i++) {
        records.add(record(random));
      }
      var layout = new ExportWriter.Layout(form, form.columns(), List.of(), MEMBERS, locale, zone);
      var back = imported(exported(writing, layout, records), importer.apply(zone));
      for (int i = 0; i < RECORDS_IN_A_FILE; i++) {
        assertSame(records.get(i), back.get(i), seed);
      }
    }
  }

  private void assertSame(RecordData written, MappedRecord read, long seed) {
    assertThat(read.failures()).as("formwork.export.seed=%d", seed).isEmpty();
    for (var column : form.columns()) {
      assertThat(comparable(read.input().data().get(column.slot())))
          .as("%s, formwork.export.seed=%d", column.name(), seed)
          .isEqualTo(comparable(written.get(column.slot())));
    }
  }

  private static Object comparable(Object value) {
    return switch (value) {
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case OffsetDateTime moment -> moment.toInstant();
      case null, default -> value;
    };
  }

  private static byte[] exported(
      Writing writing, ExportWriter.Layout layout, List<RecordData> records) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = writing.begin(layout, out);
    writer.write(
        records.stream()
            .map(
                data ->
                    new StoredRecord(
                        RecordId.generate(), 1, null, null, null, null, "", data, null))
            .toList());
    writer.finish();
    return out.toByteArray();
  }

  private List<MappedRecord> imported(byte[] content, ZoneId zone) {
    var table = CsvTable.read(content);
    var plan = PlanCompletion.of(form, table, ImportPlan.guessed(form, table.header())).answered();
    assertThat(plan.columns().values())
        .containsExactlyInAnyOrderElementsOf(form.columns().stream().map(Column::name).toList());
    var mapper = new RecordMapper(form, table, plan, zone, Locale.ENGLISH);
    var members =
        MEMBERS.entrySet().stream()
            .collect(
                Collectors.toMap(
                    one -> dev.formwork.core.database.FoldedText.of(one.getValue()),
                    one -> Set.of(one.getKey())));
    var targets = TARGETS.stream().collect(Collectors.toMap(RecordRef::title, one -> List.of(one)));
    var lookedInto =
        form.columns().stream().filter(Column::isLookup).findFirst().orElseThrow().lookupTable();
    var directory =
        new RecordMapper.Directory(Map.of(new LookupSource(lookedInto, null), targets), members);
    return mapper.records().stream().map(record -> mapper.map(record, directory)).toList();
  }

  private RecordData record(Random random) {
    var data = new RecordData(form.slots());
    for (var column : form.columns()) {
      var value = value(column, random);
      // Never nothing in all of them, which would be an empty line.
      if (value != null && (column.name().equals("flag") || random.nextInt(10) > 0)) {
        data.set(column.slot(), column.field().normalize(value));
      }
    }
    return data;
  }

  private static Object value(Column column, Random random) {
    return switch (column.type()) {
      case TEXT, TEXTS ->
          switch (column.name()) {
            case "choice" -> key(random);
            case "choices" ->
                random
                    .ints(random.nextInt(4), 0, 7)
                    .mapToObj(ExportedFileReadingTest::key)
                    .toList();
            default -> text(random);
          };
      case NUMBER, MONEY -> number(column, random);
      case BOOLEAN -> random.nextBoolean();
      case DATE -> LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_650_000));
      case DATE_TIME -> moment(random);
      case TIME -> LocalTime.ofSecondOfDay(random.nextInt(86_400));
      case MEMBER -> new UUID(0, 1 + random.nextInt(3));
      case LOOKUP -> TARGETS.get(random.nextInt(TARGETS.size()));
    };
  }

  private static String key(Random random) {
    return key(random.nextInt(7));
  }

  private static String key(int index) {
    return String.valueOf((char) ('a' + index));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString().isBlank() ? null : text.toString();
  }

  private static BigDecimal number(Column column, Random random) {
    int scale =
        switch (column.field()) {
          case RatingField _ -> -1;
          case MoneyField money -> money.storedScale();
          case NumberField number -> number.storedScale();
          default -> throw new IllegalStateException(column.name());
        };
    if (scale < 0) {
      return BigDecimal.valueOf(1L + random.nextInt(5));
    }
    int bits = 1 + random.nextInt(column.field() instanceof MoneyField ? 50 : 62);
    return new BigDecimal(new BigInteger(bits, random), random.nextInt(scale + 1))
        .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
  }

  private static OffsetDateTime moment(Random random) {
    long seconds = random.nextLong(-50_000_000_000L, 200_000_000_000L);
    long micros = random.nextBoolean() ? 0 : random.nextInt(1_000_000);
    return OffsetDateTime.ofInstant(Instant.ofEpochSecond(seconds, micros * 1_000), ZoneOffset.UTC);
  }
}
