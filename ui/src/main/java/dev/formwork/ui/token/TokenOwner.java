package dev.formwork.ui.token;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.token.ApiToken;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.token.ApiTokens.NewToken;
import dev.formwork.core.token.ApiTokens.TokenRequest;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** Whose tokens a panel shows and creates: one's own, or those of a service account. */
public sealed interface TokenOwner {

  Uni<List<ApiToken>> tokens();

  Uni<NewToken> make(TokenRequest tokenRequest);

  Uni<NewToken> rotate(UUID token);

  Uni<Void> revoke(UUID token);

  /** One's own. */
  record Myself(ApiTokens all, Caller caller) implements TokenOwner {

    @Override
    public Uni<List<ApiToken>> tokens() {
      return all.of(caller);
    }

    @Override
    public Uni<NewToken> make(TokenRequest tokenRequest) {
      return all.create(caller, tokenRequest);
    }

    @Override
    public Uni<NewToken> rotate(UUID token) {
      return all.rotate(caller, token);
    }

    @Override
    public Uni<Void> revoke(UUID token) {
      return all.revoke(caller, token);
    }
  }

  /** Those of a service, for an administrator. */
  record Service(ApiTokens all, Caller caller, MemberId service) implements TokenOwner {

    @Override
    public Uni<List<ApiToken>> tokens() {
      return all.of(caller, service);
    }

    @Override
    public Uni<NewToken> make(TokenRequest tokenRequest) {
      return all.createFor(caller, service, tokenRequest);
    }

    @Override
    public Uni<NewToken> rotate(UUID token) {
      return all.rotateFor(caller, service, token);
    }

    @Override
    public Uni<Void> revoke(UUID token) {
      return all.revoke(caller, token);
    }
  }
}
