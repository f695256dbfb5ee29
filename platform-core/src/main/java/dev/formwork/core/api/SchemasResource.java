package dev.formwork.core.api;

import dev.formwork.core.definition.DefinitionSchema;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/**
 * The JSON Schemas of definitions, for editors and scripts. Open to all: they are part of the
 * documentation.
 */
@Path("/api/v1/schemas/{name}")
@Produces("application/schema+json")
public class SchemasResource {

  @GET
  public String schema(@PathParam("name") String name) {
    return DefinitionSchema.named(name.replaceFirst("(\\.schema)?\\.json$", ""))
        .map(DefinitionSchema::text)
        .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.SCHEMA_NOT_FOUND, name));
  }
}
