package dev.formwork.designer.pack;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.importexport.ImportService;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Installs packs into a workspace. */
@ApplicationScoped
public class PackInstaller {

  private static final Logger LOG = Logger.getLogger(PackInstaller.class);

  private final PackLibrary library;
  private final AppPublisher apps;
  private final CompiledForms forms;
  private final ImportService imports;
  private final Organizations organizations;
  private final OrganizationCommands organizationCommands;
  private final Pool pool;

  PackInstaller(
      PackLibrary library,
      AppPublisher apps,
      CompiledForms forms,
      ImportService imports,
      Organizations organizations,
      OrganizationCommands organizationCommands,
      Pool pool) {
    this.library = library;
    this.apps = apps;
    this.forms = forms;
    this.imports = imports;
    this.organizations = organizations;
    this.organizationCommands = organizationCommands;
    this.pool = pool;
  }

  /** Keys of the packs a workspace has. */
  public Uni<Set<String>> installed(Caller caller) {
    return pool.preparedQuery("SELECT pack FROM formwork.pack_installation WHERE workspace_id = $1")
        .execute(Tuple.of(caller.workspace().id()))
        .map(
            rows -> {
              Set<String> keys = new HashSet<>();
              rows.forEach(row -> keys.add(row.getString(0)));
              return keys;
            });
  }

  /**
   * Installs a pack: the roles that are missing, then its app with forms and flows in one
   * transaction, then its samples if wanted. Roles come first, as they do no harm alone: flows that
   * are live must find people.
   *
   * @return the pack installed
   */
  public Uni<Pack> install(Caller caller, String key, boolean withSamples) {
    caller.requireDesigning();
    return library.read(key).call(pack -> install(caller, pack, withSamples));
  }

  private Uni<Void> install(Caller caller, Pack pack, boolean withSamples) {
    return installed(caller)
        .invoke(
            installed -> {
              if (installed.contains(pack.key())) {
                throw Refusal.of(
                    Refusal.Kind.CONFLICT,
                    DesignProblem.PACK_INSTALLED,
                    pack.title().in(caller.locale()));
              }
            })
        .chain(() -> roles(caller, pack))
        .chain(
            () -> apps.publish(caller, pack.app(), pack.forms(), pack.flows(), pack.permissions()))
        .chain(() -> remember(caller, pack))
        .chain(() -> withSamples ? samples(caller, pack) : Uni.createFrom().voidItem())
        .invoke(
            () ->
                LOG.infof(
                    "Pack %s %s installed in workspace %s",
                    pack.key(), pack.version(), caller.workspace().schema()));
  }

  /**
   * Roles of a pack that nobody active has: what its flows ask of them would find nobody.
   *
   * @return with the titles they have in the workspace
   */
  public Uni<List<WorkspaceRole>> rolesWithoutPeople(Caller caller, Pack pack) {
    return organizations
        .of(caller.workspace().id())
        .map(
            live ->
                live.now()
                    .rolesWithoutPeople(
                        pack.roles().stream().map(WorkspaceRole::key).collect(Collectors.toSet())));
  }

  /** A role that is there keeps the title it has. */
  private Uni<Void> roles(Caller caller, Pack pack) {
    return organizations
        .of(caller.workspace().id())
        .map(
            live -> live.now().roles().stream().map(WorkspaceRole::key).collect(Collectors.toSet()))
        .toMulti()
        .onItem()
        .transformToIterable(
            there -> pack.roles().stream().filter(role -> !there.contains(role.key())).toList())
        .onItem()
        .transformToUniAndConcatenate(
            role -> organizationCommands.saveRole(caller, role.key(), role.title()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> remember(Caller caller, Pack pack) {
    return pool.preparedQuery(
            "INSERT INTO formwork.pack_installation (id, workspace_id, pack, version, installed_at, installed_by) VALUES ($1, $2, $3, $4, now(), $5)")
        .execute(
            Tuple.of(
                UuidCreator.getTimeOrderedEpoch(),
                caller.workspace().id(),
                pack.key(),
                pack.version(),
                MemberId.valueOrNull(caller.memberId())))
        .replaceWithVoid();
  }

  /** Samples are imported one form after the other: later ones refer to earlier ones by title. */
  private Uni<Void> samples(Caller caller, Pack pack) {
    return Multi.createFrom()
        .iterable(pack.samples())
        .onItem()
        .transformToUniAndConcatenate(sample -> sample(caller, pack, sample))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> sample(Caller caller, Pack pack, Pack.Sample sample) {
    var content = sample.csv().getBytes(StandardCharsets.UTF_8);
    return forms
        .form(caller.workspace(), pack.app().key().value(), sample.form())
        .chain(
            form ->
                imports
                    .guessed(form, content, CsvFormat.DETECTED)
                    .chain(
                        plan -> imports.start(caller, form, sample.form() + ".csv", content, plan)))
        .chain(id -> finished(caller, id));
  }

  private Uni<Void> finished(Caller caller, UUID id) {
    return imports
        .run(caller, id)
        .chain(
            run ->
                run.isOver()
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(100))
                        .chain(() -> finished(caller, id)));
  }
}
