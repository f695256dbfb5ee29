package dev.formwork.ui;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.ui.command.ServiceCalls;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Makes workspaces, members and tokens for tests. */
@ApplicationScoped
public class TestMembers {

  /** Someone with everything needed to sign in and to call the API. */
  public record Person(String login, String oneTimePassword, String token, Caller caller) {}

  /** Hashed once, as hashing is slow on purpose. */
  private static final String ONE_TIME_PASSWORD = "one time, of all tests";

  private static final String HASH = Passwords.hash(ONE_TIME_PASSWORD);

  private final Workspaces workspaces;
  private final Members members;
  private final ApiTokens tokens;
  private final Organizations organizations;
  private final Pool pool;

  TestMembers(
      Workspaces workspaces,
      Members members,
      ApiTokens tokens,
      Organizations organizations,
      Pool pool) {
    this.workspaces = workspaces;
    this.members = members;
    this.tokens = tokens;
    this.organizations = organizations;
    this.pool = pool;
  }

  /** An administrator of a workspace of their own. */
  public Person administrator() {
    var key = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    var workspace = ServiceCalls.await(() -> workspaces.create(key, "Test " + key));
    return in(workspace, "admin-" + key, Caller.Role.ADMINISTRATOR, false);
  }

  public Person in(Workspace workspace, String login, Caller.Role role, boolean readOnly) {
    var member = new MemberId(UuidCreator.getTimeOrderedEpoch());
    ServiceCalls.await(() -> insert(workspace, member, login, role));
    var caller = ServiceCalls.await(() -> members.caller(member, workspace));
    var token =
        ServiceCalls.await(
            () -> tokens.create(caller, ApiTokens.TokenRequest.whole("test", readOnly, null)));
    return new Person(login, ONE_TIME_PASSWORD, token.secret(), caller);
  }

  private Uni<Void> insert(Workspace workspace, MemberId member, String login, Caller.Role role) {
    return pool.preparedQuery(
            """
            WITH made AS (
              INSERT INTO formwork.member (id, login, name, password_hash, must_change_password, zone)
              VALUES ($1, $2, $3, $4, true, $5))
            INSERT INTO formwork.membership (id, workspace_id, member_id, role)
            VALUES ($6, $7, $1, $8)""")
        .execute(
            Tuple.from(
                List.of(
                    member.value(),
                    login.toLowerCase(Locale.ROOT),
                    "Name of " + login,
                    HASH,
                    ZoneId.systemDefault().getId(),
                    UuidCreator.getTimeOrderedEpoch(),
                    workspace.id(),
                    role.name())))
        .chain(() -> organizations.refresh(workspace.id()));
  }
}
