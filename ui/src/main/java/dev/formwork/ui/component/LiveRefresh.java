package dev.formwork.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.util.function.Function;

/** Keeps a component up to date with what happens on the server while it is on the page. */
public final class LiveRefresh {

  private final Component component;
  private final Function<Runnable, Runnable> listen;
  private final Runnable refresh;
  private Runnable stop = () -> {};

  private LiveRefresh(Component component, Function<Runnable, Runnable> listen, Runnable refresh) {
    this.component = component;
    this.listen = listen;
    this.refresh = refresh;
  }

  /**
   * @param listen has something called after each change, until what it returns is called
   * @param refresh run in the session of the page
   */
  public static void keep(
      Component component, Function<Runnable, Runnable> listen, Runnable refresh) {
    var live = new LiveRefresh(component, listen, refresh);
    component.addAttachListener(event -> live.begin(event.getUI()));
    component.addDetachListener(_ -> live.end());
  }

  private void begin(UI ui) {
    end();
    stop = listen.apply(() -> ui.access(this::show));
  }

  private void show() {
    if (component.isAttached()) {
      refresh.run();
    }
  }

  private void end() {
    stop.run();
    stop = () -> {};
  }
}
