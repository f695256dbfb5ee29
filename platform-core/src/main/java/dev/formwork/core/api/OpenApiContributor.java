package dev.formwork.core.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import io.smallrye.mutiny.Uni;

/** Adds the endpoints of another module to the OpenAPI document of an app. */
public interface OpenApiContributor {

  /**
   * What this caller can reach.
   *
   * @return an object with {@code paths} and {@code components.schemas} to be joined to the others;
   *     problem documents are {@code #/components/schemas/Problem}
   */
  Uni<ObjectNode> of(Caller caller, AppKey app);
}
