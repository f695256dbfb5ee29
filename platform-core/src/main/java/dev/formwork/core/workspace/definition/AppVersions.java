package dev.formwork.core.workspace.definition;

import java.util.Map;

/**
 * Which published versions an app is made of.
 *
 * @param app of its own definition; 0: there is none
 * @param forms by key
 */
public record AppVersions(int app, Map<String, Integer> forms) {

  public AppVersions {
    forms = Map.copyOf(forms);
  }
}
