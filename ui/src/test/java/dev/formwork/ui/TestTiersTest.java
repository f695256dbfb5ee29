package dev.formwork.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;

/** {@code ./formwork test quick} leaves out what starts a server; tests stand on their own. */
@AnalyzeClasses(packages = "dev.formwork.ui", importOptions = ImportOption.OnlyIncludeTests.class)
final class TestTiersTest {

  private static final DescribedPredicate<JavaAnnotation<?>> SERVER_TAG =
      DescribedPredicate.describe(
          "the tag server",
          annotation ->
              annotation.getRawType().isEquivalentTo(Tag.class)
                  && annotation.get("value").orElseThrow().equals("server"));

  @ArchTest
  static final ArchRule tests_that_start_a_server_say_so =
      classes().that().areAnnotatedWith(QuarkusTest.class).should().beAnnotatedWith(SERVER_TAG);

  @ArchTest
  static final ArchRule no_test_needs_another_one_before_it =
      noMethods().should().beAnnotatedWith(Order.class);
}
