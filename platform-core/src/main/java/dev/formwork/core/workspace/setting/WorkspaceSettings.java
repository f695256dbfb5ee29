package dev.formwork.core.workspace.setting;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.mail.MailMessage;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What administrators set of their workspace, apart from its name, logo and zone.
 *
 * @param colour of buttons and marks, {@code #3355cc}; nullable: the usual one
 * @param languages that people choose from, the usual one first: {@code en}, {@code zh}
 * @param announcement what everybody is told above every page; nullable: nothing
 * @param mail nullable: the one that the server was started with, if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceSettings(
    String colour, List<String> languages, Title announcement, MailServer mail) {

  private static final List<String> ALL_LANGUAGES = List.of("en", "zh");
  private static final int LONGEST = 500;

  public static final WorkspaceSettings USUAL = new WorkspaceSettings(null, null, null, null);

  public WorkspaceSettings {
    languages =
        languages == null || languages.isEmpty()
            ? ALL_LANGUAGES
            : List.copyOf(new LinkedHashSet<>(languages));
  }

  public WorkspaceSettings withMail(MailServer changed) {
    return new WorkspaceSettings(colour, languages, announcement, changed);
  }

  /**
   * @throws Refusal naming all that is wrong
   */
  public void check() {
    var problems = new ArrayList<Problem>();
    if (colour != null && !colour.matches("#[0-9a-fA-F]{6}")) {
      problems.add(Problem.at("/colour", CoreProblem.SETTING_COLOUR));
    }
    for (int i = 0; i < languages.size(); i++) {
      if (!ALL_LANGUAGES.contains(languages.get(i))) {
        problems.add(Problem.at("/languages/" + i, CoreProblem.SETTING_LANGUAGE));
      }
    }
    if (announcement != null && (isLong(announcement.en()) || isLong(announcement.zh()))) {
      problems.add(Problem.at("/announcement", CoreProblem.TEXT_TOO_LONG, LONGEST));
    }
    if (mail != null) {
      check(mail, problems);
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  private static boolean isLong(String text) {
    return text != null && text.length() > LONGEST;
  }

  private static void check(MailServer mail, List<Problem> problems) {
    if (mail.host() == null
        || !mail.host().matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
      problems.add(Problem.at("/mail/host", CoreProblem.SETTING_MAIL_HOST));
    }
    if (mail.port() < 1 || mail.port() > 65_535) {
      problems.add(Problem.at("/mail/port", CoreProblem.SETTING_MAIL_PORT));
    }
    try {
      MailMessage.address(mail.from());
    } catch (Refusal refusal) {
      refusal.problems().forEach(one -> problems.add(Problem.at("/mail/from", one.type())));
    }
  }
}
