package dev.formwork.workflow.runtime;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.problem.Messages;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.store.Transition.NoticeRow;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells those who can do something about it that a step found nobody: the administrators of the
 * workspace, the administrators and designers of the app, and the submitter. Says the step and the
 * roles without people. Pure.
 */
final class NobodyNotices {

  private static final Set<AppRole> TOLD = Set.of(AppRole.ADMINISTRATOR, AppRole.DESIGNER);

  private NobodyNotices() {}

  /**
   * @param title of the record
   * @param submitter nullable: the platform
   */
  static List<NoticeRow> of(
      CompiledFlow flow,
      Organization people,
      String title,
      MemberId submitter,
      List<HistoryEntry> history) {
    return history.stream()
        .filter(
            entry -> entry.kind() == HistoryEntry.Kind.FAILED && "nobody".equals(entry.comment()))
        .flatMap(entry -> notices(flow, people, title, submitter, entry.step()))
        .toList();
  }

  private static Stream<NoticeRow> notices(
      CompiledFlow flow, Organization people, String title, MemberId submitter, String step) {
    var access =
        flow.forms().values().stream()
            .findFirst()
            .map(form -> form.links().access())
            .orElse(new AppAccess(null, List.of()));
    var text =
        DefinitionJson.write(
            new Title(
                text(flow, people, step, Locale.ENGLISH),
                text(flow, people, step, Locale.CHINESE)));
    return people.standings().stream()
        .filter(
            one ->
                one.active()
                    && (one.member().equals(submitter)
                        || access.rolesOf(one, people).stream().anyMatch(TOLD::contains)))
        .map(one -> new NoticeRow(one.member(), "nobody", step, null, title, text, null));
  }

  private static String text(CompiledFlow flow, Organization people, String key, Locale locale) {
    var step = (HumanStep) flow.step(key).orElseThrow().step();
    var title = step.title() == null ? key : step.title().in(locale);
    var flowTitle = flow.definition().title().in(locale);
    var roles =
        roles(step)
            .map(role -> name(people, role, locale))
            .collect(Collectors.joining(locale.equals(Locale.CHINESE) ? "、" : ", "));
    return roles.isEmpty()
        ? words(locale, "nobody.other", title, flowTitle)
        : words(locale, "nobody.role", title, flowTitle, roles);
  }

  private static String words(Locale locale, String key, Object... arguments) {
    return Messages.format(locale, FlowProblem.BUNDLE, key, arguments);
  }

  /** All roles that a step looks for people in. */
  private static Stream<String> roles(HumanStep step) {
    var assigned =
        step.assign().stream()
            .filter(AssigneeRule.InRole.class::isInstance)
            .map(rule -> ((AssigneeRule.InRole) rule).role());
    var otherwise =
        step.nobody().kind() == NoAssigneePolicy.Kind.ROLE
            ? Stream.of(step.nobody().role())
            : Stream.<String>empty();
    return Stream.concat(assigned, otherwise).distinct();
  }

  private static String name(Organization people, String role, Locale locale) {
    return people.roles().stream()
        .filter(one -> one.key().equals(role))
        .findFirst()
        .map(one -> "“" + one.title().in(locale) + "” (" + role + ")")
        .orElse("“" + role + "”");
  }
}
