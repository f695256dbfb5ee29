package dev.formwork.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouterLink;
import dev.formwork.ui.profile.ProfileView;
import dev.formwork.ui.task.TaskCountBadge;
import dev.formwork.ui.task.TasksView;
import dev.formwork.ui.text.UiTexts;

/**
 * The navigation bar at the lower edge of small screens: tasks, apps, new record, profile. Hidden
 * on wide screens.
 */
final class MobileNavBar extends Nav {

  private final RouterLink tasks = new RouterLink(TasksView.class);
  private final RouterLink me = new RouterLink(ProfileView.class);

  /**
   * @param onApps opens the drawer
   * @param onNew asks what is to be made; null: there is nothing that could be
   */
  MobileNavBar(TaskCountBadge count, Runnable onApps, Runnable onNew) {
    addClassName("fw-bar");
    setAriaLabel(UiTexts.of("nav.bar"));
    entry(tasks, VaadinIcon.TASKS, "nav.tasks").add(count);
    tasks.setId("bar-tasks");
    entry(me, VaadinIcon.USER, "nav.me");
    me.setId("bar-me");
    add(tasks, button(VaadinIcon.GRID_SMALL, "nav.apps", "bar-apps", onApps));
    if (onNew != null) {
      var make = button(VaadinIcon.PLUS, "nav.new", "bar-new", onNew);
      make.addClassName("fw-bar-new");
      make.getElement().setAttribute("aria-haspopup", "dialog");
      add(make);
    }
    add(me);
  }

  private static NativeButton button(VaadinIcon icon, String label, String id, Runnable action) {
    var button = new NativeButton();
    entry(button, icon, label);
    button.setId(id);
    button.addClickListener(_ -> action.run());
    return button;
  }

  /** The place of the icon, for what is shown upon it. */
  private static Div entry(Component entry, VaadinIcon icon, String label) {
    Icon picture = icon.create();
    picture.getElement().setAttribute("aria-hidden", "true");
    var place = new Div(picture);
    place.addClassName("fw-bar-icon");
    entry.getElement().appendChild(place.getElement(), new Span(UiTexts.of(label)).getElement());
    entry.addClassName("fw-bar-entry");
    return place;
  }

  /** Marks where one is. */
  void at(Location location) {
    mark(tasks, location.getFirstSegment().equals("tasks"));
    mark(me, location.getFirstSegment().equals("profile"));
  }

  private static void mark(RouterLink link, boolean here) {
    if (here) {
      link.getElement().setAttribute("aria-current", "page");
    } else {
      link.getElement().removeAttribute("aria-current");
    }
  }
}
