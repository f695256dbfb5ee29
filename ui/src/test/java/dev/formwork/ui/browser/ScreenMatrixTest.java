package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which screens and which actions on them everyone is offered, as data. A new screen fails the test
 * until it has its line here.
 */
@InWorld
final class ScreenMatrixTest {

  /** The order of the columns below; department: a colleague of whoever owns the record. */
  private static final List<String> PEOPLE =
      List.of("nobody", "none", "reading", "own", "department", "hidden", "admin");

  /** Actions by the id of their button, with the letter that stands for them below. */
  private static final Map<String, String> ACTIONS = new TreeMap<>();

  static {
    ACTIONS.put("create", "c");
    ACTIONS.put("import", "i");
    ACTIONS.put("export", "e");
    ACTIONS.put("links", "l");
    ACTIONS.put("permissions", "k");
    ACTIONS.put("design", "d");
    ACTIONS.put("save-record", "s");
    ACTIONS.put("delete-record", "x");
    ACTIONS.put("print-record", "p");
    ACTIONS.put("share", "h");
    ACTIONS.put("history", "t");
  }

  /**
   * Route, and for each of {@link #PEOPLE}: {@code -} sent elsewhere, {@code +} shown, with its
   * actions.
   */
  private static final String MATRIX =
      """
      sign-in                     | +  - . . . - -
      forgotten                   | -  - . . . - -
      sign-in/return              | -  - . . . - -
      join/:secret                | +  + . . . + +
      p/:token                    | +  + . . . + +
      change-password             | -  + . . . + +
      second-factor               | -  + . . . + +
      app/:app/:form              | -  - + +c +c +ceil +cdeikl
      app/:app/:form/:record      | -  - + +c +cst +cehilpstx +cdehiklpstx
      import/:app/:form           | -  - - - - + +
      print/:app/:form/:record    | -  - - - - + +
      design/:app/:form           | -  - . . . - +
      permissions/:app/:form      | -  - . . . - +
      access/:app                 | -  - . . . - +
      flows/:app                  | -  - . . . - +
      flows/:app/:flow            | -  - . . . - +
      flows/:app/:flow/runs       | -  - . . . - +
      tasks                       | -  + . . . + +
      tasks/:task                 | -  + . . . + +
      functions/:app              | -  - . . . - +
      scripts/:app                | -  + . . . + +
      people                      | -  - . . . - +
      calendar                    | -  - . . . - +
      settings                    | -  - . . . - +
      backups                     | -  - . . . - -
      gallery                     | -  + . . . + +
      profile                     | -  + . . . + +
      ""                          | -  + . . . + +
      sign-out                    | -  - . . . - -
      """;

  private World world;
  private String record;
  private final Map<String, Page> people = new LinkedHashMap<>();

  @BeforeAll
  void people(World own) {
    world = own.installPack();
    people.put("nobody", world.page(1280, 900, "en-US"));
    people.put("admin", world.administratorAt("profile"));
    world.members("Department", "none,", "reading,", "own,", "department,Sales", "hidden,Sales");
    for (var name : List.of("none", "reading", "own", "department", "hidden")) {
      people.put(name, world.signIn(name, "profile", "en-US", Screen.DESKTOP));
    }
    permit();
    record =
        world.record(
            "lead",
            Map.of(
                "name",
                "L",
                "company",
                "C",
                "mobile",
                "13800001111",
                "owner",
                world.memberId("hidden")));
  }

  private void permit() {
    var sets =
        List.of(
            set("reading", "[\"read\"]", ""),
            set(
                "own",
                "[\"create\", \"read\", \"change\", \"history\"]",
                ", \"rows\": \"owner = ME()\""),
            set(
                "department",
                "[\"create\", \"read\", \"change\", \"history\"]",
                ", \"rows\": \"INDEPARTMENT(owner, MYDEPARTMENT())\""),
            set(
                "hidden",
                "[\"create\", \"read\", \"change\", \"delete\", \"import\", \"export\", \"print\", \"share\", \"history\"]",
                ", \"fields\": {\"phone\": \"hidden\"}"));
    world
        .asAdministrator()
        .body("{\"sets\": " + sets + "}")
        .put("/api/v1/apps/ltc/permissions/lead")
        .then()
        .statusCode(204);
  }

  private String set(String who, String actions, String more) {
    return "{\"key\": \"%s\", \"title\": {\"en\": \"S\"}, \"who\": {\"members\": [\"%s\"]}, \"actions\": %s%s}"
        .formatted(who, world.memberId(who), actions, more);
  }

  @Test
  void every_screen_offers_everyone_what_is_written() {
    var actual = new StringBuilder();
    for (var line : MATRIX.lines().toList()) {
      var route = line.split("\\|")[0].strip();
      var written = List.of(line.split("\\|")[1].strip().split("\\s+"));
      var found =
          IntStream.range(0, PEOPLE.size())
              .mapToObj(i -> written.get(i).equals(".") ? "." : seen(PEOPLE.get(i), route))
              .collect(Collectors.joining(" "));
      actual.append("%-27s | %s\n".formatted(route, found.replaceFirst(" ", "  ")));
    }
    assertThat(actual.toString()).isEqualTo(MATRIX);
  }

  private static void heading(Page page, String person, String path) {
    try {
      page.locator("h1").first().waitFor();
    } catch (TimeoutError e) {
      throw new AssertionError(
          "Nothing but this came of %s for %s: %s".formatted(path, person, page.content()), e);
    }
  }

  private String seen(String person, String route) {
    if (route.equals("sign-out")) {
      return "-";
    }
    var page = people.get(person);
    var path =
        route
            .replace("\"\"", "")
            .replace(":app", "ltc")
            .replace(":form", "lead")
            .replace(":record", record)
            .replace(":flow", "quote_approval")
            .replace(":task", "nothing")
            .replace(":secret", "nothing")
            .replace(":token", "nothing");
    page.navigate(world.at(path));
    heading(page, person, path);
    Browsers.settles(page);
    var at = URI.create(page.url()).getPath().substring(1);
    boolean shown = at.equals(path) || path.isEmpty() && !at.startsWith("sign-in");
    boolean refused = page.locator("h1").first().textContent().contains("cannot be printed");
    if (!shown || refused) {
      return "-";
    }
    return "+" + (route.startsWith("app/") ? actions(page, route.contains(":record")) : "");
  }

  private static String actions(Page page, boolean record) {
    if (record) {
      Browsers.settles(page);
    }
    return ACTIONS.entrySet().stream()
        .filter(action -> page.locator("#" + action.getKey()).filter(visible()).count() > 0)
        .map(Map.Entry::getValue)
        .sorted()
        .collect(Collectors.joining());
  }

  private static Locator.FilterOptions visible() {
    return new Locator.FilterOptions().setVisible(true);
  }

  @Test
  void every_screen_is_in_the_table() {
    var known =
        new TreeSet<>(
            MATRIX.lines().map(line -> line.split("\\|")[0].strip().replace("\"\"", "")).toList());
    assertThat(known).isEqualTo(routes());
  }

  private static Set<String> routes() {
    var routes = new TreeSet<String>();
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.formwork.ui");
    for (var view : classes) {
      if (view.isAnnotatedWith(Route.class)) {
        routes.add(view.getAnnotationOfType(Route.class).value());
      }
      if (view.isAnnotatedWith(RouteAlias.class)) {
        routes.add(view.getAnnotationOfType(RouteAlias.class).value());
      }
    }
    return routes;
  }
}
