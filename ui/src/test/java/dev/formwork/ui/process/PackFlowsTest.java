package dev.formwork.ui.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No flow of the Lead-to-Cash pack is left that no test runs. */
final class PackFlowsTest {

  @Test
  void every_flow_of_the_pack_is_run_by_a_test() throws IOException {
    var run =
        new ClassFileImporter()
            .importPackages("dev.formwork.ui").stream()
                .flatMap(one -> one.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Runs.class))
                .flatMap(method -> Arrays.stream(method.getAnnotationOfType(Runs.class).value()))
                .collect(Collectors.toSet());
    assertThat(run).isEqualTo(flows());
  }

  private static Set<String> flows() throws IOException {
    try (var file = PackFlowsTest.class.getResourceAsStream("/formwork-pack.json")) {
      var flows = new TreeSet<String>();
      new ObjectMapper()
          .readTree(file)
          .path("flows")
          .forEach(flow -> flows.add(flow.asText().replaceAll(".*/|\\.json$", "")));
      return flows;
    }
  }
}
