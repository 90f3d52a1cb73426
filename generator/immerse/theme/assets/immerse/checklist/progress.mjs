// Progress by module and by gate, and the form to move a gate.

import { button } from "../elements.mjs";
import { plan } from "../record/entries.mjs";
import { gateDays } from "../record/whereabouts.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el, field, form, row, select, sending } from "./build.mjs";
import { progress } from "./trainee-status.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

export class Progress {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.modules = new Bars();
    this.gates = new Bars();
    this.day = el("input", { type: "date", required: true, max: "2099-12-31" });
    this.advice = el("p", { class: "im-warning", role: "status" });
    this.element = el(
      "details",
      { class: "im-progress" },
      el("summary", {}, say("checklist.progress")),
      el("h3", {}, say("checklist.by-module")),
      this.modules.element,
      ...(desk.place.book.gates.length > 0 ? this.#byGate() : []),
    );
  }

  #byGate() {
    return [el("h3", {}, say("checklist.by-gate")), this.gates.element, this.#plan()];
  }

  update() {
    const { session, place, judged } = this.desk;
    const { modules, gates } = progress(place.book, judged);
    this.modules.update(modules);
    this.gates.update(gates);
    const { start } = session.state;
    if (start && this.day.min !== start) {
      this.day.min = start;
    }
  }

  /** The form to move a gate. */
  #plan() {
    const { place } = this.desk;
    const gates = place.book.gates.filter(({ day }) => day !== null && day > 0);
    const gate = select(gates.map(({ id, title }) => [id, `${id} ${title}`]));
    const move = (/** @type {string | null} */ to) => {
      this.advice.textContent = "";
      return this.desk.change((source) => plan(source, { gate: gate.value, day: to }), "checklist.gate-moved", {
        gate: gate.value,
      });
    };
    const made = form(
      { "aria-label": say("checklist.move-gate"), class: "im-own-form im-own-form--line" },
      () => move(this.day.value),
      field(say("checklist.move-gate"), gate),
      field(say("checklist.move-to"), this.day),
      row(sending(say("checklist.move")), " ", button(say("checklist.move-back"), () => move(null))),
      this.advice,
    );
    made.addEventListener("input", () => {
      this.advice.textContent = this.#early(gate.value, this.day.value);
    });
    return made;
  }

  /**
   * What speaks against a day for a gate: the floors do not allow it yet, an earlier gate is later, or a later one is
   * earlier. Empty for nothing.
   * @param {string} gate
   * @param {string} day
   */
  #early(gate, day) {
    const { session, place } = this.desk;
    const days = gateDays(session.state, place.book);
    const at = days.findIndex(({ id }) => id === gate);
    const { earliest } = days[at];
    if (day && earliest && day < earliest) {
      return say("checklist.before-floors", { gate, day: sayDay(earliest) });
    }
    const before = days.slice(0, at).findLast((one) => day && one.day && day < one.day);
    if (before) {
      return say("checklist.before-gate", { gate: before.id, day: sayDay(before.day ?? "") });
    }
    const after = days.slice(at + 1).find((one) => day && one.day && day > one.day);
    return after ? say("checklist.after-gate", { gate: after.id, day: sayDay(after.day ?? "") }) : "";
  }
}

/** One progress bar a line; the elements are reused. */
class Bars {
  element = el("ul", { class: "im-bars" });

  /** @type {Map<string, {bar: HTMLProgressElement, words: HTMLElement}>} */
  #lines = new Map();

  /** @param {import("./trainee-status.mjs").Progress[]} rows */
  update(rows) {
    for (const row of rows) {
      const { bar, words } = this.#lines.get(row.id) ?? this.#line(row);
      const said = say("checklist.claimed-of", { claimed: row.claimed, of: row.of });
      if (words.textContent !== said) {
        bar.max = row.of;
        bar.value = row.claimed;
        bar.textContent = said;
        words.textContent = said;
      }
    }
  }

  /** @param {import("./trainee-status.mjs").Progress} row */
  #line({ id, title }) {
    const made = { bar: el("progress", { "aria-label": `${id} ${title}` }), words: el("span", {}) };
    this.#lines.set(id, made);
    this.element.append(
      el("li", {}, el("span", {}, el("span", { class: "im-code" }, id), ` ${title}`), made.bar, made.words),
    );
    return made;
  }
}
