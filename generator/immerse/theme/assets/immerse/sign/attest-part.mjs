// The form of an evaluation record: what was seen in a shift or some days, item by item.

import { el, field, form, ownId, row, select, sending } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { say } from "../words/sign.mjs";
import { LinePart } from "./attest-line.mjs";
import { attestingRoles, draftAttestations, itemsFor, lacks } from "./attest-state.mjs";
import { slugOf } from "./drafting.mjs";
import { itemName, rolesOf } from "./gap-words.mjs";
import { endedPart } from "./listing-part.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./attest-state.mjs").Shift} Shift */

const LOADS = ["routine", "elevated", "crisis"];
const ADVICE = ["continue", "more-practice", "remediate", "ready"];

export class AttestPart {
  /** @type {Map<string, LinePart>} */
  lines = new Map();
  /**
   * Items that the trainee claims and that wait for the role.
   * @type {string[]}
   */
  claimed = [];
  /** @type {HTMLButtonElement | null} */
  addAll = null;

  /**
   * @param {Desk} desk with an open record and key
   * @param {{wanted?: (item: any) => boolean, hasRecord?: boolean}} [options] the offered items, all without it; and
   * whether an evaluation record is written by default
   */
  constructor(desk, { wanted = () => true, hasRecord = true } = {}) {
    this.desk = desk;
    this.wanted = wanted;
    this.hasRecord = hasRecord;
    const { book } = desk.under;
    const roles = attestingRoles(book, /** @type {any} */ (desk.signer));
    this.role = select(roles.map((id) => [id, rolesOf([id], book)]));
    this.role.addEventListener("change", () => this.#offer());
    this.items = el("select", {});
    this.list = el("div", {});
    this.shift = this.#shiftFields();
    this.element = form(
      { class: "im-own im-sign__attest", novalidate: "", "aria-labelledby": "sign-attest" },
      () => this.#propose(),
      el("h2", { id: "sign-attest" }, say("sign.attest-title")),
      ...this.#whole(roles),
    );
    this.#offer();
  }

  /** @param {string[]} roles @returns {import("../checklist/build.mjs").Child[]} */
  #whole(roles) {
    const ended = endedPart(this.desk);
    if (ended) {
      return [ended];
    }
    return roles.length ? this.#parts() : [el("p", {}, say("sign.attests-nothing"))];
  }

  #parts() {
    const add = button(say("sign.add-item"), () => this.add(this.items.value));
    this.addAll = button(say("sign.add-claimed"), () => this.claimed.forEach((id) => this.add(id)));
    return [
      field(say("sign.role"), this.role),
      field(say("sign.item"), this.items),
      row(add, " ", this.addAll),
      this.list,
      this.shift.element,
      row(sending(say("sign.look"))),
    ];
  }

  /** Fill the list of items: those that ask for the role come first. */
  #offer() {
    const { book } = this.desk.under;
    const { said, own } = /** @type {import("./judged.mjs").Judged} */ (this.desk.judged);
    const { asked, others } = itemsFor(book, /** @type {any} */ (this.desk.signer), this.role.value);
    const claimed = new Set(Object.keys(own.claims));
    const option = (/** @type {any} */ item) => {
      const state = said.items[item.id]?.state ?? "open";
      const words = claimed.has(item.id) ? say("sign.item-claimed", { state: say(`signing.item.${state}`) }) : say(`signing.item.${state}`);
      return el("option", { value: item.id }, say("sign.item-option", { item: itemName(item.id, book), state: words }));
    };
    const group = (/** @type {string} */ key, /** @type {any[]} */ items) =>
      items.length ? el("optgroup", { label: say(key) }, ...items.map(option)) : null;
    const waits = (/** @type {any} */ item) => claimed.has(item.id) && said.items[item.id]?.state !== "met";
    const shown = asked.filter(this.wanted);
    this.claimed = shown.filter(waits).map(({ id }) => id);
    this.addAll?.toggleAttribute("hidden", this.claimed.length < 2);
    const groups = [
      group("sign.items-claimed", shown.filter(waits)),
      group("sign.items-asked", shown.filter((/** @type {any} */ item) => !waits(item))),
      group("sign.items-other", others.filter(this.wanted)),
    ];
    this.items.replaceChildren(...groups.filter((one) => one !== null));
  }

  /**
   * One more item in the form.
   * @param {string} id
   */
  add(id) {
    const { book } = this.desk.under;
    const item = book.items.find((/** @type {any} */ one) => one.id === id);
    if (!item || this.lines.has(id)) {
      this.lines.get(id)?.focus();
      return;
    }
    const { own } = /** @type {import("./judged.mjs").Judged} */ (this.desk.judged);
    const line = new LinePart(item, book, own, this.shift.to.value, () => {
      this.lines.delete(id);
      line.element.remove();
      this.items.focus();
    });
    if (this.lines.size === 0 && line.ctx.value) {
      this.shift.ctx.value = line.ctx.value;
    }
    this.lines.set(id, line);
    this.list.append(line.element);
    line.focus();
  }

  #shiftFields() {
    const { book } = this.desk.under;
    const day = this.desk.drafting().day;
    const has = el("input", { type: "checkbox", id: ownId(), checked: this.hasRecord });
    const fields = {
      from: el("input", { type: "date", value: day, max: day, required: true }),
      to: el("input", { type: "date", value: day, max: day, required: true }),
      ctx: select(Object.entries(book.contexts)),
      shift: el("input", { type: "text", maxlength: "60" }),
      load: select(LOADS.map((id) => [id, say(`sign.load.${id}`)])),
      advice: select(ADVICE.map((id) => [id, say(`sign.advice.${id}`)])),
      rating: select([["", say("sign.no-rating")], ...["1", "2", "3", "4", "5"].map((n) => /** @type {[string, string]} */ ([n, n]))]),
      note: el("textarea", { rows: "2", maxlength: "4000" }),
    };
    const helps = { shift: say("sign.shift-help"), note: say("sign.note-help"), rating: say("sign.rating-help") };
    const grid = el(
      "div",
      { class: "im-filter" },
      ...Object.entries(fields).map(([name, input]) => field(say(`sign.term.${name}`), input, /** @type {any} */ (helps)[name])),
    );
    grid.hidden = !this.hasRecord;
    has.addEventListener("change", () => (grid.hidden = !has.checked));
    const label = el("label", { for: has.id }, say("sign.with-record"));
    const element = el("fieldset", { class: "im-sign__line" }, el("legend", {}, say("sign.shift-title")), el("p", {}, has, " ", label), grid);
    return { element, has, ...fields };
  }

  /** @returns {Shift | null} null if no evaluation record is written */
  #shift() {
    const { has, from, to, ctx, shift, load, advice, rating, note } = this.shift;
    return has.checked
      ? {
        role: this.role.value,
        from: from.value,
        to: to.value,
        ctx: ctx.value,
        shift: slugOf(shift.value) ?? "",
        load: load.value,
        advice: advice.value,
        rating: rating.value ? Number(rating.value) : null,
        note: note.value,
      }
      : null;
  }

  #propose() {
    const lines = [...this.lines.values()].map((line) => line.value());
    const shift = this.#shift();
    const { book } = this.desk.under;
    const missing = lacks(lines, shift, book).map(({ key, item }) => say(key, { item }));
    if (missing.length) {
      this.desk.fault(say("sign.lacking"), missing);
      return;
    }
    const { events } = /** @type {import("./judged.mjs").Judged} */ (this.desk.judged);
    const number = events.filter(({ type, by }) => type === "period" && by === this.desk.signer?.person).length + 1;
    this.desk.propose((drafting) => draftAttestations(drafting, this.desk.under, this.role.value, shift, lines, number), this.element);
  }
}
