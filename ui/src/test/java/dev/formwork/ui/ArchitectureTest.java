package dev.formwork.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.formwork.ui.guest.PublicLinkView;
import dev.formwork.ui.record.RecordPrintView;
import dev.formwork.ui.signin.ChangePasswordView;
import dev.formwork.ui.signin.ForgotPasswordView;
import dev.formwork.ui.signin.OneTimeLinkView;
import dev.formwork.ui.signin.SecondFactorSetupView;
import dev.formwork.ui.signin.SignInView;
import dev.formwork.ui.signin.SignOutView;
import dev.formwork.ui.signin.SingleSignOnReturnView;
import dev.formwork.ui.web.FormworkServlet;
import jakarta.servlet.annotation.WebServlet;
import java.util.List;
import java.util.stream.Stream;
import org.atmosphere.websocket.WebSocketProcessor;

/** Screens call the services that the endpoints call, and touch no table. */
@AnalyzeClasses(packages = "dev.formwork.ui", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  /** CVE-2026-28357: results of formulas that were rendered as HTML. Here everything is text. */
  @ArchTest
  static final ArchRule nothing_is_rendered_as_html =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.vaadin.flow.component.Html");

  @ArchTest
  static final ArchRule screens_use_services_and_not_tables =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx.sqlclient..",
              "io.vertx.mutiny.sqlclient..",
              "jakarta.persistence..",
              "jakarta.ws.rs..");

  @ArchTest
  static final ArchRule packages_have_no_circles =
      slices().matching("dev.formwork.ui.(**)").should().beFreeOfCycles();

  /**
   * All others stand in the frame, which sends people who are not signed in to the sign-in page.
   */
  @ArchTest
  static void only_these_views_stand_outside_the_frame(JavaClasses classes) {
    assertThat(
            views(classes)
                .filter(view -> !view.getAnnotation(Route.class).autoLayout())
                .map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                    ChangePasswordView.class,
                    ForgotPasswordView.class,
                    OneTimeLinkView.class,
                    PublicLinkView.class,
                    RecordPrintView.class,
                    SecondFactorSetupView.class,
                    SignInView.class,
                    SignOutView.class,
                    SingleSignOnReturnView.class)
                .stream()
                .map(Class::getName)
                .toList());
  }

  @ArchTest
  static void no_view_names_its_layout(JavaClasses classes) {
    assertThat(views(classes))
        .allSatisfy(
            view -> {
              assertThat(view.getAnnotation(Route.class).layout()).isEqualTo(UI.class);
              assertThat(view.getAnnotationsByType(RouteAlias.class))
                  .allSatisfy(alias -> assertThat(alias.layout()).isEqualTo(UI.class));
            });
  }

  /** The name stands in an annotation as text; with a wrong one live updates hang. */
  @ArchTest
  static void web_sockets_are_opened_by_a_class_that_exists(JavaClasses classes)
      throws ClassNotFoundException {
    for (var parameter : FormworkServlet.class.getAnnotation(WebServlet.class).initParams()) {
      assertThat(Class.forName(parameter.value())).isAssignableTo(WebSocketProcessor.class);
    }
  }

  private static Stream<Class<?>> views(JavaClasses classes) {
    return classes.stream()
        .filter(type -> type.isAnnotatedWith(Route.class))
        .map(JavaClass::reflect);
  }
}
