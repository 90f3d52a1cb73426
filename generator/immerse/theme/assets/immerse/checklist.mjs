// The checklist page: shows and keeps the reader's ticks. All rules are in checklist-state.mjs.

import * as state from "./checklist-state.mjs";

const TROUBLE =
  "This browser did not keep your tick: its storage is full or blocked. Save a copy before you leave, or print the page.";

function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function button(text, onClick) {
  const element = make("button", "im-button", text);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function day(moment) {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function openStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

class Checklist {
  constructor(root, storage) {
    this.client = root.dataset.client;
    this.known = new Set([...root.querySelectorAll("[data-item-id]")].map((item) => item.dataset.itemId));
    this.storage = storage;
    this.ticks = state.readTicks(storage, this.client);
    this.notice = document.getElementById("checklist-notice");
    this.tools = document.getElementById("checklist-tools");
    this.elsewhere = document.getElementById("checklist-elsewhere");
    this.groups = [...root.querySelectorAll(".im-group")];
    this.items = [...root.querySelectorAll(".im-item")];
  }

  start() {
    this.say("Your ticks are kept in this browser only.");
    this.addTools();
    for (const item of this.items) {
      item.querySelector("input").addEventListener("change", (event) => this.tick(item, event.target.checked));
    }
    window.addEventListener("storage", () => {
      this.ticks = state.readTicks(this.storage, this.client);
      this.show();
    });
    this.show();
  }

  say(text, isTrouble = false) {
    this.notice.textContent = text;
    this.notice.classList.toggle("im-notice--trouble", isTrouble);
  }

  tick(item, checked) {
    this.keep(item.dataset.itemId, { digest: item.dataset.digest, checked, at: new Date().toISOString() });
    this.show();
  }

  keep(id, tick) {
    this.ticks.set(id, tick);
    if (!state.writeTick(this.storage, this.client, id, tick)) {
      this.say(TROUBLE, true);
      return false;
    }
    return true;
  }

  addTools() {
    this.count = make("span", "im-tools__count", "");
    this.unsaved = make("span", "im-meta", "");
    const file = make("input", "im-file", "");
    file.type = "file";
    file.accept = "application/json,.json";
    file.tabIndex = -1;
    file.setAttribute("aria-label", "A saved copy of your ticks");
    file.addEventListener("change", () => this.load(file));
    const save = button("Save a copy", () => this.save());
    const load = button("Load a copy", () => file.click());
    this.tools.replaceChildren(this.count, save, load, file, this.unsaved);
  }

  save() {
    const now = new Date();
    const copy = new Blob([state.toCopy(this.client, this.ticks, now)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(copy);
    link.download = `immerse-${this.client}-ticks-${now.toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    state.markSaved(this.storage, this.client, now);
    this.say("A copy was saved to your downloads. It holds your ticks and nothing else.");
    this.show();
  }

  async load(file) {
    const chosen = file.files[0];
    if (!chosen) {
      return;
    }
    const text = chosen.size > state.MAX_BYTES ? " ".repeat(state.MAX_BYTES + 1) : await chosen.text();
    file.value = "";
    const copy = state.fromCopy(text, this.client);
    if (copy.fault) {
      this.say(`${copy.fault} Nothing was changed.`, true);
      return;
    }
    this.offer(copy);
  }

  offer(copy) {
    const merged = state.mergeTicks(this.ticks, copy.ticks);
    const news = state.differing(this.ticks, merged);
    const when = copy.saved ? ` of ${day(copy.saved)}` : "";
    const skipped = copy.skipped ? ` ${plural(copy.skipped, "entry").replace("entrys", "entries")} could not be read.` : "";
    this.say(`The copy${when} holds ${plural(copy.ticks.size, "item")}; ${news.length} new or later than here.${skipped} `);
    if (news.length === 0) {
      return;
    }
    const leave = button("Leave it", () => this.say("Nothing was changed."));
    const take = button("Merge", () => {
      const kept = news.every((id) => this.keep(id, merged.get(id)));
      if (kept) {
        this.say(`Merged: ${plural(news.length, "item")} taken from the copy.`);
      }
      this.show();
    });
    this.notice.append(take, " ", leave);
    take.focus();
  }

  show() {
    for (const item of this.items) {
      this.showItem(item);
    }
    const done = this.items.filter((item) => item.querySelector("input").checked).length;
    this.count.textContent = `${done} of ${this.items.length} ticked`;
    const open = state.unsaved(this.storage, this.client, this.ticks);
    this.unsaved.textContent = open ? `${plural(open, "change")} not in a saved copy` : "";
    for (const group of this.groups) {
      const boxes = [...group.querySelectorAll("input")];
      group.querySelector(".im-count").textContent =
        `${boxes.filter((box) => box.checked).length} of ${plural(boxes.length, "item")} ticked`;
    }
    this.showElsewhere();
  }

  showItem(item) {
    const { itemId, digest, earlier } = item.dataset;
    const now = state.stateOf(this.ticks.get(itemId), digest, earlier);
    item.querySelector("input").checked = now !== "empty";
    item.querySelector(".im-item__state")?.remove();
    if (now === "changed") {
      const note = make("p", "im-item__state", "Changed since you ticked it. Read it again. ");
      note.append(button("I have read it", () => this.tick(item, true)));
      item.append(note);
    }
  }

  showElsewhere() {
    const foreign = [...this.ticks].filter(([id, tick]) => tick.checked && !this.known.has(id)).sort();
    if (foreign.length === 0) {
      this.elsewhere.replaceChildren();
      return;
    }
    const list = foreign.map(([id, tick]) => `${id} (${day(tick.at)})`).join(", ");
    this.elsewhere.replaceChildren(
      make("p", "im-meta", `Ticked in another edition and kept, though this one does not ask for it: ${list}.`),
    );
  }
}

const root = document.getElementById("checklist");
if (root && window.location.protocol !== "file:") {
  const storage = openStorage();
  if (storage) {
    new Checklist(root, storage).start();
  } else {
    const notice = document.getElementById("checklist-notice");
    notice.textContent = "This browser does not let pages keep anything, so ticks are lost when you leave. Print the page.";
    notice.classList.add("im-notice--trouble");
  }
}
