package dev.formwork.ui.flow.instance;

import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.flow.FlowServices;
import dev.formwork.ui.record.NewTargetDialogs;
import dev.formwork.ui.record.RecordForm;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.administration.FlowAdministration;
import dev.formwork.workflow.instance.Instances;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.lock.RecordLocks;
import dev.formwork.workflow.notice.Notices;
import dev.formwork.workflow.people.RolesWithoutPeople;
import dev.formwork.workflow.task.Tasks;
import dev.formwork.workflow.trigger.ManualStarts;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/**
 * The services that the screens of tasks and instances use. A singleton, as its fields are read
 * directly.
 */
@Singleton
public class ProcessServices {

  public final Tasks tasks;
  public final Instances flows;
  public final FlowAdministration runs;
  public final Notices notices;
  public final LiveTasks live;
  public final RolesWithoutPeople roles;
  public final FlowServices drawings;
  final ManualStarts starts;
  final RecordLocks locks;
  public final CompiledForms forms;
  public final RecordService records;
  public final Attachments attachments;
  private final RecordQueries queries;
  private final RecordPreviews previews;

  ProcessServices(
      Tasks tasks,
      Instances flows,
      FlowAdministration administration,
      Notices notices,
      LiveTasks live,
      RolesWithoutPeople roles,
      FlowServices drawings,
      ManualStarts starts,
      RecordLocks locks,
      CompiledForms forms,
      RecordService records,
      RecordQueries queries,
      RecordPreviews previews,
      Attachments attachments) {
    this.tasks = tasks;
    this.roles = roles;
    this.locks = locks;
    this.flows = flows;
    this.runs = administration;
    this.notices = notices;
    this.live = live;
    this.drawings = drawings;
    this.starts = starts;
    this.forms = forms;
    this.records = records;
    this.queries = queries;
    this.previews = previews;
    this.attachments = attachments;
  }

  /** Names of all members, also of those who left. */
  public static Map<MemberId, String> names(Caller caller) {
    var names = new HashMap<MemberId, String>();
    caller.people().standings().forEach(one -> names.put(one.member(), one.name()));
    return names;
  }

  /** For the inputs of a record seen with the rights of a task. */
  public RecordForm.Services inputs(Caller reader, CompiledForm form) {
    var display = new FieldDisplay(UiTexts.locale(), reader.zone(), names(reader));
    var editors = new FieldEditors(reader, form.app(), forms, queries, display);
    return new RecordForm.Services(
        reader, previews, editors.making(new NewTargetDialogs(reader, records, previews, editors)));
  }
}
