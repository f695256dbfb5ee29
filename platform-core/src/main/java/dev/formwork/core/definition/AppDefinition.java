package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A set of forms that belong together.
 *
 * @param forms in the order of the navigation; the first is where a visit begins unless {@code
 *     start} names another
 * @param start nullable
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppDefinition(
    AppKey key, Title title, Title description, String icon, List<FormKey> forms, FormKey start) {

  public AppDefinition {
    forms = forms == null ? List.of() : List.copyOf(forms);
  }
}
