package dev.formwork.core.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Delivers the change-log ids of committed changes of a form to listeners on this node, from
 * whichever node they come. Listeners read the records with the rights of their own reader.
 */
@ApplicationScoped
public class ChangeFeed {

  private record Place(String schema, String form) {}

  private final Map<Place, List<Consumer<List<Long>>>> listeners = new ConcurrentHashMap<>();

  /**
   * @return ends the listening
   */
  public Runnable listen(String schema, String form, Consumer<List<Long>> listener) {
    var here =
        listeners.computeIfAbsent(new Place(schema, form), _ -> new CopyOnWriteArrayList<>());
    here.add(listener);
    return () -> here.remove(listener);
  }

  public void deliver(String schema, String form, List<Long> changes) {
    listeners
        .getOrDefault(new Place(schema, form), List.of())
        .forEach(listener -> listener.accept(changes));
  }
}
