package dev.formwork.core.share;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.rights.FormRights;
import dev.formwork.core.share.PublicLink.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a public link may show and ask for: never more than its maker may now. Pure. */
final class PublicLinkRights {

  private PublicLinkRights() {}

  /** Whether the caller looks after the links of others as well. */
  static boolean mayManage(Caller caller, CompiledForm form) {
    return RecordAccess.rights(caller, form).mayAdminister();
  }

  /**
   * @throws Refusal naming all that is not the caller's to give
   */
  static void check(Caller caller, CompiledForm form, PublicLinkAdmin.LinkRequest linkRequest) {
    RecordAccess.requireShare(caller, form, action(linkRequest.kind()));
    var rights = RecordAccess.to(caller.doing(RecordAction.SHARE), form);
    var settings = linkRequest.settings();
    var problems = new ArrayList<Problem>();
    if (settings.fields().isEmpty()) {
      problems.add(Problem.at("/fields", CoreProblem.LINK_FIELDS));
    }
    for (int i = 0; i < settings.fields().size(); i++) {
      if (!isGiven(linkRequest.kind(), form, rights, settings.fields().get(i))) {
        problems.add(Problem.at("/fields/" + i, CoreProblem.LINK_FIELD, settings.fields().get(i)));
      }
    }
    if (linkRequest.kind() == Kind.FORM) {
      missing(form, settings.fields()).forEach(problems::add);
    }
    if (linkRequest.kind() == Kind.QUERY) {
      boolean two = settings.match().size() == 2 && Set.copyOf(settings.match()).size() == 2;
      if (!two || settings.match().stream().anyMatch(key -> !isMatched(form, rights, key))) {
        problems.add(Problem.at("/match", CoreProblem.LINK_MATCH));
      }
    }
    if (settings.quota() != null && settings.quota() < 1) {
      problems.add(Problem.at("/quota", CoreProblem.NUMBER_BELOW, 1));
    }
    if (settings.opensAt() != null
        && settings.closesAt() != null
        && !settings.closesAt().isAfter(settings.opensAt())) {
      problems.add(Problem.at("/closesAt", CoreProblem.LINK_PERIOD));
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  static List<Field> offered(Caller caller, CompiledForm form, Kind kind) {
    var rights = RecordAccess.to(caller.doing(RecordAction.SHARE), form);
    return form.definition().fields().stream()
        .filter(field -> isGiven(kind, form, rights, field.key().value()))
        .toList();
  }

  static List<Field> matchable(Caller caller, CompiledForm form) {
    var rights = RecordAccess.to(caller.doing(RecordAction.SHARE), form);
    return form.definition().fields().stream()
        .filter(field -> isMatched(form, rights, field.key().value()))
        .toList();
  }

  private static RecordAction action(Kind kind) {
    return kind == Kind.FORM ? RecordAction.CREATE : RecordAction.READ;
  }

  /** What somebody must fill in, and the link does not ask for. */
  private static List<Problem> missing(CompiledForm form, List<String> fields) {
    return form.definition().fields().stream()
        .filter(field -> field.head().required() && field.head().defaultExpression() == null)
        .filter(Field::isEntered)
        .filter(field -> !fields.contains(field.key().value()))
        .map(field -> Problem.at("/fields", CoreProblem.LINK_REQUIRED, field.title()))
        .toList();
  }

  /** Whether a link may ask for a field, or show it. */
  static boolean isGiven(Kind kind, CompiledForm form, FormRights rights, String key) {
    var field = field(form, key);
    if (field == null) {
      return false;
    }
    // People from outside look up no records and no colleagues of ours.
    return kind == Kind.FORM
        ? isAsked(field) && rights.isWritable(RecordAction.CREATE, key)
        : rights.isReadableWherever(key);
  }

  private static boolean isAsked(Field field) {
    boolean own =
        field.isEntered()
            && !(field instanceof LookupField)
            && !(field instanceof MemberField)
            && !field.head().readOnly();
    return own
        && (!(field instanceof SubformField rows)
            || rows.fields().stream().allMatch(column -> column.isDerived() || isAsked(column)));
  }

  private static boolean isMatched(CompiledForm form, FormRights rights, String key) {
    return form.column(key)
            .filter(column -> column.isStored() && column.type().isMatchable())
            .isPresent()
        && rights.isReadableWherever(key);
  }

  private static Field field(CompiledForm form, String key) {
    return form.definition().fields().stream()
        .filter(field -> field.key().value().equals(key))
        .findFirst()
        .orElse(null);
  }

  /**
   * What whoever comes by the link may do: as far as its maker may now.
   *
   * @param maker of the link
   */
  static PermissionSet of(PublicLink link, CompiledForm form, Caller maker) {
    RecordAccess.requireShare(maker, form, action(link.kind()));
    var rights = RecordAccess.to(maker.doing(RecordAction.SHARE), form);
    var right = link.kind() == Kind.FORM ? FieldRight.WRITE : FieldRight.READ;
    var fields = new HashMap<String, FieldRight>();
    link.settings().fields().stream()
        .filter(key -> isGiven(link.kind(), form, rights, key))
        .forEach(key -> fields.put(key, right));
    if (link.kind() == Kind.QUERY) {
      link.settings().match().stream()
          .filter(key -> isMatched(form, rights, key))
          .forEach(key -> fields.put(key, right));
    }
    // Named for its maker, whom the condition may speak of: rights that are alike are kept once.
    return new PermissionSet(
        "public " + maker.memberId(),
        Title.of("Public link"),
        Grantees.all(),
        Set.of(action(link.kind())),
        fields,
        FieldRight.HIDDEN,
        link.kind() == Kind.FORM ? rows(rights) : null,
        false);
  }

  /** Which records the maker may make, and so lets others make; null: all. */
  private static String rows(FormRights rights) {
    var making = rights.sets().stream().filter(set -> set.gives(RecordAction.CREATE)).toList();
    return making.stream().anyMatch(set -> !set.isLimited())
        ? null
        : making.stream()
            .map(set -> "(" + set.definition().rows() + ")")
            .collect(Collectors.joining(" OR "));
  }
}
