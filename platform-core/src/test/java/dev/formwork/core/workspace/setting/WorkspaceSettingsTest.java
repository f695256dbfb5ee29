package dev.formwork.core.workspace.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be set, and that all that is wrong is named at once. */
final class WorkspaceSettingsTest {

  private static List<String> wrong(WorkspaceSettings settings) {
    return catchThrowableOfType(Refusal.class, settings::check).problems().stream()
        .map(problem -> problem.path() + " " + problem.code())
        .toList();
  }

  @Test
  void all_that_is_wrong_is_named() {
    assertThat(
            wrong(
                new WorkspaceSettings(
                    "red; }",
                    List.of("en", "fr"),
                    Title.of("x".repeat(501)),
                    new MailServer("mail server", 0, null, "nobody", false))))
        .containsExactly(
            "/colour setting-colour",
            "/languages/1 setting-language",
            "/announcement text-too-long",
            "/mail/host setting-mail-host",
            "/mail/port setting-mail-port",
            "/mail/from not-an-email");
  }

  @Test
  void what_is_right_is_taken_and_no_language_means_all() {
    var settings =
        new WorkspaceSettings(
            "#3355CC",
            List.of(),
            new Title("Closed on Friday", null),
            new MailServer("smtp.example.com", 587, null, "crm@example.com", false));
    settings.check();
    assertThat(settings.languages()).containsExactly("en", "zh");
  }

  @Test
  void a_logo_is_told_by_its_content() {
    assertThat(
            WorkspaceSettingsService.type(
                "<svg onload=alert(1)>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isNull();
    assertThat(
            WorkspaceSettingsService.type(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0}))
        .isEqualTo("image/png");
  }
}
