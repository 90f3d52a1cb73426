// The items of the page, each with its state and the trainee's own entries.

import { all, button } from "../elements.mjs";
import { claim, unclaim } from "../record/entries.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el } from "./build.mjs";
import { Mine } from "./mine.mjs";
import { isClaimable } from "./trainee-status.mjs";

/** @typedef {import("./book.mjs").Item} Item */
/** @typedef {import("./desk.mjs").Desk} Desk */

export class Items {
  /** @param {Desk} desk */
  constructor(desk) {
    /** @type {Map<string, ItemRow>} */
    this.byId = new Map();
    /** @type {Map<ItemRow, Group>} */
    this.groupOf = new Map();
    for (const element of all(desk.place.root, ".im-group", HTMLElement)) {
      this.#take(desk, element);
    }
    this.groups = [...new Set(this.groupOf.values())];
    globalThis.addEventListener("beforeprint", () => this.#fill());
  }

  /**
   * @param {Desk} desk
   * @param {HTMLElement} element
   */
  #take(desk, element) {
    const rows = all(element, ".im-item[data-item-id]", HTMLElement).flatMap((line) => {
      const item = desk.items.get(line.dataset.itemId ?? "");
      line.hidden = !item; // it is not on this person's path
      return item ? [new ItemRow(desk, line, item)] : [];
    });
    element.hidden = rows.length === 0;
    const group = new Group(element, rows);
    for (const row of rows) {
      this.byId.set(row.item.id, row);
      this.groupOf.set(row, group);
    }
  }

  /** @param {import("../record/growing.mjs").Touched} touched */
  update(touched) {
    const rows = touched.all ? [...this.byId.values()] : touched.items.flatMap((id) => this.byId.get(id) ?? []);
    for (const row of rows) {
      row.update();
    }
    for (const group of new Set(rows.map((row) => this.groupOf.get(row)))) {
      group?.count();
    }
  }

  /** The trainee's own entries are printed too. */
  #fill() {
    for (const row of this.byId.values()) {
      row.mine.fill();
    }
  }
}

/** Items under one heading. */
class Group {
  /**
   * @param {HTMLElement} element
   * @param {ItemRow[]} rows
   */
  constructor(element, rows) {
    this.element = element;
    this.rows = rows;
    this.line = element.querySelector(".im-count");
  }

  count() {
    const able = this.rows.filter(({ item }) => isClaimable(item));
    const claimed = able.filter(({ stands }) => stands.isClaimed).length;
    if (this.line) {
      this.line.textContent = say("checklist.claimed-of", { claimed, of: able.length });
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
   * @param {string[]} from the earlier ids under which it was claimed, if they differ
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
