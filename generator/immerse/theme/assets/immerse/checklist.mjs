// The checklist page: shows and keeps the reader's ticks. All rules are in checklist-state.mjs.

import * as state from "./checklist-state.mjs";
import { all, button, make, openStorage, the } from "./elements.mjs";

const TROUBLE =
  "This browser did not keep your tick: its storage is full or blocked. Save a copy before you leave, or print the page.";

/**
 * @param {number} count
 * @param {string} noun
 */
function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** @param {string} moment */
function day(moment) {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** One item as it stands on the page. */
class Item {
  /** @param {HTMLElement} element */
  constructor(element) {
    const { itemId = "", digest = "", earlier } = element.dataset;
    this.element = element;
    this.box = the(element, "input", HTMLInputElement);
    this.id = itemId;
    this.digest = digest;
    this.earlier = earlier;
    /** @type {HTMLElement | undefined} */
    this.note = undefined;
  }
}

class Checklist {
  /**
   * @param {HTMLElement} root
   * @param {Storage} storage
   */
  constructor(root, storage) {
    this.client = root.dataset.client ?? "";
    this.storage = storage;
    this.ticks = state.readTicks(storage, this.client);
    this.notice = the(document, "#checklist-notice", HTMLElement);
    this.elsewhere = the(document, "#checklist-elsewhere", HTMLElement);
    this.groups = all(root, ".im-group", HTMLElement);
    this.items = all(root, ".im-item", HTMLElement).map((item) => new Item(item));
    this.known = new Set(all(root, "[data-item-id]", HTMLElement).map((item) => item.dataset.itemId));
    this.count = make("span", "im-tools__count", "");
    this.unsaved = make("span", "im-meta", "");
  }

  start() {
    this.say("Your ticks are kept in this browser only.");
    this.addTools();
    for (const item of this.items) {
      item.box.addEventListener("change", () => this.tick(item, item.box.checked));
    }
    addEventListener("storage", () => {
      this.ticks = state.readTicks(this.storage, this.client);
      this.show();
    });
    this.show();
  }

  /** @param {string} text */
  say(text, isTrouble = false) {
    this.notice.textContent = text;
    this.notice.classList.toggle("im-notice--trouble", isTrouble);
  }

  /**
   * @param {Item} item
   * @param {boolean} checked
   */
  tick(item, checked) {
    this.keep(item.id, { digest: item.digest, checked, at: new Date().toISOString() });
    this.show();
  }

  /**
   * Keep one tick; false, and said so, when the browser refuses.
   * @param {string} id
   * @param {state.Tick} tick
   */
  keep(id, tick) {
    this.ticks.set(id, tick);
    if (!state.writeTick(this.storage, this.client, id, tick)) {
      this.say(TROUBLE, true);
      return false;
    }
    return true;
  }

  addTools() {
    const file = make("input", "im-file", "");
    file.type = "file";
    file.accept = "application/json,.json";
    file.tabIndex = -1;
    file.setAttribute("aria-label", "A saved copy of your ticks");
    file.addEventListener("change", () => this.load(file));
    const save = button("Save a copy", () => this.save());
    const load = button("Load a copy", () => file.click());
    the(document, "#checklist-tools", HTMLElement).replaceChildren(this.count, save, load, file, this.unsaved);
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

  /** @param {HTMLInputElement} file */
  async load(file) {
    const chosen = file.files?.[0];
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

  /**
   * Say what a copy holds, and ask whether it is merged.
   * @param {{ticks: state.Ticks, saved: string, skipped: number}} copy
   */
  offer(copy) {
    const merged = state.mergeTicks(this.ticks, copy.ticks);
    const news = state.differing(this.ticks, merged);
    const when = copy.saved ? ` of ${day(copy.saved)}` : "";
    const skipped = copy.skipped ? ` ${plural(copy.skipped, "entry").replace("entrys", "entries")} could not be read.` : "";
    this.say(`The copy${when} holds ${plural(copy.ticks.size, "item")}; ${news.size} new or later than here.${skipped} `);
    if (news.size === 0) {
      return;
    }
    const leave = button("Leave it", () => this.say("Nothing was changed."));
    const take = button("Merge", () => {
      const kept = [...news].every(([id, tick]) => this.keep(id, tick));
      if (kept) {
        this.say(`Merged: ${plural(news.size, "item")} taken from the copy.`);
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
    const done = this.items.filter((item) => item.box.checked).length;
    this.count.textContent = `${done} of ${this.items.length} ticked`;
    const open = state.unsaved(this.storage, this.client, this.ticks);
    this.unsaved.textContent = open ? `${plural(open, "change")} not in a saved copy` : "";
    for (const group of this.groups) {
      const boxes = all(group, "input", HTMLInputElement);
      the(group, ".im-count", HTMLElement).textContent =
        `${boxes.filter((box) => box.checked).length} of ${plural(boxes.length, "item")} ticked`;
    }
    this.showElsewhere();
  }

  /** @param {Item} item */
  showItem(item) {
    const now = state.stateOf(this.ticks.get(item.id), item.digest, item.earlier);
    item.box.checked = now !== "empty";
    item.note?.remove();
    if (now === "changed") {
      item.note = make("p", "im-item__state", "Changed since you ticked it. Read it again. ");
      item.note.append(button("I have read it", () => this.tick(item, true)));
      item.element.append(item.note);
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
if (root && location.protocol !== "file:") {
  const storage = openStorage();
  if (storage) {
    new Checklist(root, storage).start();
  } else {
    const notice = the(document, "#checklist-notice", HTMLElement);
    notice.textContent = "This browser does not let pages keep anything, so ticks are lost when you leave. Print the page.";
    notice.classList.add("im-notice--trouble");
  }
}
