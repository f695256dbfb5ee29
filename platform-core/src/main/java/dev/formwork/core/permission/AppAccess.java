package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who comes into an app, and as what. As long as nobody defined it, every member is a user.
 * Administrators of the workspace are administrators of every app.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppAccess(AppKey app, List<Grant> grants) {

  public AppAccess {
    grants = grants == null ? List.of() : List.copyOf(grants);
  }

  /** These people are this. */
  public record Grant(Grantees who, AppRole as) {

    public Grant {
      who = who == null ? new Grantees(false, null, null, null) : who;
    }
  }

  /** What holds until someone defines something else. */
  public static AppAccess open(AppKey app) {
    return new AppAccess(app, List.of(new Grant(Grantees.all(), AppRole.USER)));
  }

  /** All that someone is in the app; empty: they may not come in. */
  public Set<AppRole> rolesOf(Membership membership, Organization organization) {
    var roles = EnumSet.noneOf(AppRole.class);
    if (membership.administrator()) {
      roles.add(AppRole.ADMINISTRATOR);
    }
    grants.stream()
        .filter(grant -> grant.as != null && grant.who.includes(membership, organization))
        .forEach(grant -> roles.add(grant.as));
    return Set.copyOf(roles);
  }
}
