package dev.formwork.ui.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test, or a class before its tests, a world of its own, which ends with it. The server is
 * started for the first world and stopped after the last test.
 */
final class WorldResolver implements ParameterResolver {

  private static final Namespace STORE = Namespace.create(WorldResolver.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType().equals(World.class);
  }

  @Override
  public World resolveParameter(ParameterContext parameter, ExtensionContext test) {
    // Stores of methods know what those of their class hold, so the key says whose world it is.
    return test.getStore(STORE)
        .computeIfAbsent(test.getUniqueId(), _ -> server(test).world(), World.class);
  }

  private static SharedServer server(ExtensionContext test) {
    return test.getRoot()
        .getStore(STORE)
        .computeIfAbsent(SharedServer.class, _ -> new SharedServer(), SharedServer.class);
  }
}
