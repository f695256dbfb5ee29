package dev.formwork.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.token.ApiToken;
import dev.formwork.core.token.ApiTokens;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** One's own API tokens. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {

  private static final int MAX_DAYS = 3_650;

  private final ApiTokens tokens;

  TokensResource(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * What a program asks for.
   *
   * @param days until it expires; null: never
   */
  record Request(String name, boolean readOnly, Integer days, TokenScope scope) {}

  @GET
  public Uni<String> list(@Context ContainerRequestContext request) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return tokens.of(caller).map(found -> ItemsAnswer.json(found, token -> Answer.of(token, null)));
  }

  /** Answers the secret, this once. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> create(@Context ContainerRequestContext request, String body) {
    return tokens.create(RequestReader.caller(request), wanted(body)).map(TokensResource::created);
  }

  static Response created(ApiTokens.NewToken made) {
    return Response.status(201)
        .entity(DefinitionJson.write(Answer.of(made.token(), made.secret())))
        .build();
  }

  /** What a body asks for. */
  static ApiTokens.TokenRequest wanted(String body) {
    var wanted = RequestReader.read(body, Request.class);
    if (wanted.days != null && (wanted.days < 1 || wanted.days > MAX_DAYS)) {
      throw Refusal.invalid(List.of(Problem.at("/days", CoreProblem.TOKEN_DAYS, MAX_DAYS)));
    }
    return new ApiTokens.TokenRequest(
        wanted.name,
        wanted.readOnly,
        wanted.days == null ? null : Duration.ofDays(wanted.days),
        wanted.scope == null ? TokenScope.WHOLE : wanted.scope);
  }

  /** A new secret; the old one works for another hour. */
  @POST
  @Path("/{id}:rotate")
  public Uni<String> rotate(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return tokens
        .rotate(RequestReader.caller(request), RequestReader.id(id))
        .map(made -> DefinitionJson.write(Answer.of(made.token(), made.secret())));
  }

  @DELETE
  @Path("/{id}")
  public Uni<Response> revoke(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    var caller = RequestReader.caller(request);
    caller.requireWholeScope();
    return tokens
        .revoke(caller, RequestReader.id(id))
        .replaceWith(() -> Response.noContent().build());
  }

  /**
   * @param secret told only when it was just made; null otherwise
   */
  record Answer(
      UUID id,
      String name,
      String hint,
      boolean readOnly,
      String expiresAt,
      String lastUsedAt,
      TokenScope scope,
      @JsonInclude(JsonInclude.Include.NON_NULL) String secret) {

    static Answer of(ApiToken token, String secret) {
      return new Answer(
          token.id(),
          token.name(),
          token.hint(),
          token.readOnly(),
          IsoDates.utc(token.expiresAt()),
          IsoDates.utc(token.lastUsedAt()),
          token.scope(),
          secret);
    }
  }
}
