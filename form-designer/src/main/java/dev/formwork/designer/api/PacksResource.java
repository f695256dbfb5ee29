package dev.formwork.designer.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.designer.pack.Pack;
import dev.formwork.designer.pack.PackInstaller;
import dev.formwork.designer.pack.PackLibrary;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;

/** The gallery of packs. */
@Path("/api/v1/packs")
@Produces(MediaType.APPLICATION_JSON)
public class PacksResource {

  private final PackLibrary library;
  private final PackInstaller installer;

  PacksResource(PackLibrary library, PackInstaller installer) {
    this.library = library;
    this.installer = installer;
  }

  @GET
  public Uni<String> list(@Context ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    return installer
        .installed(caller)
        .chain(installed -> library.read().map(packs -> json(caller, packs, installed)));
  }

  private static String json(Caller caller, List<Pack> packs, Set<String> installed) {
    var answer = DefinitionJson.mapper().createObjectNode();
    var items = answer.putArray("items");
    for (var pack : packs) {
      items
          .addObject()
          .put("key", pack.key())
          .put("version", pack.version())
          .put("title", pack.title().in(caller.locale()))
          .put("installed", installed.contains(pack.key()));
    }
    return answer.toString();
  }

  @POST
  @Path("/{key}:install")
  public Uni<String> install(
      @Context ContainerRequestContext request,
      @PathParam("key") String key,
      @QueryParam("samples") @DefaultValue("false") boolean samples) {
    var caller = RequestReader.caller(request);
    return installer
        .install(caller, key, samples)
        .chain(
            pack ->
                installer
                    .rolesWithoutPeople(caller, pack)
                    .map(roles -> installed(caller, pack, roles)));
  }

  private static String installed(Caller caller, Pack pack, List<WorkspaceRole> withoutPeople) {
    var answer = DefinitionJson.mapper().createObjectNode();
    answer.put("app", pack.app().key().value());
    var roles = answer.putArray("rolesWithoutPeople");
    withoutPeople.forEach(
        role ->
            roles
                .addObject()
                .put("key", role.key())
                .put("title", role.title().in(caller.locale())));
    return answer.toString();
  }
}
