package dev.formwork.ui.list;

import dev.formwork.core.event.LiveChanges;
import dev.formwork.core.importexport.RecordExport;
import dev.formwork.core.member.Members;
import dev.formwork.core.record.BulkChanges;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordReferences;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.script.ScriptService;
import dev.formwork.core.share.PublicLinkAdmin;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.flow.instance.ProcessServices;
import jakarta.inject.Singleton;

/** The services that the screens of records use. A singleton, as its fields are read directly. */
@Singleton
class RecordListServices {

  final CompiledForms forms;
  final RecordService records;
  final RecordQueries queries;
  final RecordPreviews previews;
  final RecordReferences references;
  final ScriptService runs;
  final Members members;
  final LiveChanges live;
  final BulkChanges bulk;
  final RecordExport exports;
  final PublicLinkAdmin links;
  final ProcessServices tasks;

  RecordListServices(
      CompiledForms forms,
      RecordService records,
      RecordQueries queries,
      RecordPreviews previews,
      RecordReferences references,
      ScriptService runs,
      Members members,
      LiveChanges live,
      BulkChanges bulk,
      RecordExport exports,
      PublicLinkAdmin links,
      ProcessServices tasks) {
    this.forms = forms;
    this.records = records;
    this.queries = queries;
    this.previews = previews;
    this.references = references;
    this.runs = runs;
    this.members = members;
    this.live = live;
    this.bulk = bulk;
    this.exports = exports;
    this.links = links;
    this.tasks = tasks;
  }
}
