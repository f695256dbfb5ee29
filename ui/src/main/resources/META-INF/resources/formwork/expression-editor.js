// The formula editor: a text area with colours behind it, completion beside it, and help below it. It knows no grammar: what
// is right and what a formula gives is the server's word, asked as one types.

const KEYWORDS = new Set(["AND", "OR", "NOT", "IN", "CONTAINS", "BETWEEN", "LIKE", "TRUE", "FALSE", "EMPTY", "THIS"]);
const TOKENS = /("(?:[^"]|"")*"?)|(\d+(?:\.\d+)?)|(\{[^}]*\}?)|([\p{L}_][\p{L}\p{N}_]*)|(\s+)|([^\s])/gu;
const ASK_AFTER_MS = 90;
const MOST_SUGGESTIONS = 40;

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

class ExpressionEditor extends HTMLElement {
  #box = document.createElement("div");
  #colors = document.createElement("pre");
  #input = document.createElement("textarea");
  #list = document.createElement("ul");
  #help = document.createElement("div");
  #problems = [];
  #names = [];
  #functions = new Map();
  #chosen = 0;
  #shown = [];
  #timer;

  constructor() {
    super();
    const id = "fw-ex-" + Math.random().toString(36).slice(2);
    this.#box.className = "fw-ex-box";
    this.#colors.className = "fw-ex-colors";
    this.#colors.setAttribute("aria-hidden", "true");
    this.#input.spellcheck = false;
    this.#input.rows = 2;
    this.#input.setAttribute("autocomplete", "off");
    this.#input.setAttribute("autocapitalize", "off");
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.setAttribute("aria-autocomplete", "list");
    this.#input.setAttribute("aria-controls", id);
    this.#list.id = id;
    this.#list.className = "fw-ex-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.hidden = true;
    this.#help.className = "fw-ex-help";
    this.#help.setAttribute("role", "status");
    this.#box.append(this.#colors, this.#input, this.#list);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#input.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && this.#explain());
    this.#input.addEventListener("click", () => this.#explain());
    this.#input.addEventListener("scroll", () => (this.#colors.scrollTop = this.#input.scrollTop));
    this.#input.addEventListener("blur", (event) => {
      setTimeout(() => this.#close(), 150);
      // Opening the formula large is no leaving: the button must stay until it is pressed.
      this.#tell(!this.parentElement?.contains(event.relatedTarget));
    });
    this.#list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("li");
      if (item) {
        event.preventDefault();
        this.#accept(Number(item.dataset.index));
      }
    });
  }

  connectedCallback() {
    if (!this.#box.parentNode) {
      this.append(this.#box, this.#help);
    }
    this.#input.setAttribute("aria-label", this.getAttribute("label") ?? "");
    this.#input.rows = Number(this.getAttribute("rows") ?? 2);
    this.#draw();
  }

  // What may be named and called: [{label, insert, detail}], [{name, signature, help, example, kind}].
  offer(names, functions) {
    this.#names = names;
    this.#functions = new Map(functions.map((one) => [one.name, one]));
    this.#draw();
  }

  set value(text) {
    if (this.#input.value !== text && document.activeElement !== this.#input) {
      this.#input.value = text;
    }
    this.#draw();
  }

  get value() {
    return this.#input.value;
  }

  // The server's word on what was typed: [{from, message}], and what it gives.
  judge(text, problems, gives) {
    if (text !== this.#input.value) {
      return;
    }
    this.#problems = problems;
    this.#input.setAttribute("aria-invalid", String(problems.length > 0));
    this.gives = gives;
    this.#draw();
    this.#explain();
  }

  insert(text) {
    const { selectionStart: from, selectionEnd: to, value } = this.#input;
    this.#input.value = value.slice(0, from) + text + value.slice(to);
    const caret = from + text.length - (text.endsWith("()") ? 1 : 0);
    this.#input.focus();
    this.#input.setSelectionRange(caret, caret);
    this.#typed();
  }

  #typed() {
    this.#problems = [];
    this.#draw();
    this.#suggest();
    this.#explain();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(false), ASK_AFTER_MS);
  }

  #tell(done) {
    clearTimeout(this.#timer);
    this.dispatchEvent(new CustomEvent("fw-typed", { detail: { value: this.#input.value, done } }));
  }

  #draw() {
    const text = this.#input.value;
    const bad = new Set(this.#problems.map((problem) => problem.from));
    let html = "";
    for (const match of text.matchAll(TOKENS)) {
      const [token, string, number, braces, word] = match;
      const calls = word && /^\s*\(/.test(text.slice(match.index + token.length));
      const kind = string ? "text" : number ? "number" : braces ? "name"
        : word && KEYWORDS.has(word.toUpperCase()) ? "keyword"
        : calls ? "function" : word ? "name" : "";
      const wrong = [...Array(token.length).keys()].some((i) => bad.has(match.index + i)) ? " fw-ex-bad" : "";
      html += kind || wrong ? `<span class="fw-ex-${kind}${wrong}">${escaped(token)}</span>` : escaped(token);
    }
    if (bad.has(text.length) || [...bad].some((at) => at >= text.length && text.length > 0)) {
      html += '<span class="fw-ex-bad"> </span>';
    }
    this.#colors.innerHTML = html + "\n";
    this.#input.style.height = "auto";
    this.#input.style.height = Math.min(Math.max(this.#input.scrollHeight, 24), 320) + "px";
  }

  #prefix() {
    const before = this.#input.value.slice(0, this.#input.selectionStart);
    const quotes = (before.match(/"/g) ?? []).length;
    return quotes % 2 ? null : (before.match(/[\p{L}_][\p{L}\p{N}_.]*$/u)?.[0] ?? "");
  }

  #suggest() {
    const prefix = this.#prefix();
    if (!prefix) {
      this.#close();
      return;
    }
    const wanted = prefix.toLowerCase();
    const rank = (label) => (label.toLowerCase().startsWith(wanted) ? 0 : label.toLowerCase().includes(wanted) ? 1 : 2);
    const names = this.#names.map((one) => ({ ...one, kind: "name", rank: Math.min(rank(one.label), rank(one.insert)) }));
    const functions = [...this.#functions.values()].map((one) =>
      ({ label: one.name, insert: one.name + "()", detail: one.title, kind: "function", rank: rank(one.name) }));
    this.#shown = [...names, ...functions].filter((one) => one.rank < 2)
      .sort((a, b) => a.rank - b.rank || a.label.length - b.label.length).slice(0, MOST_SUGGESTIONS);
    this.#chosen = 0;
    if (!this.#shown.length || this.#shown.length === 1 && this.#shown[0].insert === prefix) {
      this.#close();
      return;
    }
    this.#list.replaceChildren(...this.#shown.map((one, i) => {
      const item = document.createElement("li");
      item.id = this.#list.id + "-" + i;
      item.dataset.index = i;
      item.setAttribute("role", "option");
      const label = document.createElement("span");
      label.className = "fw-ex-" + one.kind;
      label.textContent = one.label;
      const detail = document.createElement("small");
      detail.textContent = one.detail ?? "";
      item.append(label, detail);
      return item;
    }));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  #mark() {
    [...this.#list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === this.#chosen));
      if (i === this.#chosen) {
        item.scrollIntoView({ block: "nearest" });
        this.#input.setAttribute("aria-activedescendant", item.id);
      }
    });
  }

  #close() {
    this.#list.hidden = true;
    this.#shown = [];
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (this.#list.hidden) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#chosen = (this.#chosen + step + this.#shown.length) % this.#shown.length;
      this.#mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.#accept(this.#chosen);
    } else if (event.key === "Escape") {
      this.#close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }

  #accept(index) {
    const one = this.#shown[index];
    const prefix = this.#prefix() ?? "";
    const caret = this.#input.selectionStart;
    this.#input.setSelectionRange(caret - prefix.length, caret);
    this.#close();
    this.insert(one.insert);
    this.#close();
  }

  // The function the caret stands in, the first mistake, or what the formula gives.
  #explain() {
    const before = this.#input.value.slice(0, this.#input.selectionStart);
    let depth = 0;
    let inside = null;
    for (let i = before.length - 1; i >= 0 && !inside; i--) {
      if (before[i] === ")") depth++;
      if (before[i] === "(" && depth-- === 0) {
        inside = before.slice(0, i).match(/[\p{L}_][\p{L}\p{N}_]*$/u)?.[0]?.toUpperCase();
        depth = 0;
      }
    }
    const known = inside && this.#functions.get(inside);
    this.#help.replaceChildren();
    for (const problem of this.#problems) {
      this.#line("fw-ex-problem", problem.message);
    }
    if (known) {
      this.#line("fw-ex-signature", known.signature);
      this.#line("", known.help);
    } else if (!this.#problems.length && this.gives) {
      this.#line("fw-ex-gives", this.gives);
    }
  }

  #line(kind, text) {
    const line = document.createElement("div");
    line.className = kind;
    line.textContent = text;
    this.#help.append(line);
  }
}

customElements.define("fw-expression", ExpressionEditor);
