package dev.formwork.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
}
