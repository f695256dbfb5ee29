package dev.formwork.designer.definition;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.DefinitionId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of definitions there are. */
@ApplicationScoped
public class DefinitionTypes {

  private final Map<DefinitionKind, DefinitionType<?>> byKind;

  @Inject
  public DefinitionTypes(@All List<DefinitionType<?>> all) {
    byKind = all.stream().collect(Collectors.toMap(DefinitionType::kind, Function.identity()));
  }

  /** The type of a kind. */
  public DefinitionType<?> of(DefinitionKind kind) {
    return byKind.get(kind);
  }

  /** In the order of their kinds. */
  List<DefinitionType<?>> all() {
    return byKind.values().stream()
        .<DefinitionType<?>>map(type -> type)
        .sorted(Comparator.comparing(DefinitionType::kind))
        .toList();
  }

  /**
   * What keeps a change from being published: the mistakes of what is changed, or else what would
   * no longer run besides. Of several changes each is named by its key.
   */
  public List<Problem> problems(AppChange change) {
    boolean several = change.wanted().size() > 1;
    var own =
        change.wanted().stream()
            .flatMap(
                one ->
                    one.problems(change).stream()
                        .map(problem -> several ? problem.within("/" + one.id().key()) : problem))
            .toList();
    return own.isEmpty()
        ? all().stream().flatMap(type -> type.broken(change).stream()).toList()
        : own;
  }

  /**
   * The definitions of all kinds that the new forms of a change come with; nothing of a kind that
   * was defined for the form already.
   */
  List<NewVersion<?>> ofNewForms(AppChange change) {
    return change.wantedForms().stream()
        .filter(form -> form.version() == 1)
        .<NewVersion<?>>flatMap(form -> ofNewForm(form, change))
        .toList();
  }

  private Stream<NewVersion<?>> ofNewForm(CompiledForm form, AppChange change) {
    return all().stream().flatMap(type -> ofNewForm(type, form, change).stream());
  }

  private static <T> Optional<NewVersion<T>> ofNewForm(
      DefinitionType<T> type, CompiledForm form, AppChange change) {
    var id = new DefinitionId(change.before().key(), type.kind(), form.key());
    return change.version(id) > 1 || change.isWanted(type.kind(), form.key())
        ? Optional.empty()
        : type.ofNewForm(form).map(one -> NewVersion.of(type, id, one));
  }

  /** Fails as invalid when something keeps a change from being published. */
  AppChange sound(AppChange change) {
    var problems = problems(change);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return change;
  }
}
