// The items of the page, each with its state, and with what is one's own about it.

import { all, button } from "../elements.mjs";
import { claim, unclaim } from "../record/entries.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el } from "./build.mjs";
import { Mine } from "./mine.mjs";
import { isClaimable } from "./standing.mjs";

/** @typedef {import("./book.mjs").Item} Item */
/** @typedef {import("./desk.mjs").Desk} Desk */

export class Items {
  /** @param {Desk} desk */
  constructor(desk) {
    const { root } = desk.place;
    /** @type {Map<string, ItemRow>} */
    this.byId = new Map();
    for (const element of all(root, ".im-item[data-item-id]", HTMLElement)) {
      const item = desk.items.get(element.dataset.itemId ?? "");
      if (item) {
        this.byId.set(item.id, new ItemRow(desk, element, item));
      }
    }
    this.groups = all(root, ".im-group", HTMLElement).filter((group) => group.querySelector(".im-item"));
    globalThis.addEventListener("beforeprint", () => this.#fill());
  }

  update() {
    for (const row of this.byId.values()) {
      row.update();
    }
    for (const group of this.groups) {
      this.#count(group);
    }
  }

  /** @param {HTMLElement} group */
  #count(group) {
    const rows = all(group, ".im-item[data-item-id]", HTMLElement).map(({ dataset }) =>
      this.byId.get(dataset.itemId ?? "")
    );
    const able = rows.filter((row) => row && isClaimable(row.item));
    const claimed = able.filter((row) => row?.stands.isClaimed).length;
    const line = group.querySelector(".im-count");
    if (line) {
      line.textContent = say("checklist.claimed-of", { claimed, of: able.length });
    }
  }

  /** What is one's own is on the paper too. */
  #fill() {
    for (const row of this.byId.values()) {
      row.mine.fill();
    }
  }
}

export class ItemRow {
  /**
   * @param {Desk} desk
   * @param {HTMLElement} element
   * @param {Item} item
   */
  constructor(desk, element, item) {
    this.desk = desk;
    this.element = element;
    this.item = item;
    this.stands = { isClaimed: false, isChanged: false, isLacking: false };
    this.shape = el("span", { class: "im-box", "aria-hidden": "true" });
    this.mark = el("span", { class: "im-state" });
    this.words = el("span", {});
    this.button = button("", () => this.#press());
    this.button.classList.add("im-no-print");
    this.mine = new Mine(desk, item);
    this.shown = "";
    this.#place();
  }

  #place() {
    this.element.querySelector("input")?.replaceWith(this.shape);
    const label = this.element.querySelector("label");
    label?.replaceWith(el("div", { class: "im-item__name" }, ...label.childNodes));
    const actions = isClaimable(this.item) ? [" ", this.button] : [];
    const line = el("p", { class: "im-item__state" }, this.mark, " ", this.words, ...actions);
    this.element.querySelector(".im-item__facts")?.after(line, ...(isClaimable(this.item) ? [this.mine.element] : []));
  }

  update() {
    const { item, desk } = this;
    const judged = desk.judged.items[item.id];
    const held = desk.session.state.claims[item.id];
    const isChanged = Boolean(held && judged?.changed);
    this.stands = { isClaimed: Boolean(held), isChanged, isLacking: (judged?.gaps.length ?? 0) > 0 };
    const mark = isChanged ? "changed" : held ? "claimed" : "open";
    const key = `${mark} ${held?.at ?? ""} ${held?.from ?? ""}`;
    if (key !== this.shown) {
      this.shown = key;
      this.#show(mark, held ? sayDay(held.at) : "", held?.from ?? []);
    }
    this.mine.update();
  }

  /**
   * @param {"open" | "claimed" | "changed"} mark
   * @param {string} day
   * @param {string[]} from what it was claimed as, where that has another name
   */
  #show(mark, day, from) {
    const { id, computed } = this.item;
    this.mark.dataset.state = mark;
    this.shape.dataset.state = computed ? "computed" : mark;
    this.mark.textContent = say(computed ? "checklist.state-computed" : `checklist.state-${mark}`);
    const carried = from.length > 0 ? ` ${say("checklist.claimed-as", { items: from.join(", ") })}` : "";
    this.words.textContent = mark === "open" ? "" : say(`checklist.${mark}-on`, { day }) + carried;
    const action = mark === "changed" ? "again" : mark === "claimed" ? "unclaim" : "claim";
    this.button.textContent = say(`checklist.do-${action}`);
    this.button.setAttribute("aria-label", say(`checklist.do-${action}-item`, { id }));
  }

  #press() {
    const { id, digest, rev } = this.item;
    const { release } = this.desk.place;
    if (this.stands.isClaimed && !this.stands.isChanged) {
      this.desk.change((source) => unclaim(source, { item: id }), "checklist.unclaimed", { id });
    } else {
      this.desk.change((source) => claim(source, { item: id, digest, rev, release }), "checklist.claimed", { id });
    }
  }
}
