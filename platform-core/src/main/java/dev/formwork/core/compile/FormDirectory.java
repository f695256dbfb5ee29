package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.FormKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The other forms of the app, as far as a form may refer to them. */
@FunctionalInterface
public interface FormDirectory {

  Optional<FormDefinition> form(FormKey key);

  /** These, by their keys. */
  static FormDirectory of(Map<String, FormDefinition> forms) {
    return new FormDirectory() {
      @Override
      public Optional<FormDefinition> form(FormKey key) {
        return Optional.ofNullable(forms.get(key.value()));
      }

      @Override
      public List<String> keys() {
        return List.copyOf(forms.keySet());
      }
    };
  }

  /** Keys of all of them, to suggest the nearest one. */
  default List<String> keys() {
    return List.of();
  }
}
