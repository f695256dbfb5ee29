package dev.formwork.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.workspace.Definitions;

/** Where a visit begins: the first app's first form, or the gallery when there is no app yet. */
@Route(value = "", layout = Shell.class)
public final class HomeView extends Div implements BeforeEnterObserver {

  private final transient Definitions definitions;

  public HomeView(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (Visit.current().isEmpty()) {
      return;
    }
    var workspace = Visit.caller().workspace();
    var apps = Backend.await(() -> definitions.apps(workspace));
    if (apps.isEmpty()) {
      event.forwardTo("gallery");
    } else {
      var app = apps.getFirst().readPublished(AppDefinition.class);
      var start = app.start() != null ? app.start() : app.forms().getFirst();
      event.forwardTo("app/" + app.key() + "/" + start);
    }
  }
}
