package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What somebody types is read as it is meant, or stays with its field marked; nothing is emptied.
 */
@InWorld
final class TypedWordsTest {

  private World world;
  private Colleague writer;
  private String record;

  @BeforeAll
  void a_form_with_every_kind_of_input(World shared) {
    world = shared.installPack();
    world.publishForm("probe", ProbeForm.definition());
    world.record("account", Map.of("name", "Larkspur Retail"));
    writer = world.administrator();
  }

  @BeforeEach
  void a_record() {
    record =
        world.record(
            "probe",
            Map.of(
                "name",
                "Probe",
                "amount",
                "10",
                "due",
                "2026-04-04",
                "starts",
                "2026-04-04T06:30:15Z",
                "opens",
                "09:00",
                "lines",
                List.of(Map.of("item", "Pump", "price", "5", "wanted", "2026-05-05"))));
    writer.page().navigate(world.at("app/ltc/probe/" + record));
    assertThat(writer.at("#save-record")).isVisible();
    Browsers.settles(writer.page());
  }

  private JsonPath stored() {
    return world
        .asAdministrator()
        .get(World.records("probe") + "/" + record)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private Locator cell(String column) {
    return writer.at("[data-subform=lines] [data-column=" + column + "]").first();
  }

  private void type(Locator editor, String text) {
    var input = editor.locator("input, textarea").first();
    input.fill(text);
    input.press("Tab");
    Browsers.settles(writer.page());
  }

  private void isMarked(Locator editor, String text) {
    assertThat(editor).hasAttribute("invalid", "");
    assertThat(editor.locator("input, textarea").first()).hasValue(text);
    assertThat(editor).containsText(text);
  }

  private void savingIsRefused(String title) {
    writer.at("#save-record").click();
    assertThat(writer.at(".fw-record-body > .fw-error"))
        .containsText(Pattern.compile("Not saved yet.*" + title));
  }

  @Test
  void days_are_read_in_common_ways() {
    for (var text : new String[] {"2026-06-30", "2026年6月30日", "6/30/2026", "20260630"}) {
      type(writer.field("due"), text);
      writer.saves();
      assertThat(stored().getString("due")).as(text).isEqualTo("2026-06-30");
      type(writer.field("due"), "2026-04-04");
    }
  }

  @Test
  void amounts_are_read_as_they_are_pasted() {
    var amounts = Map.of("1,234.50", "1234.5", "￥1,280", "1280", "１２３", "123", "1e3", "1000");
    amounts.forEach(
        (text, read) -> {
          type(writer.field("amount"), text);
          assertThat(writer.field("amount").locator("input")).hasValue(read);
          writer.saves();
          assertThat(stored().getDouble("amount")).as(text).isEqualTo(Double.parseDouble(read));
        });
  }

  @Test
  void what_cannot_be_read_stays_and_nothing_is_saved() {
    var bad = Map.of("due", "2026-02-30", "amount", "1,12", "count", "2.5", "opens", "25:00");
    bad.forEach(
        (field, text) -> {
          type(writer.field(field), text);
          isMarked(writer.field(field), text);
          savingIsRefused(field);
          writer.reads(field, text);
          assertThat(stored().getString("due")).isEqualTo("2026-04-04");
          assertThat(stored().getInt("version")).isEqualTo(1);
          writer.page().reload();
          writer.at("#unsaved-discard").click();
        });
    writer.findsItInOrder("typed-bad");
  }

  @Test
  void a_moment_without_its_time_is_none() {
    type(writer.field("starts").locator("vaadin-combo-box"), "");
    assertThat(writer.field("starts")).containsText("The time is missing");
    savingIsRefused("starts");
    assertThat(stored().getString("starts")).startsWith("2026-04-04T06:30:15");
  }

  @Test
  void a_moment_that_nobody_touched_keeps_its_seconds() {
    type(writer.field("name"), "Renamed");
    writer.saves();
    assertThat(stored().getString("starts")).startsWith("2026-04-04T06:30:15");
  }

  @Test
  void the_key_for_saving_takes_what_is_being_typed() {
    writer.field("due").locator("input").fill("2026-06-30");
    writer.page().keyboard().press("Control+s");
    assertThat(writer.page().getByText("Saved").first()).isVisible();
    assertThat(stored().getString("due")).isEqualTo("2026-06-30");
    writer.field("due").locator("input").fill("2026-06-31");
    writer.page().keyboard().press("Control+s");
    isMarked(writer.field("due"), "2026-06-31");
    assertThat(stored().getString("due")).isEqualTo("2026-06-30");
  }

  @Test
  void a_corrected_text_is_no_longer_marked() {
    type(writer.field("due"), "2026-02-30");
    type(writer.field("due"), "2026-02-28");
    assertThat(writer.field("due")).not().hasAttribute("invalid", "");
    writer.saves();
    assertThat(stored().getString("due")).isEqualTo("2026-02-28");
  }

  @Test
  void an_emptied_field_is_emptied() {
    type(writer.field("due"), "");
    type(writer.field("amount"), "");
    writer.saves();
    assertThat(stored().getString("due")).isNull();
    assertThat(stored().getString("amount")).isNull();
  }

  @Test
  void columns_of_rows_keep_what_cannot_be_read() {
    type(cell("wanted"), "2026-02-30");
    isMarked(cell("wanted"), "2026-02-30");
    savingIsRefused("lines 1: wanted");
    assertThat(stored().getString("lines[0].wanted")).isEqualTo("2026-05-05");
    type(cell("wanted"), "2026-02-28");
    type(cell("price"), "￥1,280");
    writer.saves();
    assertThat(stored().getString("lines[0].wanted")).isEqualTo("2026-02-28");
    assertThat(stored().getInt("lines[0].price")).isEqualTo(1280);
  }

  @Test
  void a_name_that_is_not_there_stays_and_can_be_made() {
    type(writer.field("account"), "Nobody Ltd");
    isMarked(writer.field("account"), "Nobody Ltd");
    savingIsRefused("account");
    writer.findsItInOrder("lookup-new");
    writer.field("account").locator(".fw-make-target").click();
    var dialog = writer.at("vaadin-dialog[opened], vaadin-dialog-overlay").first();
    assertThat(writer.at("vaadin-dialog #field-name input")).hasValue("Nobody Ltd");
    writer.findsItInOrder("lookup-new-dialog");
    writer.at("#save-target").click();
    assertThat(dialog).isHidden();
    writer.reads("account", "Nobody Ltd");
    writer.saves();
    assertThat(stored().getString("account.title")).isEqualTo("Nobody Ltd");
  }

  @Test
  void a_name_typed_faster_than_the_list_comes_is_found() {
    type(writer.field("account"), "larkspur retail");
    writer.reads("account", "Larkspur Retail");
    writer.saves();
    assertThat(stored().getString("account.title")).isEqualTo("Larkspur Retail");
  }

  @Test
  void a_name_taken_out_again_leaves_the_field_empty() {
    type(writer.field("account"), "Nobody Ltd");
    type(writer.field("account"), "");
    assertThat(writer.field("account")).not().hasAttribute("invalid", "");
    writer.saves();
    assertThat(stored().getString("account")).isNull();
  }

  @Test
  void options_and_members_that_are_not_there_stay() {
    type(writer.field("kind"), "nonsense");
    isMarked(writer.field("kind"), "nonsense");
    type(writer.field("owner"), "Nobody");
    isMarked(writer.field("owner"), "Nobody");
    type(writer.field("tags"), "blue");
    assertThat(writer.field("tags")).containsText("“blue” is not among the options: red, green");
    savingIsRefused("kind, tags, owner");
  }

  @Test
  void a_filter_and_a_change_of_many_keep_what_cannot_be_read() {
    writer.page().navigate(world.at("app/ltc/probe"));
    writer.page().getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
    var dialog = writer.at("vaadin-dialog");
    dialog.locator("vaadin-select").first().click();
    writer
        .at("vaadin-select-item:visible")
        .filter(new Locator.FilterOptions().setHasText("due"))
        .click();
    var day = dialog.locator("vaadin-date-picker");
    type(day, "2026-02-30");
    dialog.getByText("Add", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(day).hasAttribute("invalid", "");
    assertThat(dialog).hasCount(1);
    type(day, "2026-04-04");
    dialog.getByText("Add", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(dialog).hasCount(0);
  }

  @Test
  void on_a_phone_in_chinese_it_is_as_clear() {
    var phone = world.hireAdministrator("Zhou Yi", "zh-CN", Screen.PHONE);
    phone.goesTo("app/ltc/probe/" + record);
    assertThat(phone.at("#save-record")).isVisible();
    phone.types("due", "2026-02-30").types("amount", "1,12").types("account", "没有这家");
    phone.types("starts", "2026-06-31");
    phone.findsItInOrder("typed-bad-phone-zh");
    phone.at("#save-record").click();
    assertThat(phone.at(".fw-record-body > .fw-error")).containsText("尚未保存");
    phone.findsItInOrder("typed-refused-phone-zh");
    phone.types("due", "2026年6月30日").types("amount", "￥1,280").types("account", "");
    phone.types("starts", "2026-06-30 14:30");
    phone.saves();
    assertThat(stored().getString("due")).isEqualTo("2026-06-30");
    assertThat(stored().getString("starts")).startsWith("2026-06-30T");
  }
}
