package dev.formwork.designer.explain;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.Title;
import dev.formwork.core.testing.TestForm;
import dev.formwork.designer.pack.Pack;
import dev.formwork.workflow.definition.FlowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./formwork explain} answers. */
final class ExplainTest {

  private static final TestForm DEAL = form("deal").text("name").member("owner").money("amount");

  private static final String APP =
      """
      {"key": "crm", "title": {"en": "CRM"}, "forms": ["deal"], "start": "deal"}""";

  private static final String FLOW =
      """
      {"key": "approval", "title": {"en": "Approval"}, "form": "deal", "trigger": {"on": "record.submitted"},
       "steps": [{"type": "approve", "key": "boss", "assign": [{"role": "boss"}]}]}""";

  private static final String SETS =
      """
      {"sets": [{"key": "own", "who": {"everyone": true}, "actions": ["read"], "rows": "owner = ME()"}]}""";

  @TempDir Path folder;

  private static List<Pack> packs() throws JsonProcessingException {
    return List.of(
        new Pack(
            "crm",
            "1",
            Title.of("CRM"),
            Title.of("CRM"),
            DefinitionJson.read(DefinitionJson.tree(APP), AppDefinition.class),
            List.of(DEAL.definition()),
            List.of(DefinitionJson.read(DefinitionJson.tree(FLOW), FlowDefinition.class)),
            List.of(),
            List.of(),
            List.of()));
  }

  private static String explained(String... words) throws Exception {
    return Explain.explained(packs(), List.of(words));
  }

  @Test
  void a_form_is_explained() throws Exception {
    assertThat(explained("form", "deal", "crm"))
        .startsWith("form deal in table ")
        .contains("-- create");
  }

  @Test
  void a_flow_is_explained() throws Exception {
    assertThat(explained("flow", "approval", "crm"))
        .startsWith("flow approval of form deal\n")
        .contains("\nboss: approve ");
  }

  @Test
  void a_form_without_permission_sets_is_open_to_everyone() throws Exception {
    assertThat(explained("permissions", "deal", "crm"))
        .contains("-- set everyone")
        .contains("all records");
  }

  @Test
  void permission_sets_come_from_a_file() throws Exception {
    var file = folder.resolve("sets.json");
    Files.writeString(file, SETS);
    assertThat(explained("permissions", "deal", "--sets", file.toString(), "crm"))
        .contains("-- set own")
        .contains("records where owner = ME()")
        .contains("$1 = the reader");
  }

  @Test
  void mistakes_in_sets_are_told_with_their_place() throws IOException {
    var file = folder.resolve("sets.json");
    Files.writeString(file, SETS.replace("owner", "owned"));
    assertThatThrownBy(() -> explained("permissions", "deal", "crm", "--sets", file.toString()))
        .isInstanceOf(NotExplainedException.class)
        .hasMessageStartingWith("/sets/0/rows ");
  }

  @Test
  void what_is_not_there_is_said() {
    assertThatThrownBy(() -> explained("form", "nothing", "crm"))
        .hasMessage("There is no form nothing in crm. Known: deal");
    assertThatThrownBy(() -> explained("flow", "nothing", "crm"))
        .hasMessage("There is no flow nothing in crm.");
    assertThatThrownBy(() -> explained("form", "deal", "other"))
        .hasMessage("There is no pack other.");
  }

  @Test
  void a_command_that_nobody_knows_tells_the_usage() {
    assertThatThrownBy(() -> explained("form")).hasMessageStartingWith("explain form KEY [PACK]");
    assertThatThrownBy(() -> explained("view", "deal"))
        .hasMessageStartingWith("explain form KEY [PACK]");
    assertThatThrownBy(() -> explained("permissions", "deal", "--sets"))
        .hasMessageStartingWith("explain form KEY [PACK]");
  }
}
