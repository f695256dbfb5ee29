package dev.formwork.ui.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doors into and out of a workspace: second factor, sessions, public links, files, leaving. */
@InWorld
final class DoorsTest {

  /** How long an open page of a link that is no more may stay. */
  private static final double MILLIS_UNTIL_OVER = 20_000;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private World world;
  private Page admin;

  @BeforeEach
  void a_pack_with_samples(World own) {
    world = own.installPackWithSamples();
  }

  private Page guest() {
    return world.page(Screen.PHONE, "zh-CN");
  }

  private static void isAccessible(Page page) {
    assertThat(Browsers.accessibilityProblems(page)).isEmpty();
  }

  private static String code(String secret) throws Exception {
    var bits = new StringBuilder();
    secret
        .replace(" ", "")
        .chars()
        .map(BASE32::indexOf)
        .forEach(value -> bits.append(Integer.toBinaryString(value + 32).substring(1)));
    var bytes = new byte[bits.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
    }
    return new TimeBasedOneTimePasswordGenerator()
        .generateOneTimePasswordString(
            new SecretKeySpec(bytes, "HmacSHA1"), Instant.now(), Locale.ROOT);
  }

  private static void choose(Page page, Locator combo, String option) {
    combo.locator("input").first().click();
    page.keyboard().type(option);
    page.locator(
            "vaadin-combo-box-item:visible, vaadin-multi-select-combo-box-item:visible",
            new Page.LocatorOptions().setHasText(option))
        .first()
        .click();
    page.keyboard().press("Escape");
  }

  @Test
  void a_list_goes_into_a_file_as_it_is_filtered() throws Exception {
    admin = world.administratorAt("app/ltc/opportunity");
    Browsers.shot(admin, "list-actions");
    assertThat(admin.locator("vaadin-grid-cell-content:visible").getByText("Won").first())
        .isVisible();
    admin.locator("#export").click();
    Browsers.shot(admin, "export");
    isAccessible(admin);
    Download file = admin.waitForDownload(() -> admin.locator("#export-csv").click());
    assertThat(Files.readString(file.path())).contains("Won").startsWith("\uFEFF");
    assertThat(file.suggestedFilename()).isEqualTo("opportunity.csv");
    Download sheet = admin.waitForDownload(() -> admin.locator("#export-xlsx").click());
    assertThat(Files.readAllBytes(sheet.path())).startsWith('P', 'K');
    admin.keyboard().press("Escape");
  }

  @Test
  void many_records_are_changed_at_once_and_removed_with_a_way_back() {
    admin = world.administratorAt("app/ltc/opportunity");
    var boxes = admin.locator("vaadin-grid vaadin-checkbox:visible");
    assertThat(boxes.nth(1)).isVisible();
    boxes.nth(1).click();
    boxes.nth(2).click();
    assertThat(admin.locator(".fw-bulk")).containsText("2 records chosen");
    Browsers.shot(admin, "bulk");
    isAccessible(admin);
    admin.locator("#bulk-change").click();
    admin.locator("#bulk-field vaadin-select-value-button").click();
    admin
        .locator("vaadin-select-item:visible")
        .getByText("Next step", new Locator.GetByTextOptions().setExact(true))
        .click();
    admin.locator("vaadin-dialog vaadin-text-field input").last().fill("Call them");
    Browsers.shot(admin, "bulk-change");
    admin.locator("#bulk-save").click();
    assertThat(admin.locator("vaadin-notification-card").last()).containsText("2 records changed");
    boxes.nth(1).click();
    admin.locator("#bulk-delete").click();
    assertThat(admin.locator("vaadin-notification-card").last()).containsText("One record deleted");
    admin
        .locator("vaadin-notification-card vaadin-button")
        .filter(new Locator.FilterOptions().setHasText("Undo"))
        .click();
  }

  @Test
  void somebody_outside_fills_in_a_form_on_their_phone() {
    admin = world.administratorAt("app/ltc/lead");
    var guest = guest();
    admin.locator("#links").click();
    admin.locator("#new-form-link").click();
    Browsers.shot(admin, "link-editor");
    isAccessible(admin);
    admin.locator("#make-public-link").click();
    var address = admin.locator("#public-address").textContent();
    Browsers.shot(admin, "link-address");
    isAccessible(admin);
    guest.navigate(address);
    assertThat(guest.locator("h1")).isVisible();
    Browsers.shot(guest, "public-form-phone-zh");
    isAccessible(guest);
    assertThat(guest.locator("#field-owner")).isHidden();
    guest.locator("#public-go").click();
    assertThat(guest.locator("[role=alert]").first()).isVisible();
    Browsers.shot(guest, "public-form-error-zh");
    fillRequired(guest);
    guest.locator("#public-go").click();
    assertThat(guest.locator("h1")).hasText("感谢您的填写");
    Browsers.shot(guest, "public-form-thanks-zh");
    guest.navigate(address);
    assertThat(guest.locator("#public-go")).isVisible();
    revokeLinkOfLeads();
    assertThat(guest.getByText("该链接已失效"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(MILLIS_UNTIL_OVER));
    guest.navigate(world.at("app/ltc/lead"));
    guest.waitForURL("**/sign-in");
  }

  private void revokeLinkOfLeads() {
    var links = "/api/v1/apps/ltc/forms/lead/links";
    String link =
        world.asAdministrator().get(links).then().statusCode(200).extract().path("items[0].id");
    world.asAdministrator().delete(links + "/" + link).then().statusCode(204);
  }

  private static void fillRequired(Page page) {
    page.locator("#field-name input").fill("Wei from outside");
    page.locator("#field-company input").fill("Outside Ltd.");
    page.locator("#field-mobile input").fill("13800001111");
    page.locator("#field-mobile input").press("Tab");
  }

  @Test
  void a_record_is_shared_printed_and_looked_up() {
    admin = world.administratorAt("app/ltc/opportunity");
    var guest = guest();
    admin.locator("vaadin-grid-cell-content:visible").getByText("Won").first().click();
    assertThat(admin.locator("#share")).isVisible();
    admin.locator("#share").click();
    admin.locator("#share-record").click();
    admin.locator("#make-public-link").click();
    var address = admin.locator("#public-address").textContent();
    guest.navigate(address);
    assertThat(guest.locator(".fw-record-sheet dt").first()).isVisible();
    Browsers.shot(guest, "public-record-phone-zh");
    isAccessible(guest);
    var dialogs = admin.locator("vaadin-dialog[opened]");
    for (int open = dialogs.count(); open > 0; open--) {
      admin.keyboard().press("Escape");
      assertThat(dialogs).hasCount(open - 1);
    }
    Browsers.shot(admin, "record-actions");
    var print = admin.context().waitForPage(() -> admin.locator("#print-record").click());
    assertThat(print.locator(".fw-record-sheet dt").first()).isVisible();
    Browsers.shot(print, "print");
    isAccessible(print);
    print.close();
  }

  @Test
  void a_second_factor_is_set_up_and_asked_for() throws Exception {
    admin = world.administratorAt("profile");
    Browsers.shot(admin, "profile");
    isAccessible(admin);
    admin.locator("#second-factor").click();
    var secret = admin.locator("#totp-secret").textContent();
    Browsers.shot(admin, "second-factor");
    isAccessible(admin);
    admin.locator("#code input").fill("000000");
    admin.locator("#confirm").click();
    assertThat(admin.locator("[role=alert]")).containsText("not right");
    admin.locator("#code input").fill(code(secret));
    admin.locator("#confirm").click();
    var recovery = admin.locator("#recovery-codes").textContent().lines().toList();
    Browsers.shot(admin, "recovery-codes");
    assertThat(recovery).hasSize(10);
    admin.locator("#kept").click();
    var elsewhere = world.page(1280, 800, "en-US");
    elsewhere.navigate(world.at("sign-in"));
    var before = cookie(elsewhere);
    world.browsers().enter(elsewhere, world.login("admin"), Browsers.PASSWORD);
    assertThat(elsewhere.locator("#code")).isVisible();
    Browsers.shot(elsewhere, "sign-in-code");
    isAccessible(elsewhere);
    elsewhere.navigate(world.at("people"));
    elsewhere.waitForURL("**/sign-in");
    world.browsers().enter(elsewhere, world.login("admin"), Browsers.PASSWORD);
    elsewhere.locator("#code input").fill(recovery.getFirst());
    elsewhere.keyboard().press("Enter");
    elsewhere.waitForURL(Pattern.compile(".*/app/.*|.*/gallery"));
    // Session fixation: the number a visitor came with is worth nothing after signing in.
    assertThat(cookie(elsewhere)).isNotEqualTo(before);
    admin.navigate(world.at("profile"));
    assertThat(admin.locator(".fw-tokens").first()).containsText("This browser");
    admin.locator("#end-sessions").click();
    assertThat(admin.locator("#end-sessions")).hasCount(0);
    elsewhere.navigate(world.at("profile"));
    elsewhere.waitForURL("**/sign-in");
    elsewhere.context().close();
  }

  private static String cookie(Page page) {
    return page.context().cookies().stream()
        .filter(one -> one.name.equals("JSESSIONID"))
        .map(one -> one.value)
        .findFirst()
        .orElse("");
  }

  @Test
  void a_team_comes_from_a_file_and_one_of_them_leaves() {
    admin = world.administratorAt("people");
    admin.locator("#member-file").click();
    Browsers.shot(admin, "member-file");
    isAccessible(admin);
    FileChooser chooser =
        admin.waitForFileChooser(
            () ->
                admin
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Choose file"))
                    .click());
    chooser.setFiles(
        new FilePayload(
            "team.csv",
            "text/csv",
            "Name,Login,Department\nAda,%s,Sales/North\nBob,%s,Sales/South\n"
                .formatted(world.login("ada"), world.login("bob"))
                .getBytes(StandardCharsets.UTF_8)));
    assertThat(admin.locator("#bring-members")).isVisible();
    Browsers.shot(admin, "member-file-preview");
    admin.locator("#bring-members").click();
    assertThat(admin.locator("#member-links")).isVisible();
    Browsers.shot(admin, "member-file-done");
    admin.keyboard().press("Escape");
    admin.locator(".fw-person-name").getByText("Ada").click();
    Browsers.shot(admin, "member-dialog");
    admin.locator("#deactivate").click();
    choose(admin, admin.locator("#hand-over-to"), "Bob");
    Browsers.shot(admin, "hand-over");
    isAccessible(admin);
    admin.locator("#leave").click();
    assertThat(admin.locator("vaadin-notification-card").last()).isVisible();
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Services")).click();
    admin.locator("#add-service").click();
    admin.locator("vaadin-dialog vaadin-text-field input").fill("ERP");
    admin.locator("#save-service").click();
    assertThat(admin.locator(".fw-service")).containsText("ERP");
    Browsers.shot(admin, "services");
    isAccessible(admin);
    admin.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Security")).click();
    Browsers.shot(admin, "security");
    isAccessible(admin);
  }

  @Test
  void a_link_to_another_site_is_not_followed_after_signing_in() {
    var guest = guest();
    guest.navigate(world.at("sign-in?then=https://evil.test/"));
    world.browsers().enter(guest, "nobody", "x");
    assertThat(guest.locator("[role=alert]")).isVisible();
    assertThat(guest.url()).startsWith(world.at("sign-in"));
  }
}
