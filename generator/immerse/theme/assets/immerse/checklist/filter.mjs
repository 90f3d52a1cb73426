// The filter above the items: module, phase, state, who attests, words.

import { button } from "../elements.mjs";
import { say } from "../words/say.mjs";
import { el, field, select } from "./build.mjs";
import { ALL, isWanted } from "./item-filter.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

export class Filter {
  /**
   * @param {Desk} desk
   * @param {import("./items.mjs").Items} rows
   */
  constructor(desk, rows) {
    this.desk = desk;
    this.rows = rows;
    this.wanted = { ...ALL };
    const { book } = desk.place;
    const shownItems = book.items.filter(({ id }) => rows.byId.has(id));
    const some = (
      /** @type {[string, string][]} */ pairs,
      /** @type {(id: string) => boolean} */ used,
    ) => /** @type {[string, string][]} */ ([["", say("checklist.all")], ...pairs.filter(([id]) => used(id))]);
    const modules = some(
      book.modules.map(({ id, title }) => [id, `${id} ${title}`]),
      (id) => shownItems.some(({ module }) => module === id),
    );
    const phases = some(
      book.phases.map(({ id, name }) => [id, name]),
      (id) => shownItems.some(({ phase }) => phase === id),
    );
    const attesters = some(
      Object.entries(book.roles),
      (id) => shownItems.some(({ attested_by }) => [...attested_by.all, ...attested_by.any].includes(id)),
    );
    /** @type {[string, string][]} */
    const states = ["", "open", "claimed", "changed", "lacking"].map((
      id,
    ) => [id, say(`checklist.filter-${id || "all"}`)]);
    this.fields = {
      module: select(modules),
      phase: select(phases),
      state: select(states),
      attester: select(attesters),
      words: el("input", { type: "search", autocomplete: "off" }),
    };
    this.count = el("p", { class: "im-meta", role: "status" });
    this.element = this.#element();
  }

  #element() {
    const { words, ...choices } = this.fields;
    const offered = Object.entries(choices).filter(([, { options }]) => options.length > 2);
    const box = el(
      "section",
      { class: "im-own im-filter im-no-print", "aria-label": say("checklist.filter") },
      field(say("checklist.filter-words"), words),
      ...offered.map(([name, choice]) => field(say(`checklist.filter-${name}`), choice)),
      this.count,
    );
    box.addEventListener("input", () => this.#apply());
    return box;
  }

  /**
   * The filter is not applied again after a change of single items, so that they stay where they are.
   * @param {import("../record/growing.mjs").Touched} touched
   */
  update(touched) {
    if (touched.all) {
      this.#apply();
    }
  }

  #apply() {
    for (const [name, input] of Object.entries(this.fields)) {
      this.wanted[/** @type {keyof typeof this.wanted} */ (name)] = input.value;
    }
    let shown = 0;
    for (const row of this.rows.byId.values()) {
      row.element.hidden = !isWanted(row.item, this.wanted, row.stands);
      shown += row.element.hidden ? 0 : 1;
    }
    const isAll = Object.values(this.wanted).every((value) => value === "");
    for (const { element, rows } of this.rows.groups) {
      element.hidden = !isAll && rows.every((row) => row.element.hidden);
    }
    const all = say("checklist.items", { n: this.rows.byId.size });
    this.count.replaceChildren(isAll ? all : say("checklist.shown", { n: shown, all: this.rows.byId.size }));
    if (!isAll) {
      this.count.append(" ", button(say("checklist.filter-reset"), () => this.#reset()));
    }
  }

  #reset() {
    for (const input of Object.values(this.fields)) {
      input.value = "";
    }
    this.#apply();
    this.fields.words.focus();
  }
}
