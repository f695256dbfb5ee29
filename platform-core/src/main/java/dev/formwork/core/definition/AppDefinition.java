package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import java.util.List;

/**
 * A set of forms that belong together.
 *
 * @param forms in the order of the navigation; the first is where a visit begins unless {@code
 *     start} names another
 * @param start nullable
 * @param functions that the team wrote for its formulas
 * @param scripts that its people may run
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppDefinition(
    AppKey key,
    Title title,
    Title description,
    String icon,
    List<FormKey> forms,
    FormKey start,
    List<ScriptFunction> functions,
    List<AppScript> scripts) {

  public AppDefinition {
    forms = forms == null ? List.of() : List.copyOf(forms);
    functions = functions == null ? List.of() : List.copyOf(functions);
    scripts = scripts == null ? List.of() : List.copyOf(scripts);
  }

  public AppDefinition withFunctions(List<ScriptFunction> changed) {
    return new AppDefinition(key, title, description, icon, forms, start, changed, scripts);
  }

  public AppDefinition withScripts(List<AppScript> changed) {
    return new AppDefinition(key, title, description, icon, forms, start, functions, changed);
  }
}
