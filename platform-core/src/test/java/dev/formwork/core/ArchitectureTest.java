package dev.formwork.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between this module's packages, and towards the other modules. */
@AnalyzeClasses(
    packages = "dev.formwork.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule the_core_knows_no_other_module =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.formwork.workflow..", "dev.formwork.designer..", "dev.formwork.ui..");

  @ArchTest
  static final ArchRule the_language_knows_nothing_of_forms =
      noClasses()
          .that()
          .resideInAPackage("..core.expression..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..core.definition..",
              "..core.field..",
              "..core.compile..",
              "..core.record..",
              "..core.api..");

  @ArchTest
  static final ArchRule definitions_and_the_compiler_do_no_io =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..core.definition..", "..core.field..", "..core.expression..", "..core.compile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..", "io.smallrye.mutiny..", "jakarta.persistence..", "jakarta.ws.rs..");

  @ArchTest
  static final ArchRule nothing_but_endpoints_knows_of_http =
      noClasses()
          .that()
          .resideOutsideOfPackage("..core.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");
}
