package dev.formwork.designer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The designer knows no screens. */
@AnalyzeClasses(
    packages = "dev.formwork.designer",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule is_not_a_screen =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.formwork.ui..", "com.vaadin..");

  @ArchTest
  static final ArchRule packages_have_no_circles =
      slices().matching("dev.formwork.designer.(**)").should().beFreeOfCycles();
}
