package dev.formwork.core.cluster.channel;

import java.util.function.Consumer;

/** Messages between nodes through PostgreSQL, for other modules. The subscription lasts. */
public interface NodeChannel {

  /**
   * @param channel of {@code NOTIFY}
   * @param listener gets the payload; on an event loop, which may not wait
   */
  void listen(String channel, Consumer<String> listener);
}
