package dev.formwork.ui;

import dev.formwork.core.access.Caller;
import dev.formwork.core.member.Members;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.ui.command.ServiceCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Makes workspaces, members and tokens for tests. */
@ApplicationScoped
public class TestMembers {

  /** Someone with everything needed to sign in and to call the API. */
  public record Person(String login, String oneTimePassword, String token, Caller caller) {}

  private final Workspaces workspaces;
  private final Members members;
  private final ApiTokens tokens;

  TestMembers(Workspaces workspaces, Members members, ApiTokens tokens) {
    this.workspaces = workspaces;
    this.members = members;
    this.tokens = tokens;
  }

  /** An administrator of a workspace of their own. */
  public Person administrator() {
    var key = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    var workspace = ServiceCalls.await(() -> workspaces.create(key, "Test " + key));
    return in(workspace, "admin-" + key, Caller.Role.ADMINISTRATOR, false);
  }

  public Person in(Workspace workspace, String login, Caller.Role role, boolean readOnly) {
    var made = ServiceCalls.await(() -> members.create(workspace, login, "Name of " + login, role));
    var caller = ServiceCalls.await(() -> members.caller(made.member().id(), workspace));
    var token =
        ServiceCalls.await(
            () -> tokens.create(caller, ApiTokens.TokenRequest.whole("test", readOnly, null)));
    return new Person(login, made.oneTimePassword(), token.secret(), caller);
  }
}
