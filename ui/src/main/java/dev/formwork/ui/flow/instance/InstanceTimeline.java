package dev.formwork.ui.flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.instance.InstanceView.HistoryLine;
import dev.formwork.workflow.instance.Instances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The history of an instance, oldest first: who did what, when, after how long, with comments and
 * files.
 */
public final class InstanceTimeline extends Div {

  /** The platform's own steps; those who look at runs see them. */
  private static final Set<String> SILENT =
      Set.of("entered", "waiting", "worked", "called", "occurred");

  private static final Set<String> GOOD = Set.of("approved", "completed", "ended", "answered");
  private static final Set<String> BAD =
      Set.of("rejected", "failed", "terminated", "overdue", "recordGone", "stopped");

  private final transient Instances instances;
  private final transient Caller caller;
  private final transient InstanceView instance;
  private final transient Map<MemberId, String> names;
  private final transient RelativeTime relativeTime;

  /**
   * @param instances to read files of comments from
   */
  public InstanceTimeline(Instances instances, Caller caller, InstanceView instance) {
    this.instances = instances;
    this.caller = caller;
    this.instance = instance;
    this.names = ProcessServices.names(caller);
    this.relativeTime = new RelativeTime(caller.zone());
    addClassName("fw-timeline");
    getElement().setAttribute("role", "list");
    if (instance.earlier() > 0) {
      var earlier = new Div(UiTexts.of("flow.history.earlier", instance.earlier()));
      earlier.addClassNames("fw-muted", "fw-hint");
      earlier.getElement().setAttribute("role", "listitem");
      add(earlier);
    }
    instance.history().stream()
        .filter(entry -> !SILENT.contains(entry.kind()) || isOfMany(entry))
        .forEach(entry -> add(line(entry)));
  }

  /** Whether a step worked on several records, so that one wants to know on how many. */
  private static boolean isOfMany(HistoryLine entry) {
    return entry.records() != null && entry.records() != 1;
  }

  private Div line(HistoryLine entry) {
    var icon = icon(entry.kind()).create();
    icon.getElement().setAttribute("aria-hidden", "true");
    var mark = new Span(icon);
    mark.addClassName("fw-timeline-mark");
    mark.getElement()
        .setAttribute(
            "data-color",
            GOOD.contains(entry.kind()) ? "green" : BAD.contains(entry.kind()) ? "red" : "gray");
    var head = new Div(who(entry), new Span(InstanceText.word("flow.history.", entry.kind())));
    if (entry.step() != null) {
      var step = new Span(InstanceText.stepTitle(instance.definition(), entry.step()));
      step.addClassName("fw-muted");
      head.add(step);
    }
    head.add(relativeTime.ago(entry.at()));
    head.addClassName("fw-timeline-head");
    var body = new Div(head);
    if (entry.comment() != null && !entry.comment().isBlank()) {
      var comment = new Div(entry.comment());
      comment.addClassName("fw-timeline-comment");
      body.add(comment);
    }
    signature(entry.detail(), body);
    files(entry.detail(), body);
    var facts = facts(entry);
    if (!facts.isEmpty()) {
      var more = new Div(String.join(" · ", facts));
      more.addClassNames("fw-muted", "fw-hint");
      body.add(more);
    }
    var line = new Div(mark, body);
    line.addClassName("fw-timeline-line");
    line.getElement().setAttribute("role", "listitem");
    return line;
  }

  private Span who(HistoryLine entry) {
    var name =
        entry.member() == null
            ? UiTexts.of("flow.history.platform")
            : names.getOrDefault(entry.member(), "?");
    var shown =
        entry.onBehalfOf() == null
            ? name
            : UiTexts.of("task.on-behalf", name, names.getOrDefault(entry.onBehalfOf(), "?"));
    var who = new Span(shown);
    who.addClassName("fw-strong");
    return who;
  }

  private List<String> facts(HistoryLine entry) {
    var facts = new ArrayList<String>();
    var people = entry.detail() == null ? null : entry.detail().path("people");
    if (people != null && people.isArray() && !people.isEmpty()) {
      var named = new ArrayList<String>();
      people.forEach(one -> named.add(name(one)));
      facts.add(
          UiTexts.of("flow.history.people", String.join(FlowText.words().word("comma"), named)));
    }
    if (entry.records() != null) {
      facts.add(UiTexts.of("flow.history.records", entry.records()));
    }
    if (entry.waited() != null && entry.waited().toMinutes() > 0) {
      facts.add(UiTexts.of("flow.history.waited", FlowText.durations().length(entry.waited())));
    }
    return facts;
  }

  private String name(JsonNode id) {
    try {
      return names.getOrDefault(new MemberId(UUID.fromString(id.asText())), "?");
    } catch (IllegalArgumentException _) {
      return id.asText();
    }
  }

  /** Only a picture of the kind that is signed with here. */
  private static void signature(JsonNode detail, Div body) {
    var image = detail == null ? "" : detail.path("signature").asText();
    if (image.startsWith("data:image/png;base64,")) {
      var picture = new Image(image, UiTexts.of("task.sign.label"));
      picture.addClassName("fw-timeline-signature");
      body.add(picture);
    }
  }

  private void files(JsonNode detail, Div body) {
    if (detail == null || !detail.path("files").isArray()) {
      return;
    }
    var files = new Div();
    files.addClassName("fw-files-list");
    detail
        .path("files")
        .forEach(
            file ->
                files.add(
                    new AttachmentLink(
                        instances,
                        caller,
                        instance.id(),
                        new Attachment(
                            UUID.fromString(file.path("id").asText()),
                            file.path("name").asText(),
                            file.path("type").asText(),
                            file.path("size").asInt()))));
    body.add(files);
  }

  private static VaadinIcon icon(String kind) {
    return switch (kind) {
      case "started", "resubmitted" -> VaadinIcon.PAPERPLANE_O;
      case "approved", "completed", "ended" -> VaadinIcon.CHECK;
      case "rejected", "terminated" -> VaadinIcon.CLOSE_SMALL;
      case "returned", "withdrawn", "tookBack" -> VaadinIcon.ARROW_BACKWARD;
      case "transferred", "added", "reassigned", "escalated" -> VaadinIcon.USERS;
      case "asked", "answered", "commented" -> VaadinIcon.COMMENT_O;
      case "reminded", "overdue" -> VaadinIcon.CLOCK;
      case "failed" -> VaadinIcon.WARNING;
      case "notified" -> VaadinIcon.BELL_O;
      default -> VaadinIcon.CIRCLE_THIN;
    };
  }
}
