package dev.formwork.designer.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.definition.FlowDefinition;

/** The contract's way, as a customer might draw it. */
public final class ContractFlowExample {

  static final String CONTRACT =
      """
      {"key": "contract_approval", "title": {"en": "Contract approval", "zh": "合同审批"}, "form": "contract",
       "trigger": {"on": "record.submitted", "when": "amount > 0"},
       "steps": [
         {"type": "approve", "key": "manager", "title": {"en": "Sales manager", "zh": "销售经理"}, "assign": [{"managerOf": "submitter"}],
          "due": {"after": "P2D", "then": "remind"}},
         {"type": "branch", "key": "size", "title": {"en": "How big is it?", "zh": "金额多大？"}, "cases": [
           {"title": {"en": "Over 100,000", "zh": "超过十万"}, "when": "amount > 100000", "steps": [
             {"type": "parallel", "key": "experts", "lanes": [
               [{"type": "approve", "key": "legal", "title": {"en": "Legal", "zh": "法务"}, "assign": [{"role": "legal"}]}],
               [{"type": "approve", "key": "finance", "title": {"en": "Finance", "zh": "财务"}, "assign": [{"role": "finance"}], "decide": "all"},
                {"type": "wait", "key": "rest", "for": "P1D"}]]}]},
           {"title": {"en": "Void", "zh": "作废"}, "when": "status = \\"void\\"", "steps": [{"type": "end", "key": "stop", "outcome": "rejected"}]}]},
         {"type": "forEach", "key": "each_line", "title": {"en": "Every line", "zh": "逐行"}, "rows": "lines", "steps": [
           {"type": "http", "key": "tell_stock", "title": {"en": "Tell the warehouse", "zh": "通知仓库"}, "url": "https://stock.example.com/reserve?key=abc",
            "headers": {"Authorization": "Bearer 123"}}]},
         {"type": "update", "key": "sign", "title": {"en": "Mark as signed", "zh": "标记为已签"}, "set": {"status": "\\"signed\\""}},
         {"type": "notify", "key": "tell", "to": [{"submitter": true}], "message": {"en": "Signed", "zh": "已签"}}]}
      """;

  private ContractFlowExample() {}

  public static FlowDefinition contract() {
    return flow(CONTRACT);
  }

  public static FlowDefinition flow(String json) {
    try {
      return FlowType.definition(DefinitionJson.tree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
