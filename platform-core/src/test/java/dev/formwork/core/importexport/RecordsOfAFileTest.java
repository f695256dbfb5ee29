package dev.formwork.core.importexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestApp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows of a file that are rows of one record, and records that are named by a unique field. */
final class RecordsOfAFileTest {

  private static final UUID ACME = new UUID(0, 1);

  private final Map<String, CompiledForm> forms =
      TestApp.compiled(
          Map.of(),
          TestApp.form("customer")
              .text("name")
              .text("tax_no", FieldSetting.unique())
              .number("number", FieldSetting.unique())
              .text("memo"),
          TestApp.form("order")
              .text("code", FieldSetting.unique())
              .text("memo")
              .lookup("customer", "customer")
              .subform(
                  "lines",
                  row -> row.text("product").number("quantity").lookup("payer", "customer")));

  private final CompiledForm form = forms.get("order");

  private RecordMapper mapper(String file, String said) {
    var table = CsvTable.read(file.getBytes(StandardCharsets.UTF_8));
    var plan = ImportService.plan(said);
    var columns =
        plan.columns().isEmpty()
            ? ImportPlan.guessed(form, table.header()).columns()
            : plan.columns();
    var checked =
        plan.withColumns(columns)
            .checked(form, table.header(), target -> target.keysOfLookup(form));
    var completed = PlanCompletion.of(form, table, checked).answered();
    return new RecordMapper(form, table, completed, ZoneOffset.UTC, Locale.ENGLISH);
  }

  private List<MappedRecord> mapped(RecordMapper mapper, Map<LookupSource, String> known) {
    var records =
        known.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey,
                    one -> Map.of(one.getValue(), List.of(new RecordRef(ACME, "Acme")))));
    var directory = new RecordMapper.Directory(records, Map.of());
    return mapper.records().stream().map(record -> mapper.map(record, directory)).toList();
  }

  private List<MappedRecord> mapped(String file, String said) {
    return mapped(mapper(file, said), Map.of());
  }

  private static List<String> failures(MappedRecord record) {
    return record.failures().stream()
        .map(failure -> failure.row() + " " + failure.column() + " " + failure.code())
        .toList();
  }

  private String shown(MappedRecord record) {
    var lines = form.subforms().getFirst();
    var rows = record.input().data().rows(lines.slot());
    return record.input().data().get(form.column("code").orElseThrow().slot())
        + ": "
        + String.join(", ", rows.stream().map(RecordsOfAFileTest::line).toList());
  }

  private static String line(RecordData row) {
    return row.get(0) + " × " + ((BigDecimal) row.get(1)).toBigInteger();
  }

  @Test
  void rows_that_repeat_the_key_become_rows_of_one_record() {
    var records =
        mapped(
            """
            code,memo,lines.product,Lines: Quantity
            A1,first,Pump,2
            A2,,Valve,1
            A1,,Hose,3
            A1,first,,
            """,
            "{}");
    assertThat(records)
        .extracting(this::shown)
        .containsExactly("A1: Pump × 2, Hose × 3", "A2: Valve × 1");
    assertThat(records).allSatisfy(record -> assertThat(record.failures()).isEmpty());
  }

  @Test
  void a_record_without_rows_leaves_those_it_has() {
    var record = mapped("code,lines.product\nA1,\n", "{}").getFirst();
    assertThat(record.input().given().get(form.subforms().getFirst().slot())).isFalse();
  }

  @Test
  void what_a_row_does_not_say_is_left_to_its_default() {
    var record = mapped("code,lines.product,lines.quantity\nA1,Pump,\n", "{}").getFirst();
    var row = record.input().data().rows(form.subforms().getFirst().slot()).getFirst();
    assertThat(row.isOpen(0)).isFalse();
    assertThat(row.isOpen(1)).isTrue();
  }

  @Test
  void rows_that_say_different_things_of_their_record_are_refused_with_all_of_it() {
    var records =
        mapped(
            """
            code,memo,lines.product
            A1,one,Pump
            A1,other,Hose
            A1,,Valve
            """,
            "{}");
    assertThat(failures(records.getFirst()))
        .containsExactly(
            "3 memo import-rows-differ", "2  import-group-refused", "4  import-group-refused");
  }

  @Test
  void a_column_that_becomes_no_field_can_tell_the_rows_of_a_record() {
    var plan =
        """
        {"groupBy": "no", "columns": {"memo": "memo", "product": "lines.product"}}""";
    var records = mapped("no,memo,product\n1,x,Pump\n2,y,Hose\n1,,Valve\n,z,Rope\n", plan);
    assertThat(records).hasSize(3);
    assertThat(records.getFirst().input().data().rows(form.subforms().getFirst().slot()))
        .hasSize(2);
    assertThat(failures(records.getLast())).containsExactly("5  import-group-empty");
  }

  @Test
  void a_file_whose_rows_nothing_ties_together_is_asked_about() {
    var said = "{\"columns\": {\"memo\": \"memo\", \"product\": \"lines.product\"}}";
    assertThatThrownBy(() -> mapper("memo,product\nx,Pump\n", said))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problems().getFirst().code()).isEqualTo("plan-group");
              assertThat(refusal.problems().getFirst().path()).isEqualTo("/plan/groupBy");
            });
  }

  @Test
  void problems_of_rows_are_told_of_the_lines_they_came_from() {
    var mapper = mapper("code,lines.product,lines.quantity\nA1,Pump,2\nA1,,\nA1,Hose,0\n", "{}");
    var failures =
        mapper.failures(
            mapper.records().getFirst(),
            List.of(
                Problem.at("/lines/1/quantity", CoreProblem.NUMBER_EXPECTED),
                Problem.at("/memo", CoreProblem.TEXT_EXPECTED)));
    assertThat(failures)
        .extracting(failure -> failure.row() + " " + failure.column())
        .containsExactly("4 lines.quantity", "2 memo", "3 ");
  }

  @Test
  void records_are_looked_up_by_a_unique_field_when_the_plan_says_so() {
    var source = new LookupSource(forms.get("customer").table().sql(), "tax_no");
    var plan = "{\"lookups\": {\"customer\": \"tax_no\", \"lines.payer\": \"tax_no\"}}";
    var file = "code,customer,lines.payer\nA1,DE 1,DE 1\nA2,DE 2,\n";
    var mapper = mapper(file, plan);
    assertThat(mapper.mentioned(mapper.records()).get(source)).containsExactly("DE 1", "DE 2");
    var records = mapped(mapper, Map.of(source, "DE 1"));
    var customer = form.column("customer").orElseThrow();
    assertThat(records.getFirst().failures()).isEmpty();
    assertThat(records.getFirst().input().data().get(customer.slot()))
        .isEqualTo(new RecordRef(ACME, "Acme"));
    assertThat(failures(records.getLast())).containsExactly("3 customer import-no-record-with");
  }

  @Test
  void numbers_that_name_records_are_read_as_numbers() {
    var mapper =
        mapper(
            "code,customer\nA1,\"1,000\"\nA2,007\n",
            "{\"lookups\": {\"customer\": \"number\"}, \"formats\": {\"customer\": {\"decimal\": \".\"}}}");
    assertThat(mapper.mentioned(mapper.records()).values().iterator().next())
        .containsExactly("1000", "7");
    assertThat(LookupSource.text(new BigDecimal("10.50"))).isEqualTo("10.5");
  }

  @Test
  void a_lookup_by_a_field_that_is_not_unique_is_refused_with_those_that_are() {
    assertThatThrownBy(
            () -> mapper("code,customer\nA1,x\n", "{\"lookups\": {\"customer\": \"memo\"}}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().message(Locale.ENGLISH))
                    .contains("memo", "tax_no, number"));
    assertThatThrownBy(
            () -> mapper("code,customer\nA1,x\n", "{\"lookups\": {\"code\": \"tax_no\"}}"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problems().getFirst().code()).isEqualTo("plan-no-lookup"));
  }

  @Test
  void batches_begin_and_end_with_records() {
    var records = mapper("code,lines.product\nA,1\nA,2\nB,1\nC,1\nC,2\nC,3\n", "{}").records();
    assertThat(FileBatch.of(records, 0, 3))
        .extracting(batch -> batch.from() + " " + batch.rows())
        .containsExactly("0 3", "3 3");
    assertThat(FileBatch.of(records, 2, 2))
        .extracting(batch -> batch.from() + " " + batch.rows())
        .containsExactly("2 1", "3 3");
    assertThat(FileBatch.of(records, 6, 2)).isEmpty();
  }
}
