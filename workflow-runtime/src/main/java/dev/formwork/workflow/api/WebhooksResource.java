package dev.formwork.workflow.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.formwork.core.api.IdAnswer;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.ratelimit.RateLimiter;
import dev.formwork.workflow.trigger.Webhooks;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The endpoint that other systems call to start a flow; the address is the credential. */
@Path("/api/hooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {

  private static final int LONGEST = 256_000;

  /** Addresses remembered as good. */
  private static final int MOST_KNOWN = 10_000;

  /** Seconds of calls that may come at once. */
  private static final int BURST_SECONDS = 10;

  private final Webhooks webhooks;
  private final int perSecond;
  private final RateLimiter calls;
  private final RateLimiter wrong;
  private final Cache<String, Boolean> known =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  @Inject
  WebhooksResource(
      Webhooks webhooks,
      @ConfigProperty(name = "formwork.limit.hook-calls-per-second", defaultValue = "50")
          int perSecond,
      @ConfigProperty(name = "formwork.limit.bad-tokens-per-second", defaultValue = "5")
          int wrongPerSecond) {
    this.webhooks = webhooks;
    this.perSecond = perSecond;
    this.calls = new RateLimiter(perSecond, perSecond * BURST_SECONDS, System::nanoTime);
    this.wrong = new RateLimiter(wrongPerSecond, wrongPerSecond * BURST_SECONDS, System::nanoTime);
  }

  @POST
  @Path("/{token}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> call(
      @Context HttpServerRequest connection, @PathParam("token") String token, String body) {
    if (body != null && body.length() > LONGEST) {
      throw Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.TEXT_TOO_LONG, LONGEST);
    }
    var address = RequestReader.address(connection).getHostAddress();
    if (!isKnown(token) && !wrong.hasOne(address)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.TOO_MANY_BAD_TOKENS);
    }
    if (!calls.takes(token)) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.TOO_MANY_REQUESTS, perSecond);
    }
    var json = RequestReader.json(body == null || body.isBlank() ? "{}" : body);
    return webhooks
        .call(token, json)
        .invoke(() -> known.put(SecretHashes.sha256(token), true))
        .onFailure(WebhooksResource::isUnknown)
        .invoke(() -> wrong(token, address))
        .map(id -> Response.accepted(IdAnswer.json(id)).build());
  }

  /** Whether it was good lately: others' tries behind one address keep it not out. */
  private boolean isKnown(String token) {
    return known.getIfPresent(SecretHashes.sha256(token)) != null;
  }

  private void wrong(String token, String address) {
    known.invalidate(SecretHashes.sha256(token));
    wrong.takes(address);
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND;
  }
}
