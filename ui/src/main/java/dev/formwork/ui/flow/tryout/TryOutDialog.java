package dev.formwork.ui.flow.tryout;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.FlowServices;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.diagram.FlowDiagramPanel;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.tryout.TryOut;
import dev.formwork.workflow.tryout.TryOuts;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs a draft step by step on a record or a sample, deciding as each person in turn; nothing is
 * stored.
 */
public final class TryOutDialog extends Dialog {

  private final transient FlowServices services;
  private final transient TryOuts tryOuts;
  private final transient FlowContext tools;
  private final transient Optional<TryOutInput> chosen;
  private final ComboBox<MemberId> submitter = new ComboBox<>(UiTexts.of("try.submitter"));
  private final Div stage = new Div();
  private final Button back =
      new Button(UiTexts.of("try.back"), VaadinIcon.ARROW_BACKWARD.create());
  private transient TryOut tryOut;

  public TryOutDialog(FlowServices services, TryOuts tryOuts, FlowContext tools) {
    this.services = services;
    this.tryOuts = tryOuts;
    this.tools = tools;
    setHeaderTitle(UiTexts.of("try.title"));
    setWidth("min(76rem, 96vw)");
    setHeight("90vh");
    stage.addClassName("fw-try");
    chosen =
        tools
            .form()
            .map(form -> tools.published().get(form.key().value()))
            .map(form -> new TryOutInput(tools, form, this::prepare));
    people();
    add(head(), FlowInputs.hint("try.lead"), stage);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
    prepare();
  }

  private Div head() {
    var begin = new Button(UiTexts.of("try.begin"), VaadinIcon.PLAY.create(), _ -> begin());
    begin.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    begin.setId("try-begin");
    back.addClickListener(_ -> back());
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    back.setId("try-back");
    var head = new Div();
    head.addClassNames("fw-actions", "fw-try-head");
    chosen.ifPresent(one -> head.add(one.kinds(), one.choice()));
    head.add(submitter, begin, back);
    return head;
  }

  private void people() {
    Map<MemberId, String> names = new LinkedHashMap<>();
    tools.people().standings().stream()
        .filter(Membership::active)
        .filter(one -> !one.service())
        .forEach(one -> names.put(one.member(), one.name()));
    submitter.setItems(names.keySet());
    submitter.setItemLabelGenerator(names::get);
    submitter.setValue(tools.caller().memberId());
  }

  /** Before the first step: the flow as it is drawn, and the sample to be filled in. */
  private void prepare() {
    tryOut = null;
    back.setVisible(false);
    stage.removeAll();
    chosen.ifPresent(one -> stage.add(one.inputs()));
    stage.add(
        new FlowDiagramPanel(
            services, tools.caller(), tools.app(), tools.flow(), Set.of(), Set.of()));
  }

  private void begin() {
    if (!chosen.map(TryOutInput::isReady).orElse(true)) {
      return;
    }
    var record = chosen.map(TryOutInput::record).orElse(null);
    var sample = chosen.map(TryOutInput::sample).orElse(null);
    var who = submitter.getValue();
    step(() -> tryOuts.begin(tools.caller(), tools.app(), tools.flow(), record, sample, who));
  }

  private void back() {
    if (tryOut.deeds().isEmpty()) {
      prepare();
    } else {
      step(() -> tryOuts.back(tools.caller(), tryOut));
    }
  }

  private void step(Supplier<Uni<TryOut>> walk) {
    try {
      tryOut = ServiceCalls.await(walk);
      show();
    } catch (Refusal refusal) {
      if (tryOut != null) {
        Toast.refused(refusal);
      } else if (!chosen.map(one -> one.told(refusal.problems())).orElse(false)) {
        Toast.refused(refusal);
      }
    }
  }

  private void show() {
    back.setVisible(true);
    var now = tryOut.now();
    var state =
        new TryOutState(
            tools,
            tryOut,
            (number, taskDecision) ->
                step(() -> tryOuts.act(tools.caller(), tryOut, number, taskDecision, null)),
            () -> step(() -> tryOuts.skipTime(tools.caller(), tryOut)));
    stage.removeAll();
    stage.add(
        state,
        new FlowDiagramPanel(
            services, tools.caller(), tools.app(), tools.flow(), now.passed(), now.standing()));
    state.focusNext();
  }
}
