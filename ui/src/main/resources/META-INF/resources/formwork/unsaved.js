// Keeps what is entered in a form and not saved, so that it can be offered again. What the server
// knows comes from there; what was typed since is noted here, key by key. Bounded in size and age.

const PREFIX = "formwork.unsaved.";
const MOST = 40;
const LARGEST = 200_000;
const OLDEST_MS = 14 * 24 * 3_600_000;

const forms = new Map();

// Counts what is typed, so that the server can say how far it has heard.
let count = 0;

// One entry for each page of the browser, so that two of them do not write over each other.
const page = (() => {
  try {
    const kept = sessionStorage.getItem(PREFIX + "page") ?? Math.random().toString(36).slice(2);
    sessionStorage.setItem(PREFIX + "page", kept);
    return kept;
  } catch {
    return Math.random().toString(36).slice(2);
  }
})();

function area(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

function entries(storage, key) {
  const found = [];
  for (const entry of Object.keys(storage)) {
    if (entry.startsWith(PREFIX + key) && entry !== PREFIX + "page") {
      try {
        const value = JSON.parse(storage.getItem(entry));
        if (Date.now() - value.at < OLDEST_MS) {
          found.push({ entry, ...value });
          continue;
        }
      } catch {
        // What is no entry goes as those do that are too old.
      }
      storage.removeItem(entry);
    }
  }
  return found.sort((a, b) => b.at - a.at);
}

function write(state) {
  const storage = area(state.area);
  if (!storage) {
    return;
  }
  if (!isDirty(state)) {
    storage.removeItem(state.entry);
    return;
  }
  const text = JSON.stringify({ at: Date.now(), json: state.json, typed: state.typed, base: seen(state) });
  try {
    if (text.length <= LARGEST) {
      storage.setItem(state.entry, text);
      entries(storage, "").slice(MOST).forEach((old) => storage.removeItem(old.entry));
    }
  } catch {
    // It is full or closed to us: leaving the page still asks.
  }
}

function fields(stored) {
  return stored ? JSON.parse(stored) : {};
}

// What the fields held in which something was typed that the server does not know yet.
function seen(state) {
  return Object.fromEntries(Object.keys(state.typed).filter((field) => field in state.base).map((field) => [field, state.base[field]]));
}

function isDirty(state) {
  return state.json !== "" || Object.keys(state.typed).length > 0;
}

// The field that an input belongs to: its key, or subform/row/column.
function place(form, input) {
  const cell = input.closest("[data-column]");
  if (!cell) {
    return input.closest("[data-field]")?.dataset.field;
  }
  const rows = cell.closest("[data-subform]");
  const row = [...rows.querySelectorAll(".fw-subform-row")].indexOf(cell.closest(".fw-subform-row"));
  return `${rows.dataset.subform}/${row}/${cell.dataset.column}`;
}

function noteTyping(form, event) {
  const input = event.composedPath()[0];
  const state = forms.get(form);
  const where = state && isText(input) ? place(form, input) : undefined;
  if (where) {
    state.typed[where] = input.value;
    state.order[where] = ++count;
    write(state);
  }
}

// With the value that the input sends by itself, in the same request.
function tell(form, event) {
  const state = forms.get(form);
  if (state && isText(event.composedPath()[0]) && place(form, event.composedPath()[0]) in state.typed) {
    form.dispatchEvent(new CustomEvent("fw-typed", { detail: { count } }));
  }
}

function isText(input) {
  return input instanceof HTMLTextAreaElement || (input instanceof HTMLInputElement && !/^(checkbox|radio|file)$/.test(input.type));
}

window.formworkUnsaved = {
  // The form shows something from now on; what is kept of it is offered.
  // Stored: what its record holds, as JSON; nothing for a new one.
  watch(form, key, storageName, stored) {
    if (!forms.has(form)) {
      form.addEventListener("input", (event) => noteTyping(form, event), true);
      form.addEventListener("change", (event) => tell(form, event), true);
    }
    for (const other of forms.keys()) {
      if (!other.isConnected) {
        forms.delete(other);
      }
    }
    const state = { area: storageName, entry: `${PREFIX}${key}#${page}`, json: "", typed: {}, order: {}, base: fields(stored) };
    forms.set(form, state);
    const storage = area(storageName);
    const newest = storage && entries(storage, key + "#")[0];
    if (newest) {
      // Apart from what is entered next.
      const entry = `${PREFIX}${key}#${newest.at}`;
      const text = storage.getItem(newest.entry);
      storage.removeItem(newest.entry);
      storage.setItem(entry, text);
      form.dispatchEvent(
        new CustomEvent("fw-unsaved", { detail: { entry, at: newest.at, json: joined(newest) } }),
      );
    }
  },

  // What the server knows to be entered, nothing being the empty text, and how much of what was typed it has heard.
  keep(form, json, heard) {
    const state = forms.get(form);
    if (state) {
      state.json = json;
      state.typed = Object.fromEntries(Object.entries(state.typed).filter(([field]) => state.order[field] > heard));
      write(state);
    }
  },

  renewed(form, stored) {
    const state = forms.get(form);
    if (state) {
      state.base = fields(stored);
    }
  },

  saved(form, heard) {
    this.keep(form, "", heard);
  },

  drop(entry, storageName) {
    area(storageName)?.removeItem(entry);
  },
};

function joined(kept) {
  const whole = kept.json ? JSON.parse(kept.json) : { mine: {}, texts: {} };
  Object.assign(whole.texts, kept.typed);
  if (Object.keys(kept.base ?? {}).length > 0) {
    whole.base = { ...kept.base, ...whole.base };
  }
  return JSON.stringify(whole);
}

window.addEventListener("beforeunload", (event) => {
  if ([...forms].some(([form, state]) => form.isConnected && isDirty(state))) {
    event.preventDefault();
  }
});
