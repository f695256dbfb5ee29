package dev.formwork.ui.start;

import dev.formwork.core.access.Caller;
import dev.formwork.core.member.Members;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * At start: migrates the tables of all workspaces, seals secrets with the newest key, creates the
 * first workspace and its administrator if there is none, and prints how to sign in.
 */
@ApplicationScoped
class WorkspaceBootstrap {

  private static final String FIRST_WORKSPACE = "main";

  /** Before the workers and the relay look for work in the workspaces' tables. */
  private static final int EARLY = 10;

  private final Workspaces workspaces;
  private final Members members;
  private final Secrets secrets;
  private final String address;
  private final int managementPort;
  private int resealed;
  private Members.NewMember newcomer;

  WorkspaceBootstrap(
      Workspaces workspaces,
      Members members,
      Secrets secrets,
      @ConfigProperty(name = "formwork.scheme", defaultValue = "http") String scheme,
      @ConfigProperty(name = "formwork.port", defaultValue = "8080") int port,
      @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int managementPort) {
    this.workspaces = workspaces;
    this.members = members;
    this.secrets = secrets;
    this.address = scheme + "://localhost:" + port;
    this.managementPort = managementPort;
  }

  void prepare(@Observes @Priority(EARLY) StartupEvent event) {
    var all = ServiceCalls.await(workspaces::all);
    all.forEach(workspaces::migrate);
    ServiceCalls.await(secrets::requireRightKeys);
    resealed = ServiceCalls.await(secrets::resealAll);
    newcomer =
        ServiceCalls.await(members::isAnyoneThere)
            ? ServiceCalls.await(members::renewFirst)
            : ServiceCalls.await(
                () ->
                    (all.isEmpty()
                            ? workspaces.create(FIRST_WORKSPACE, "Formwork")
                            : workspaces.byId(all.getFirst().id()))
                        .chain(
                            workspace ->
                                members.create(
                                    workspace,
                                    "admin",
                                    "Administrator",
                                    Caller.Role.ADMINISTRATOR)));
  }

  /** Says how to get in; called when the server answers. */
  void greet() {
    DataFolder.say("");
    DataFolder.say("  Formwork is ready:  " + address);
    DataFolder.say("  Health and metrics: http://127.0.0.1:" + managementPort + "/q");
    if (resealed > 0) {
      DataFolder.say(
          "  Secrets sealed with the newest key: "
              + resealed
              + ". The older keys in the key file are not needed any more.");
    }
    if (newcomer != null) {
      DataFolder.say("  Sign in as:         " + newcomer.member().login());
      DataFolder.say("  One-time password:  " + newcomer.oneTimePassword());
      DataFolder.say(
          "  (You will choose your own password at the first sign-in. Until then, each start shows"
              + " a new one.)");
    }
    DataFolder.say("");
  }
}
