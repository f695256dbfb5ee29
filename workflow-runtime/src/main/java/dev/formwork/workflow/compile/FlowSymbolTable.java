package dev.formwork.workflow.compile;

import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that expressions of a flow may use: the fields of the record, then the variables of the
 * flow, whose slots follow those of the record.
 */
final class FlowSymbolTable implements SymbolTable {

  private final SymbolTable record;
  private final SymbolTable forms;
  private final int slots;
  private final List<Variable> variables;

  /**
   * @param record names of the record or row in hand; null: there is none
   * @param forms names that know the forms of the app; null: there are none
   * @param slots of the record
   */
  FlowSymbolTable(SymbolTable record, SymbolTable forms, int slots, List<Variable> variables) {
    this.record = record;
    this.forms = forms;
    this.slots = slots;
    this.variables = variables;
  }

  @Override
  public Optional<Reference> field(String name) {
    for (int i = 0; i < variables.size(); i++) {
      if (isNamed(variables.get(i), name)) {
        return Optional.of(reference(i));
      }
    }
    return record == null ? Optional.empty() : record.field(name);
  }

  private static boolean isNamed(Variable variable, String name) {
    return variable.key().equals(name)
        || variable.title() != null
            && (name.equals(variable.title().en()) || name.equals(variable.title().zh()));
  }

  private Reference reference(int variable) {
    var one = variables.get(variable);
    return new Reference.OfRecord(one.key(), slots + variable, null, one.type().valueType(), null);
  }

  private boolean isVariable(Reference reference) {
    return reference instanceof Reference.OfRecord own && own.slot() >= slots;
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
    return record == null ? Optional.empty() : record.column(subform, name);
  }

  @Override
  public Optional<Reference.OfTarget> through(Reference lookup, String name) {
    return record == null || isVariable(lookup) ? Optional.empty() : record.through(lookup, name);
  }

  @Override
  public Optional<OtherForm> form(String key) {
    return forms == null ? Optional.empty() : forms.form(key);
  }

  @Override
  public List<Choice> choices(Reference reference) {
    return record == null || isVariable(reference) ? List.of() : record.choices(reference);
  }

  @Override
  public Optional<String> title(Reference reference, Locale locale) {
    if (isVariable(reference)) {
      return variables.stream()
          .filter(one -> one.key().equals(reference.key()) && one.title() != null)
          .map(one -> one.title().in(locale))
          .findFirst();
    }
    return record == null ? Optional.empty() : record.title(reference, locale);
  }

  @Override
  public FunctionLibrary library() {
    return forms == null ? BuiltInFunctions.INSTANCE : forms.library();
  }

  @Override
  public List<String> forms() {
    return forms == null ? List.of() : forms.forms();
  }

  @Override
  public List<String> known() {
    var known = new ArrayList<String>();
    variables.forEach(
        one ->
            Stream.of(one.key(), one.title() == null ? one.key() : one.title().in(Locale.ENGLISH))
                .distinct()
                .forEach(known::add));
    if (record != null) {
      known.addAll(record.known());
    }
    return known;
  }

  @Override
  public List<String> known(Reference behind) {
    return record == null || isVariable(behind) ? List.of() : record.known(behind);
  }
}
