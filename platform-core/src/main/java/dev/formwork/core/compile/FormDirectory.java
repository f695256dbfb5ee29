package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.FormKey;
import java.util.List;
import java.util.Optional;

/** The other forms of the app, as far as a form may refer to them. */
@FunctionalInterface
public interface FormDirectory {

  Optional<FormDefinition> form(FormKey key);

  /** Keys of all of them, to suggest the nearest one. */
  default List<String> keys() {
    return List.of();
  }
}
