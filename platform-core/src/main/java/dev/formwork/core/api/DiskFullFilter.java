package dev.formwork.core.api;

import dev.formwork.core.database.DiskRoom;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** While the disk is nearly full, requests that may write are refused; those that read are not. */
class DiskFullFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @ServerRequestFilter(nonBlocking = true)
  Response refuse(ContainerRequestContext request) {
    boolean mayWrite =
        !READING.contains(request.getMethod())
            && !request.getUriInfo().getPath().endsWith("/validate");
    return mayWrite && DiskRoom.isLow()
        ? ProblemDocument.response(
            DiskRoom.refusal(), request.getUriInfo().getPath(), RequestReader.locale(request))
        : null;
  }
}
