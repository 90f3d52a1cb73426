// One item of an evaluation record: the decision, the level, what was seen.

import { el, field, ownId, row, select } from "../checklist/build.mjs";
import { button } from "../elements.mjs";
import { say, sayDay } from "../words/sign.mjs";
import { levelsFor } from "./attest-state.mjs";
import { itemName } from "./gap-words.mjs";

/** @typedef {import("./attest-state.mjs").Line} Line */

export class LinePart {
  /**
   * @param {any} item
   * @param {any} book
   * @param {import("../record/fold.mjs").State} own the trainee's own record
   * @param {string} day
   * @param {() => void} remove
   */
  constructor(item, book, own, day, remove) {
    this.item = item;
    const levels = levelsFor(item, book);
    const name = ownId();
    this.met = el("input", { type: "radio", name, value: "met", id: ownId(), checked: true });
    this.notYet = el("input", { type: "radio", name, value: "not-yet", id: ownId() });
    const asked = String(item.level);
    this.level = select([...levels.map((level) => /** @type {[string, string]} */ ([String(level), levelWords(level, book)]))], asked);
    this.left = select([["0", say("sign.level-none")], ...levels.map((level) => /** @type {[string, string]} */ ([String(level), levelWords(level, book)]))], "0");
    this.ctx = select(item.contexts.map((/** @type {string} */ id) => [id, book.contexts[id] ?? id]));
    this.day = el("input", { type: "date", value: day, required: true });
    this.sentence = el("textarea", { rows: "3", maxlength: "4000", required: true });
    this.next = el("textarea", { rows: "2", maxlength: "4000" });
    this.error = select(["none", "reported", "found"].map((id) => [id, say(`sign.error.${id}`)]));
    this.pieces = own.evidence.filter(({ items }) => items.includes(item.id)).map((piece) => ({ piece, box: el("input", { type: "checkbox", id: ownId() }) }));
    const legend = el("legend", {}, itemName(item.id, book));
    this.element = el("fieldset", { class: "im-sign__line", "data-item": item.id }, legend, ...this.#parts(levels.length > 0, book, remove));
    for (const radio of [this.met, this.notYet]) {
      radio.addEventListener("change", () => this.#show());
    }
    this.#show();
  }

  /** @param {boolean} hasLevels @param {any} book @param {() => void} remove */
  #parts(hasLevels, book, remove) {
    const { item } = this;
    const choice = (/** @type {HTMLInputElement} */ radio, /** @type {string} */ key) =>
      el("span", { class: "im-sign__choice" }, radio, " ", el("label", { for: radio.id }, say(key)), " ");
    this.whereMet = [hasLevels ? field(say("sign.term.level"), this.level) : null];
    this.whereNot = [
      hasLevels ? field(say("sign.level-left"), this.left, say("sign.level-left-help")) : null,
      field(say("sign.term.next"), this.next, say("sign.next-help")),
      field(say("sign.term.error"), this.error, say("sign.error-help")),
    ];
    return [
      item.statement === item.title ? null : el("p", {}, item.statement),
      item.criterion ? el("p", { class: "im-meta" }, item.criterion) : null,
      el("p", {}, choice(this.met, "sign.met"), choice(this.notYet, "sign.not-yet")),
      ...this.whereMet,
      el(
        "div",
        { class: "im-filter" },
        field(say("sign.day-seen"), this.day),
        item.contexts.length ? field(say("sign.term.ctx"), this.ctx) : null,
      ),
      this.#evidence(book),
      field(say("sign.term.sentence"), this.sentence, say("sign.sentence-help")),
      ...this.whereNot,
      row(button(say("sign.remove-item", { id: item.id }), remove)),
    ];
  }

  /** @param {any} book */
  #evidence(book) {
    if (this.pieces.length === 0) {
      return el("p", { class: "im-meta" }, say("sign.no-pieces"));
    }
    const lines = this.pieces.map(({ piece, box }) => {
      const kind = book.kinds.find((/** @type {any} */ one) => one.id === piece.kind)?.title ?? piece.kind;
      const facts = [kind, sayDay(piece.day), piece.shift?.text, say(piece.simulated ? "reading.simulated" : "reading.real")];
      const title = piece.title.text ?? say("reading.erased");
      return el("li", {}, box, " ", el("label", { for: box.id }, `${title} (${facts.filter(Boolean).join(", ")})`));
    });
    return el("fieldset", {}, el("legend", {}, say("sign.pieces-seen")), el("ul", { class: "im-sign__boxes" }, ...lines));
  }

  #show() {
    for (const part of this.whereMet ?? []) {
      part?.toggleAttribute("hidden", this.notYet.checked);
    }
    for (const part of this.whereNot ?? []) {
      part?.toggleAttribute("hidden", this.met.checked);
    }
  }

  focus() {
    this.met.focus();
  }

  /** @returns {Line} */
  value() {
    const isMet = this.met.checked;
    return {
      item: this.item.id,
      decision: isMet ? "met" : "not-yet",
      level: Number((isMet ? this.level : this.left).value || 0),
      ctx: this.ctx.value || null,
      day: this.day.value,
      pieces: this.pieces.filter(({ box }) => box.checked).map(({ piece }) => piece),
      sentence: this.sentence.value,
      next: this.next.value,
      error: /** @type {Line["error"]} */ (this.error.value),
    };
  }
}

/** @param {number} level @param {any} book */
function levelWords(level, book) {
  return `${level} ${book.levels[level] ?? ""}`.trim();
}
