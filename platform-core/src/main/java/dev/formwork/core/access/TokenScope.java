package dev.formwork.core.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.permission.RecordAction;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * What an API token may be used for. A scope only narrows what its owner may do.
 *
 * @param grants what it is for; empty: everything its owner may do
 * @param addresses the networks it may come from, such as {@code 10.0.0.0/8}; empty: anywhere
 * @param until when it ends; kept beside the scope, not in its JSON; null: it does not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TokenScope(
    List<Grant> grants, List<String> addresses, @JsonIgnore OffsetDateTime until) {

  /** A person's own session, and a token without limits. */
  public static final TokenScope WHOLE = new TokenScope(List.of(), List.of());

  public TokenScope {
    grants = grants == null ? List.of() : List.copyOf(grants);
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }

  public TokenScope(List<Grant> grants, List<String> addresses) {
    this(grants, addresses, null);
  }

  /**
   * One thing a token is for.
   *
   * @param form null: every form of the app
   * @param actions empty: every action
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Grant(String app, String form, Set<RecordAction> actions) {

    public Grant {
      actions = actions == null ? Set.of() : Set.copyOf(actions);
    }
  }

  /** As it was written into the database. */
  public static TokenScope of(String json) {
    try {
      return DefinitionJson.read(DefinitionJson.tree(json), TokenScope.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored scope can be read", e);
    }
  }

  /** Whether it is for everything, so that it also reaches what is no record. */
  @JsonIgnore
  public boolean isWhole() {
    return grants.isEmpty();
  }

  /** Whether it is good from some places or for some time alone. */
  @JsonIgnore
  public boolean isLimited() {
    return !addresses.isEmpty() || until != null;
  }

  /** The same of a token that ends then; null: it does not. */
  public TokenScope endingAt(OffsetDateTime end) {
    return new TokenScope(grants, addresses, end);
  }

  /** Whether it is for anything in this app. */
  public boolean reaches(AppKey app) {
    return isWhole() || grants.stream().anyMatch(grant -> grant.app.equals(app.value()));
  }

  public boolean allows(AppKey app, String form, RecordAction recordAction) {
    return isWhole()
        || grants.stream()
            .anyMatch(
                grant ->
                    grant.app.equals(app.value())
                        && (grant.form == null || grant.form.equals(form))
                        && (grant.actions.isEmpty() || grant.actions.contains(recordAction)));
  }
}
