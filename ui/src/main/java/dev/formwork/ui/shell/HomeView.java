package dev.formwork.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.session.UserSession;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The start page: forwards to the first form of the first app, or to the template gallery when
 * there is no app.
 */
@Route("")
public final class HomeView extends Div implements BeforeEnterObserver {

  private final transient Definitions definitions;
  private final transient CompiledForms forms;

  public HomeView(Definitions definitions, CompiledForms forms) {
    this.forms = forms;
    this.definitions = definitions;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (UserSession.current().isEmpty()) {
      return;
    }
    var caller = UserSession.caller();
    event.forwardTo(
        ServiceCalls.await(() -> definitions.apps(caller.workspace())).stream()
            .map(stored -> stored.readPublished(AppDefinition.class))
            .flatMap(app -> start(caller, app).stream())
            .findFirst()
            .orElse("gallery"));
  }

  /** The form an app begins with, or the first one the visitor may see; empty without any. */
  private Optional<String> start(Caller caller, AppDefinition app) {
    var key = app.key();
    var found = ServiceCalls.await(() -> forms.forms(caller.workspace(), key));
    return Stream.concat(Stream.ofNullable(app.start()), app.forms().stream())
        .map(form -> found.get(form.value()))
        .filter(form -> form != null && RecordAccess.to(caller, form).isKnown())
        .map(form -> "app/" + key + "/" + form.key())
        .findFirst();
  }
}
