package dev.formwork.workflow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The workflow runtime stands on the core alone. */
@AnalyzeClasses(
    packages = "dev.formwork.workflow",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule stands_on_the_core_alone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.formwork.designer..", "dev.formwork.ui..");

  @ArchTest
  static final ArchRule the_engine_decides_without_io =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..workflow.engine..", "..workflow.definition..", "..workflow.compile..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.vertx..", "io.smallrye.mutiny..", "jakarta..")
                  .or(
                      resideInAPackage("dev.formwork.workflow..")
                          .and(
                              not(
                                  resideInAnyPackage(
                                      "..workflow.engine..",
                                      "..workflow.definition..",
                                      "..workflow.compile..",
                                      "..workflow.problem..")))));

  @ArchTest
  static final ArchRule packages_have_no_circles =
      slices().matching("dev.formwork.workflow.(**)").should().beFreeOfCycles();
}
