package dev.formwork.ui.browser;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Page;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** The people of a firm, each in their own browser; whoever sets the firm up uses REST. */
final class Staff {

  /** A screen that somebody works at. */
  enum Screen {
    DESKTOP(1440, 900),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  private final RunningFormwork formwork;
  private final Browsers browsers;
  private String token;

  Staff(RunningFormwork formwork, Browsers browsers) {
    this.formwork = formwork;
    this.browsers = browsers;
  }

  /** The first administrator signs in and gets a token, with which the rest is set up. */
  Colleague administrator() {
    var page = browsers.page(1440, 900, "en-US");
    browsers.firstSignIn(page, "admin", formwork.oneTimePassword());
    page.navigate(browsers.at("profile"));
    page.locator("#new-token").click();
    page.locator("vaadin-dialog vaadin-text-field input").first().fill("set-up");
    page.locator("#make-token").click();
    token = page.locator("#token-secret").textContent();
    return new Colleague(browsers, page, "Administrator");
  }

  /** As the administrator, over REST. */
  RequestSpecification asAdministrator() {
    return given()
        .baseUri(formwork.address().replaceAll("/$", ""))
        .header("Authorization", "Bearer " + token)
        .contentType(ContentType.JSON);
  }

  /** Somebody who was invited joins, and waits for work. Their language is their browser's. */
  Colleague hire(String name, String role, String locale, Screen screen) {
    return join(name, Map.of("roles", List.of(role)), locale, screen);
  }

  Colleague hireAdministrator(String name, String locale, Screen screen) {
    return join(name, Map.of("administrator", true), locale, screen);
  }

  private Colleague join(String name, Map<String, ?> invited, String locale, Screen screen) {
    var page = browsers.page(screen.width, screen.height, locale);
    page.navigate(browsers.at(link(invited).substring(1)));
    var texts = page.locator("vaadin-text-field input");
    texts.nth(0).fill(name);
    texts.nth(1).fill(login(name));
    page.locator("vaadin-password-field input").fill(Browsers.PASSWORD);
    page.locator("#join").click();
    page.locator("a[href='sign-in']").waitFor();
    page.navigate(browsers.at("sign-in"));
    browsers.enter(page, login(name), Browsers.PASSWORD);
    page.waitForURL(url -> !url.contains("sign-in"));
    return new Colleague(browsers, page, name).waitsForWork();
  }

  private String link(Map<String, ?> invited) {
    return asAdministrator()
        .body(invited)
        .post("/api/v1/organization/invitations")
        .then()
        .statusCode(201)
        .extract()
        .path("path");
  }

  /** Whom somebody reports to. */
  void reports(Colleague to, Colleague who) {
    asAdministrator()
        .body(Map.of("manager", id(to)))
        .put("/api/v1/organization/members/" + id(who))
        .then()
        .statusCode(204);
  }

  String id(Colleague of) {
    return asAdministrator()
        .get("/api/v1/organization")
        .then()
        .statusCode(200)
        .extract()
        .path("members.find { it.name == '" + of.name() + "' }.id");
  }

  private static String login(String name) {
    return name.replace(' ', '.');
  }

  /** Somebody outside, without an account. */
  Page visitor() {
    return browsers.page(390, 844, "en-US");
  }
}
