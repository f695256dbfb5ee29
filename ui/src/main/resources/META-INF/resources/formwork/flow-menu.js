// The list of steps to add: searched by typing, walked with the arrows, closed with Escape.

const matches = (kind, wanted) =>
  [kind.label, kind.help, kind.group, kind.kind].join(" ").toLowerCase().includes(wanted.trim().toLowerCase());

export function openMenu(host, anchor, kinds, words, canPaste, onPick) {
  const menu = document.createElement("div");
  menu.className = "fw-flow-menu";
  menu.setAttribute("role", "dialog");
  menu.setAttribute("aria-label", words.add);
  const search = document.createElement("input");
  const list = document.createElement("div");
  list.id = "fw-flow-kinds";
  list.className = "fw-flow-kinds";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.add);
  search.className = "fw-flow-search";
  search.placeholder = words.search;
  search.setAttribute("aria-label", words.search);
  search.setAttribute("role", "combobox");
  search.setAttribute("aria-expanded", "true");
  search.setAttribute("aria-controls", list.id);
  search.setAttribute("autocomplete", "off");
  menu.append(search, list);
  const back = document.activeElement;
  let options = [];
  let at = 0;

  const close = (refocus) => {
    removeEventListener("pointerdown", outside, true);
    menu.remove();
    anchor.classList.remove("fw-flow-add-open");
    if (refocus && back?.isConnected) {
      back.focus({ preventScroll: true });
    }
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) {
      close(false);
    }
  };
  const pick = (kind) => {
    close(true);
    onPick(kind);
  };
  const mark = (index) => {
    at = (index + options.length) % Math.max(1, options.length);
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    search.setAttribute("aria-activedescendant", options[at]?.id ?? "");
    options[at]?.scrollIntoView({ block: "nearest" });
  };
  const option = (kind, label, help, iconName, color) => {
    const item = document.createElement("div");
    item.className = "fw-flow-kind";
    item.id = "fw-flow-kind-" + kind;
    item.setAttribute("role", "option");
    item.dataset.color = color;
    const picture = document.createElement("vaadin-icon");
    picture.setAttribute("icon", "vaadin:" + iconName);
    picture.setAttribute("aria-hidden", "true");
    const name = document.createElement("strong");
    name.textContent = label;
    const more = document.createElement("small");
    more.textContent = help;
    const text = document.createElement("span");
    text.append(name, more);
    item.append(picture, text);
    item.addEventListener("click", () => pick(kind));
    options.push(item);
    return item;
  };
  const fill = () => {
    options = [];
    list.replaceChildren();
    const wanted = search.value;
    if (canPaste && !wanted) {
      list.append(option("paste", words.paste, words.pasteHelp, "paste", ""));
    }
    const groups = new Map();
    kinds.filter((kind) => matches(kind, wanted)).forEach((kind) => {
      if (!groups.has(kind.group)) {
        const group = document.createElement("div");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", kind.group);
        const title = document.createElement("div");
        title.className = "fw-flow-group";
        title.setAttribute("aria-hidden", "true");
        title.textContent = kind.group;
        group.append(title);
        groups.set(kind.group, group);
        list.append(group);
      }
      groups.get(kind.group).append(option(kind.kind, kind.label, kind.help, kind.icon, kind.color));
    });
    mark(0);
  };

  search.addEventListener("input", fill);
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close(true);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && options[at]) {
      event.preventDefault();
      options[at].click();
    }
  });
  anchor.classList.add("fw-flow-add-open");
  host.append(menu);
  fill();
  place(menu, anchor);
  search.focus({ preventScroll: true });
  addEventListener("pointerdown", outside, true);
}

// Beside what was pressed, inside the window.
function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  if (innerWidth < 700) {
    return;
  }
  const right = at.right + 12 + width < innerWidth;
  menu.style.left = (right ? at.right + 12 : Math.max(8, at.left - 12 - width)) + "px";
  menu.style.top = Math.max(8, Math.min(at.top - 40, innerHeight - height - 8)) + "px";
}
