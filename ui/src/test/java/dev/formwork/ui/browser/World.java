package dev.formwork.ui.browser;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A workspace of its own on the server that tests share, its administrator, and the people in it at
 * their browsers. Whoever sets it up uses REST. Its pages close with it.
 */
final class World implements AutoCloseable {

  private final String address;
  private final Browsers browsers;
  private final WorkspaceFactory workspaces;
  private final String key;
  private final String token;
  private final List<BrowserContext> contexts = new ArrayList<>();

  /**
   * @param key no other workspace has it
   */
  World(String address, Browsers browsers, WorkspaceFactory workspaces, String key) {
    this.address = address.replaceAll("/$", "");
    this.browsers = browsers;
    this.workspaces = workspaces;
    this.key = key;
    token = workspaces.make(key, login("admin"));
  }

  /** Where the server answers, without a slash at the end. */
  String address() {
    return address;
  }

  Browsers browsers() {
    return browsers;
  }

  String at(String path) {
    return browsers.at(path);
  }

  /** Logins are known to all workspaces of a server, so each of ours has its own. */
  String login(String name) {
    return (name.replace(' ', '.') + "-" + key).toLowerCase(Locale.ROOT);
  }

  // Setting up

  /** As the administrator, over REST. */
  RequestSpecification asAdministrator() {
    return with(token);
  }

  /** The same as a member. */
  RequestSpecification as(String name) {
    return with(workspaces.token(key, login(name)));
  }

  private RequestSpecification with(String secret) {
    return given()
        .baseUri(address)
        .header("Authorization", "Bearer " + secret)
        .contentType(ContentType.JSON);
  }

  World installPack() {
    asAdministrator().post("/api/v1/packs/ltc:install").then().statusCode(200);
    return this;
  }

  World installPackWithSamples() {
    asAdministrator().post("/api/v1/packs/ltc:install?samples=true").then().statusCode(200);
    return this;
  }

  void publishForm(String key, String definition) {
    publish("form", key, definition);
  }

  void publishFlow(String key, String definition) {
    publish("flow", key, definition);
  }

  void draftFlow(String key, String definition) {
    draft("flow", key, definition);
  }

  private void publish(String kind, String definitionKey, String definition) {
    draft(kind, definitionKey, definition);
    asAdministrator()
        .body("{}")
        .post(definition(kind, definitionKey) + "/publish")
        .then()
        .statusCode(200);
  }

  private void draft(String kind, String definitionKey, String definition) {
    asAdministrator()
        .body(definition)
        .put(definition(kind, definitionKey) + "/draft")
        .then()
        .statusCode(204);
  }

  private static String definition(String kind, String key) {
    return "/api/v1/apps/ltc/definitions/" + kind + "/" + key;
  }

  /** Its id. */
  String record(String form, Map<String, ?> fields) {
    return created(form, fields).extract().path("id");
  }

  private ValidatableResponse created(String form, Map<String, ?> fields) {
    return asAdministrator().body(fields).post(records(form)).then().statusCode(201);
  }

  static String records(String form) {
    return "/api/v1/apps/ltc/forms/" + form + "/records";
  }

  // People

  /**
   * New members.
   *
   * @param more columns of a member file behind name and login, {@code "Role"} and {@code
   *     "Department"} among them
   * @param rows name first, then what the columns say; logins are made of names
   */
  void members(String more, String... rows) {
    var file = new StringBuilder("Name,Login" + (more.isEmpty() ? "" : "," + more) + "\n");
    for (var row : rows) {
      var cells = row.split(",", 2);
      file.append(cells[0]).append(',').append(login(cells[0]));
      file.append(cells.length > 1 ? "," + cells[1] : "").append('\n');
    }
    asAdministrator()
        .contentType("text/csv; charset=UTF-8")
        .body(file.toString())
        .post("/api/v1/organization/members:import")
        .then()
        .statusCode(201);
  }

  /** Somebody who was invited joins by the link, in a browser that is closed again. */
  void joins(String name, Map<String, ?> invited) {
    String path =
        asAdministrator()
            .body(invited)
            .post("/api/v1/organization/invitations")
            .then()
            .statusCode(201)
            .extract()
            .path("path");
    var page = page(Screen.DESKTOP, "en-US");
    page.navigate(at(path.substring(1)));
    var texts = page.locator("vaadin-text-field input");
    texts.nth(0).fill(name);
    texts.nth(1).fill(login(name));
    page.locator("vaadin-password-field input").fill(Browsers.PASSWORD);
    page.locator("#join").click();
    page.locator("a[href='sign-in']").waitFor();
    page.close();
  }

  /** The id of a member. */
  String memberId(String name) {
    return asAdministrator()
        .get("/api/v1/organization")
        .then()
        .statusCode(200)
        .extract()
        .path("members.find { it.name == '" + name + "' }.id");
  }

  /** Somebody with this role, signed in and waiting for work. Their language is their browser's. */
  Colleague hire(String name, String role, String locale, Screen screen) {
    members("Role", name + "," + role);
    return waiting(name, locale, screen);
  }

  Colleague hireAdministrator(String name, String locale, Screen screen) {
    members("", name);
    asAdministrator()
        .body(Map.of("administrator", true))
        .put("/api/v1/organization/members/" + memberId(name))
        .then()
        .statusCode(204);
    return waiting(name, locale, screen);
  }

  private Colleague waiting(String name, String locale, Screen screen) {
    return new Colleague(browsers, signIn(name, "tasks", locale, screen), name);
  }

  /** Whom somebody reports to. */
  void reports(Colleague to, Colleague who) {
    asAdministrator()
        .body(Map.of("manager", memberId(to.name())))
        .put("/api/v1/organization/members/" + memberId(who.name()))
        .then()
        .statusCode(204);
  }

  /**
   * The administrator gets a password that must be changed at the next sign-in.
   *
   * @return it
   */
  String oneTimePassword() {
    var password = "only-once-" + key;
    workspaces.oneTimePassword(login("admin"), password);
    return password;
  }

  // Browsers

  /** A new browser in which nobody is signed in. */
  Page page(int width, int height, String locale) {
    var page = browsers.page(width, height, locale);
    contexts.add(page.context());
    return page;
  }

  Page page(Screen screen, String locale) {
    return page(screen.width, screen.height, locale);
  }

  /** The administrator in a new browser, at a screen. */
  Page administratorAt(String path) {
    return signIn("admin", path, "en-US", Screen.DESKTOP);
  }

  Colleague administrator() {
    return new Colleague(browsers, administratorAt("profile"), "Administrator");
  }

  /** A member signs in in a new browser, whose language is theirs, and goes to a screen. */
  Page signIn(String name, String path, String locale, Screen screen) {
    workspaces.letIn(login(name), locale.substring(0, 2));
    var page = page(screen, locale);
    page.navigate(at("sign-in"));
    browsers.enter(page, login(name), Browsers.PASSWORD);
    page.waitForURL(url -> !url.contains("sign-in"));
    Browsers.settles(page);
    browsers.follow(page, path);
    return page;
  }

  @Override
  public void close() {
    contexts.forEach(BrowserContext::close);
  }
}
