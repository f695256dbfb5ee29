package dev.formwork.designer.drawing;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.VotingRule;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** What each kind of step is in BPMN, and what stands inside its element. */
final class BpmnSteps {

  private final BpmnWriter out;

  BpmnSteps(BpmnWriter out) {
    this.out = out;
  }

  static String element(Step step) {
    return switch (step) {
      case Step.Approve _, Step.Fill _ -> "bpmn:userTask";
      case Step.Notify _, Step.Email _, Step.Message _ -> "bpmn:sendTask";
      case Step.Create _,
          Step.Update _,
          Step.Delete _,
          Step.Aggregate _,
          Step.Http _,
          Step.Transition _,
          Step.Assign _ ->
          "bpmn:serviceTask";
      case Step.Script _ -> "bpmn:scriptTask";
      case Step.ForEach _, Step.Repeat _ -> "bpmn:subProcess";
      case Step.Wait _ -> "bpmn:intermediateCatchEvent";
      case Step.Call _ -> "bpmn:callActivity";
      case Step.End _ -> "bpmn:endEvent";
      case Step.Branch _, Step.Parallel _ ->
          throw new IllegalArgumentException("Is two gateways: " + step);
    };
  }

  /** Attributes beside id and name. */
  void attributes(Step step) throws XMLStreamException {
    switch (step) {
      case Step.Script _ -> out.attribute("scriptFormat", "text/javascript");
      case Step.Call call
          when call.flow() != null && call.flow().matches("[A-Za-z_][A-Za-z0-9_]*") ->
          out.attribute("calledElement", "process_" + call.flow());
      default -> {}
    }
  }

  /**
   * Everything the definition says of a step, save what is drawn for itself, and what may let
   * someone in elsewhere: a drawing is passed on.
   */
  String documentation(Step step) {
    return switch (step) {
      case Step.Http(var key, var title, var method, var url, _, var body, var into) ->
          DefinitionJson.write(
              new Step.Http(key, title, method, withoutQuery(url), Map.of(), body, into));
      case Step.Message(var key, var title, var channel, _, var text) ->
          DefinitionJson.write(new Step.Message(key, title, channel, null, text));
      case Step.ForEach each ->
          DefinitionJson.write(
              new Step.ForEach(
                  each.key(),
                  null,
                  each.rows(),
                  each.form(),
                  each.where(),
                  each.limit(),
                  each.atOnce(),
                  List.of()));
      case Step.Repeat repeat ->
          DefinitionJson.write(
              new Step.Repeat(repeat.key(), null, repeat.condition(), repeat.max(), List.of()));
      default -> DefinitionJson.write(step);
    };
  }

  private static String withoutQuery(String url) {
    return url == null ? null : url.replaceFirst("\\?.*", "");
  }

  /** What stands in a step's element after its edges. */
  void inside(Step step) throws XMLStreamException {
    switch (step) {
      case Step.Approve approve -> {
        people(approve.assign());
        voices(approve.decide());
      }
      case Step.Fill fill -> people(fill.assign());
      case Step.ForEach each -> rows(each);
      case Step.Repeat repeat -> rounds(repeat);
      case Step.Wait wait -> time(wait);
      case Step.Script script when script.script() != null ->
          out.text("bpmn:script", script.script());
      default -> {}
    }
  }

  private void people(List<AssigneeRule> people) throws XMLStreamException {
    for (var one : people) {
      out.open("bpmn:potentialOwner");
      out.open("bpmn:resourceAssignmentExpression");
      out.expression("bpmn:expression", DefinitionJson.write(one));
      out.close();
      out.close();
    }
  }

  /** Whoever comes first decides for one; all others ask each for a voice. */
  private void voices(VotingRule votingRule) throws XMLStreamException {
    if (votingRule.mode() != VotingRule.Mode.ANY) {
      out.empty("bpmn:multiInstanceLoopCharacteristics");
      out.attribute(
          "isSequential", Boolean.toString(votingRule.mode() == VotingRule.Mode.SEQUENCE));
    }
  }

  private void rows(Step.ForEach each) throws XMLStreamException {
    out.empty("bpmn:multiInstanceLoopCharacteristics");
    out.attribute("isSequential", Boolean.toString(each.atOnce() <= 1));
  }

  private void rounds(Step.Repeat repeat) throws XMLStreamException {
    out.open("bpmn:standardLoopCharacteristics");
    out.attribute("testBefore", "true");
    if (repeat.max() > 0) {
      out.attribute("loopMaximum", repeat.max());
    }
    out.expression("bpmn:loopCondition", repeat.condition());
    out.close();
  }

  private void time(Step.Wait wait) throws XMLStreamException {
    if (wait.duration() != null) {
      timer("bpmn:timeDuration", wait.duration().json());
    }
    if (wait.until() != null) {
      timer("bpmn:timeDate", wait.until());
    }
    if (wait.event() != null) {
      out.open("bpmn:conditionalEventDefinition");
      var event = wait.event();
      out.expression("bpmn:condition", event.where() != null ? event.where() : event.when());
      out.close();
      if (event.timeout() != null) {
        timer("bpmn:timeDuration", event.timeout().json());
      }
    }
  }

  private void timer(String element, String time) throws XMLStreamException {
    out.open("bpmn:timerEventDefinition");
    out.expression(element, time);
    out.close();
  }
}
