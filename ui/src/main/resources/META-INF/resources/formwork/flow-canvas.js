// Draws a flow as cards from top to bottom, from one JSON that the server makes. What people do to it (choose, add, drag, copy …)
// is told to the server, which answers with a new JSON. Everything is made of text nodes: nothing a user wrote becomes markup.

import { openMenu } from "./flow-menu.js";
import { MiniMap } from "./flow-map.js";

const MOST_ZOOM = 1.5;
const LEAST_ZOOM = 0.25;

const element = (tag, className, ...children) => {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const icon = (name) => {
  const made = document.createElement("vaadin-icon");
  made.setAttribute("icon", "vaadin:" + name);
  made.setAttribute("aria-hidden", "true");
  return made;
};

class FlowCanvas extends HTMLElement {
  #model;
  #paper = element("div", "fw-flow-paper");
  #scroll = element("div", "fw-flow-scroll", this.#paper);
  #tools = element("div", "fw-flow-tools");
  #percent;
  #map = new MiniMap(this.#scroll, this.#paper);
  #zoom = 1;
  #dragged;
  #resized = new ResizeObserver(() => this.#map.draw());
  #hotkeys = (event) => this.#anywhere(event);

  connectedCallback() {
    if (!this.#scroll.parentNode) {
      this.append(this.#scroll, this.#map.element, this.#tools);
      this.#scroll.addEventListener("keydown", (event) => this.#key(event));
      this.#scroll.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
      this.#scroll.addEventListener("scroll", () => this.#map.draw(), { passive: true });
      this.#scroll.addEventListener("pointerdown", (event) => this.#pan(event));
    }
    document.addEventListener("keydown", this.#hotkeys);
    this.#resized.observe(this.#scroll);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#hotkeys);
    this.#resized.disconnect();
  }

  draw(json) {
    const focused = this.#scroll.contains(document.activeElement);
    const first = !this.#model;
    this.#model = JSON.parse(json);
    this.#scroll.setAttribute("aria-label", this.#model.words.canvas);
    this.#scroll.setAttribute("role", "group");
    this.#paper.replaceChildren(this.#flow());
    this.#toolbar();
    if (first) {
      requestAnimationFrame(() => (this.#model.fit ? this.fit() : this.#toTop()));
    }
    this.#tabStops();
    if (focused) {
      this.focusChosen();
    } else if (this.#model.show) {
      this.#chosen()?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    requestAnimationFrame(() => this.#map.draw());
  }

  focusChosen() {
    const card = this.#chosen() ?? this.#cards()[0];
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  fit() {
    this.#setZoom(1);
    // On a phone cards are stacked, and small letters help nobody.
    if (innerWidth < 700) {
      this.#toTop();
      return;
    }
    const wide = this.#scroll.clientWidth / this.#paper.scrollWidth;
    const high = this.#scroll.clientHeight / this.#paper.scrollHeight;
    this.#setZoom(Math.max(LEAST_ZOOM, Math.min(1, wide, Math.max(high, 0.5))));
    this.#toTop();
  }

  #toTop() {
    this.#scroll.scrollTo((this.#scroll.scrollWidth - this.#scroll.clientWidth) / 2, 0);
  }

  // ---- drawing

  #flow() {
    const model = this.#model;
    const flow = element("div", "fw-flow-block");
    if (model.start) {
      flow.append(this.#card(model.start));
    }
    this.#block(flow, model.steps, { owner: null, block: 0 });
    if (!model.steps.at(-1)?.ends) {
      flow.append(element("div", "fw-flow-over", model.words.over));
    }
    return flow;
  }

  #block(into, steps, place) {
    steps.forEach((step, index) => {
      into.append(this.#gap({ ...place, index }));
      into.append(this.#step(step));
    });
    if (steps.at(-1)?.ends) {
      into.append(element("div", "fw-flow-stop"));
    } else {
      into.append(this.#gap({ ...place, index: steps.length }));
    }
  }

  #step(step) {
    if (!step.ways) {
      return this.#card(step);
    }
    return step.loop ? this.#loop(step) : this.#split(step);
  }

  #split(step) {
    const ways = element("div", "fw-flow-ways");
    step.ways.forEach((way, block) => {
      const lane = element("div", "fw-flow-way", element("div", "fw-flow-drop"), this.#card(way));
      this.#block(lane, way.steps, { owner: step.id, block });
      lane.append(element("div", "fw-flow-tail"));
      ways.append(lane);
    });
    const head = this.#card(step);
    head.classList.add("fw-flow-small");
    const split = element("div", "fw-flow-split", head);
    if (this.#model.editable) {
      const add = element("button", "fw-flow-way-add", icon("plus"), step.addWay);
      add.type = "button";
      add.tabIndex = -1;
      add.addEventListener("click", () => this.#tell("addWay", { id: step.id }));
      split.append(add);
    }
    split.append(ways);
    return split;
  }

  #loop(step) {
    const inside = element("div", "fw-flow-loop-steps");
    this.#block(inside, step.ways[0].steps, { owner: step.id, block: 0 });
    const again = element("div", "fw-flow-again", icon("arrow-backward"), step.again);
    return element("div", "fw-flow-loop", this.#card(step), inside, again);
  }

  #card(step) {
    const head = element("span", "fw-flow-head", icon(step.icon), element("span", "fw-flow-title", step.title));
    if (step.mark) {
      head.append(element("span", "fw-flow-mark", step.mark));
    }
    if (step.problems) {
      const mark = element("span", "fw-flow-wrong", icon("warning"));
      mark.title = step.problems;
      mark.append(element("span", "fw-hidden", step.problems));
      head.append(mark);
    }
    const text = element("span", "fw-flow-text", step.text || this.#model.words.nothing);
    text.classList.toggle("fw-flow-none", !step.text);
    const card = element("div", "fw-flow-card", head, text);
    card.dataset.id = step.id;
    card.dataset.color = step.color;
    card.id = "flow-" + step.id.replace(/[^a-z0-9_]/g, "-");
    card.setAttribute("role", "button");
    card.setAttribute("aria-pressed", String(step.id === this.#model.chosen));
    card.classList.toggle("fw-flow-chosen", step.id === this.#model.chosen);
    if (step.state) {
      card.dataset.state = step.state;
    }
    card.classList.toggle("fw-flow-has-problem", Boolean(step.problems));
    card.addEventListener("click", () => this.#tell("choose", { id: step.id, open: true }));
    if (this.#model.editable && step.movable) {
      this.#draggable(card, step);
    }
    return card;
  }

  #gap(place) {
    const gap = element("div", "fw-flow-gap");
    if (!this.#model.editable) {
      return gap;
    }
    const add = element("button", "fw-flow-add", icon("plus"));
    add.type = "button";
    add.tabIndex = -1;
    add.setAttribute("aria-label", this.#model.words.add);
    add.title = this.#model.words.add;
    add.addEventListener("click", () => this.#add(place, add));
    gap.append(add);
    gap.place = place;
    gap.addEventListener("dragover", (event) => {
      if (this.#dragged) {
        event.preventDefault();
        gap.classList.add("fw-flow-target");
      }
    });
    gap.addEventListener("dragleave", () => gap.classList.remove("fw-flow-target"));
    gap.addEventListener("drop", (event) => {
      event.preventDefault();
      gap.classList.remove("fw-flow-target");
      this.#tell(event.ctrlKey || event.altKey ? "copyTo" : "move", { id: this.#dragged, place });
    });
    return gap;
  }

  #draggable(card, step) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      event.stopPropagation();
      event.dataTransfer.effectAllowed = "copyMove";
      event.dataTransfer.setData("text/plain", step.title);
      this.#dragged = step.id;
      this.classList.add("fw-flow-dragging");
    });
    card.addEventListener("dragend", () => {
      this.#dragged = undefined;
      this.classList.remove("fw-flow-dragging");
    });
  }

  // ---- adding

  #add(place, anchor) {
    openMenu(this, anchor, this.#model.kinds, this.#model.words, this.#model.canPaste, (kind) =>
      kind === "paste" ? this.#tell("paste", { place }) : this.#tell("insert", { kind, place }),
    );
  }

  // The line below the card.
  #addAfter(card) {
    let next = card.closest(".fw-flow-split, .fw-flow-loop, .fw-flow-card");
    if (card.dataset.id.includes("/") || card.dataset.id === "@start") {
      next = card;
    } else if (card.parentElement.matches(".fw-flow-split, .fw-flow-loop")) {
      next = card.parentElement;
    }
    const gap = next.nextElementSibling;
    const add = gap?.querySelector(":scope > .fw-flow-add");
    if (add) {
      this.#add(gap.place, add);
    }
  }

  // ---- keyboard

  #cards() {
    return [...this.#paper.querySelectorAll(".fw-flow-card")];
  }

  #chosen() {
    return this.#cards().find((card) => card.dataset.id === this.#model.chosen);
  }

  #tabStops() {
    const stop = this.#chosen() ?? this.#cards()[0];
    this.#cards().forEach((card) => (card.tabIndex = card === stop ? 0 : -1));
  }

  #key(event) {
    const card = event.target.closest(".fw-flow-card");
    if (!card) {
      return;
    }
    const id = card.dataset.id;
    const control = event.ctrlKey || event.metaKey;
    const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    let done = true;
    if (arrows[event.key] && event.altKey) {
      this.#tell("shift", { id, by: event.key === "ArrowUp" || event.key === "ArrowLeft" ? -1 : 1 });
    } else if (arrows[event.key]) {
      this.#go(card, ...arrows[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      this.#tell("open", { id });
    } else if (!this.#model.editable) {
      done = false;
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.#tell("remove", { id });
    } else if (event.key === "/" || event.key === "+") {
      this.#addAfter(card);
    } else if (control && "cxvd".includes(event.key.toLowerCase())) {
      this.#tell({ c: "copy", x: "cut", v: "pasteAfter", d: "duplicate" }[event.key.toLowerCase()], { id });
    } else {
      done = false;
    }
    if (done) {
      event.preventDefault();
    }
  }

  // Undoing works wherever one is, except where one writes.
  #anywhere(event) {
    const writing = event.composedPath()[0]?.matches?.("input, textarea, [contenteditable=true]");
    if (!this.#model?.editable || writing || !(event.ctrlKey || event.metaKey)) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      event.preventDefault();
      this.#tell(key === "y" || event.shiftKey ? "redo" : "undo", {});
    }
  }

  // To the nearest card in that direction; what lies straight ahead counts before what lies aside.
  #go(from, x, y) {
    const here = from.getBoundingClientRect();
    const [cx, cy] = [here.x + here.width / 2, here.y + here.height / 2];
    let best;
    let least = Infinity;
    for (const card of this.#cards()) {
      const there = card.getBoundingClientRect();
      const [dx, dy] = [there.x + there.width / 2 - cx, there.y + there.height / 2 - cy];
      const ahead = x ? dx * x : dy * y;
      const aside = Math.abs(x ? dy : dx);
      const far = ahead + aside * 2;
      if (card !== from && ahead > 4 && far < least) {
        best = card;
        least = far;
      }
    }
    if (best) {
      best.focus({ preventScroll: true });
      best.scrollIntoView({ block: "nearest", inline: "nearest" });
      this.#tell("choose", { id: best.dataset.id, open: false });
    }
  }

  // ---- looking around

  #toolbar() {
    if (this.#percent) {
      return;
    }
    const words = this.#model.words;
    const tool = (name, label, action) => {
      const button = element("button", "fw-flow-tool", name.length > 2 ? icon(name) : name);
      button.type = "button";
      button.title = label;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", action);
      return button;
    };
    this.#percent = element("span", "fw-flow-percent", "100 %");
    this.#tools.append(
      tool("minus", words.out, () => this.#setZoom(this.#zoom - 0.1)),
      this.#percent,
      tool("plus", words.in, () => this.#setZoom(this.#zoom + 0.1)),
      tool("expand-square", words.fit, () => this.fit()),
    );
  }

  #setZoom(wanted) {
    this.#zoom = Math.round(Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, wanted)) * 100) / 100;
    this.#paper.style.zoom = this.#zoom;
    this.#percent.textContent = Math.round(this.#zoom * 100) + " %";
    this.#map.draw();
  }

  #wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#setZoom(this.#zoom * (event.deltaY < 0 ? 1.1 : 0.9));
    }
  }

  #pan(event) {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest(".fw-flow-card, button")) {
      return;
    }
    const { scrollLeft, scrollTop } = this.#scroll;
    const moved = (move) => {
      this.#scroll.scrollLeft = scrollLeft - move.clientX + event.clientX;
      this.#scroll.scrollTop = scrollTop - move.clientY + event.clientY;
    };
    const ended = (up) => {
      removeEventListener("pointermove", moved);
      if (Math.hypot(up.clientX - event.clientX, up.clientY - event.clientY) < 4 && this.#model.editable) {
        this.#tell("choose", { id: "@flow", open: false });
      }
    };
    addEventListener("pointermove", moved);
    addEventListener("pointerup", ended, { once: true });
  }

  #tell(action, detail) {
    this.dispatchEvent(new CustomEvent("fw-flow", { detail: { json: JSON.stringify({ action, ...detail }) } }));
  }
}

customElements.define("fw-flow", FlowCanvas);
