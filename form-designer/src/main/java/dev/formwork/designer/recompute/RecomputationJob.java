package dev.formwork.designer.recompute;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.record.Recomputation;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Recomputes a form, some batches a step. Going on after a crash begins behind the last batch that
 * was committed; a batch done twice comes out the same.
 */
@ApplicationScoped
class RecomputationJob implements JobHandler {

  private static final int BATCHES_A_STEP = 4;

  private final Recomputations recomputations;
  private final Recomputation recomputation;
  private final CompiledForms forms;
  private final Workspaces workspaces;
  private final LiveChanges live;

  RecomputationJob(
      Recomputations recomputations,
      Recomputation recomputation,
      CompiledForms forms,
      Workspaces workspaces,
      LiveChanges live) {
    this.recomputations = recomputations;
    this.recomputation = recomputation;
    this.forms = forms;
    this.workspaces = workspaces;
    this.live = live;
  }

  @Override
  public String kind() {
    return Recomputations.JOB;
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return recomputations.finish(UUID.fromString(job.subject()), "failed", error);
  }

  @Override
  public Uni<Progress> step(Job job) {
    return recomputations
        .find(UUID.fromString(job.subject()))
        .chain(
            progress ->
                progress.over()
                    ? Uni.createFrom().item(Progress.DONE)
                    : workspaces
                        .byId(job.workspaceId())
                        .chain(
                            workspace ->
                                forms
                                    .form(workspace, progress.app(), progress.form())
                                    .chain(
                                        form ->
                                            batches(
                                                Caller.system(workspace),
                                                form,
                                                progress.id(),
                                                BATCHES_A_STEP))));
  }

  private Uni<Progress> batches(Caller caller, CompiledForm form, UUID id, int left) {
    return recomputations
        .find(id)
        .chain(
            progress ->
                recomputation
                    .batch(caller, form, progress.last())
                    .chain(batch -> after(caller, form, progress, batch, left)));
  }

  private Uni<Progress> after(
      Caller caller,
      CompiledForm form,
      Recomputations.Progress progress,
      Recomputation.Batch batch,
      int left) {
    if (batch.last() == null) {
      return recomputations
          .finish(progress.id(), "done", null)
          .invoke(() -> live.published(caller.workspace()))
          .replaceWith(Progress.DONE);
    }
    return recomputations
        .advance(progress, batch)
        .chain(
            advanced ->
                advanced && left > 1
                    ? batches(caller, form, progress.id(), left - 1)
                    : Uni.createFrom().item(Progress.MORE));
  }
}
