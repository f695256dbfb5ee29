package dev.formwork.ui.component;

import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Locale;
import java.util.Set;

/** Icons by the names that form definitions use. */
public final class Icons {

  private static final Set<String> KNOWN =
      Set.of(
          "building",
          "users",
          "package",
          "handshake",
          "file-text",
          "user-star",
          "briefcase",
          "table",
          "cart",
          "truck",
          "invoice",
          "money",
          "money-deposit",
          "clipboard-text",
          "calendar");

  private Icons() {}

  /** An unknown or missing name gives a table. Decorative: a label always stands beside it. */
  public static Icon named(String name) {
    var known =
        name != null && KNOWN.contains(name)
            ? name.toUpperCase(Locale.ROOT).replace('-', '_')
            : "TABLE";
    var icon = VaadinIcon.valueOf(known).create();
    icon.getElement().setAttribute("aria-hidden", "true");
    return icon;
  }
}
