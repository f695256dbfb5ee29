package dev.formwork.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
              "..core.naming..",
              "..core.rights..",
              "..core.record..",
              "..core.api..");

  @ArchTest
  static final ArchRule definitions_and_the_compiler_do_no_io =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..core.naming..",
              "..core.definition..",
              "..core.field..",
              "..core.expression..",
              "..core.permission..",
              "..core.compile..",
              "..core.rights..",
              "..core.record.value..")
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

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("dev.formwork.core.(**)").should().beFreeOfCycles();
}
