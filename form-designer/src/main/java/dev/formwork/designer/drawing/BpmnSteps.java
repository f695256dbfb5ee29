package dev.formwork.designer.drawing;

import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.CallStep;
import dev.formwork.workflow.definition.DatabaseStep;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.ForEachStep;
import dev.formwork.workflow.definition.HttpStep;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.MessageStep;
import dev.formwork.workflow.definition.NotifyStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.RepeatStep;
import dev.formwork.workflow.definition.ScriptStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.VotingRule;
import dev.formwork.workflow.definition.WaitStep;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** What each kind of step is in BPMN, and what stands inside its element. */
final class BpmnSteps {

  private final BpmnWriter out;

  BpmnSteps(BpmnWriter out) {
    this.out = out;
  }

  static String element(Step step) {
    return switch (step.shape()) {
      case USER_TASK -> "bpmn:userTask";
      case SEND_TASK -> "bpmn:sendTask";
      case SERVICE_TASK -> "bpmn:serviceTask";
      case SCRIPT_TASK -> "bpmn:scriptTask";
      case SUB_PROCESS -> "bpmn:subProcess";
      case CATCH_EVENT -> "bpmn:intermediateCatchEvent";
      case CALL_ACTIVITY -> "bpmn:callActivity";
      case END_EVENT -> "bpmn:endEvent";
      case GATEWAYS -> throw new IllegalArgumentException("Is two gateways: " + step);
    };
  }

  /** Attributes beside id and name. */
  void attributes(Step step) throws XMLStreamException {
    if (step instanceof ScriptStep) {
      out.attribute("scriptFormat", "text/javascript");
    }
    if (step instanceof CallStep call
        && call.flow() != null
        && call.flow().matches("[A-Za-z_][A-Za-z0-9_]*")) {
      out.attribute("calledElement", "process_" + call.flow());
    }
  }

  String documentation(Step step) {
    return DefinitionJson.write(step.documented());
  }

  /** What stands in a step's element after its edges. */
  void inside(Step step) throws XMLStreamException {
    switch (step) {
      case HumanStep human -> {
        people(human.assign());
        if (human instanceof ApproveStep approve) {
          voices(approve.decide());
        }
      }
      case ForEachStep each -> rows(each);
      case RepeatStep repeat -> rounds(repeat);
      case WaitStep wait -> time(wait);
      case ScriptStep script -> {
        if (script.script() != null) {
          out.text("bpmn:script", script.script());
        }
      }
      case NotifyStep _,
          BranchStep _,
          ParallelStep _,
          CallStep _,
          EndStep _,
          DatabaseStep _,
          HttpStep _,
          MessageStep _ -> {}
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

  private void rows(ForEachStep each) throws XMLStreamException {
    out.empty("bpmn:multiInstanceLoopCharacteristics");
    out.attribute("isSequential", Boolean.toString(each.atOnce() <= 1));
  }

  private void rounds(RepeatStep repeat) throws XMLStreamException {
    out.open("bpmn:standardLoopCharacteristics");
    out.attribute("testBefore", "true");
    if (repeat.max() > 0) {
      out.attribute("loopMaximum", repeat.max());
    }
    out.expression("bpmn:loopCondition", repeat.condition());
    out.close();
  }

  private void time(WaitStep wait) throws XMLStreamException {
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
