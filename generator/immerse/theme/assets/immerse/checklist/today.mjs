// Where somebody is today: week, phase, the next gate and what stands in its way, three next things, a picture of progress.

import { button } from "../elements.mjs";
import { plan } from "../record/entries.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el, field, form, row, select, sending } from "./build.mjs";
import { progress, standing } from "./standing.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./standing.mjs").Standing} Standing */

/** Items that a sentence names before it counts the others. */
const NAMED = 6;

/**
 * The place of an item on this page; where it stands on another, its words alone.
 * @param {string} id
 * @param {string} [words]
 */
export function linkTo(id, words = id) {
  const place = document.querySelector(`[data-item-id="${id}"], [data-task-id="${id}"]`);
  const href = place?.id ? `#${place.id}` : place?.querySelector("a")?.href;
  return href ? el("a", { href }, words) : words;
}

export class Today {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.body = el("div", {});
    this.title = el("h2", { id: "own-today", tabindex: "-1" });
    this.element = el("section", { class: "im-own im-today", "aria-labelledby": "own-today" }, this.title, this.body);
    this.shown = "";
  }

  update() {
    const { session, place, today } = this.desk;
    const now = standing(session.state, place.book, this.desk.judged, today);
    if (now) {
      this.title.textContent = titleOf(now, place.book.weeks);
      const open = this.body.querySelector("details")?.open ?? false;
      this.body.replaceChildren(...this.#gate(now), ...this.#next(now), ...this.#others(), this.#progress(open));
    }
  }

  /** @param {Standing} now */
  #gate({ gate, unclaimed, overdue, tasks, lacking }) {
    const found = [];
    if (overdue.length > 0) {
      found.push(
        el("p", { class: "im-own__late" }, say("checklist.overdue", { n: overdue.length }), " ", ...names(overdue)),
      );
    }
    if (!gate) {
      return [...found, el("p", {}, say("checklist.no-gate"))];
    }
    const left = gate.left === 0 ? say("checklist.gate-today") : say("checklist.gate-left", { n: gate.left });
    found.push(
      el(
        "p",
        {},
        el("strong", {}, say("checklist.gate", { id: gate.id, title: gate.title })),
        ` · ${sayDay(gate.day)} · ${left} `,
      ),
    );
    const inWay = unclaimed.length > 0
      ? [say("checklist.in-way", { n: unclaimed.length }), " ", ...names(unclaimed)]
      : [];
    found.push(el("p", {}, ...(inWay.length > 0 ? inWay : [say("checklist.all-claimed")])));
    if (tasks.length > 0) {
      const titles = (this.desk.place.book.tasks ?? []).filter(({ id }) => tasks.includes(id));
      found.push(el("p", {}, say("checklist.gate-tasks", { n: tasks.length }), " ", ...names(titles)));
    }
    if (lacking > 0) {
      found.push(el("p", {}, say("checklist.lacking", { n: lacking })));
    }
    return found;
  }

  /** Items that are claimed and that this edition does not ask for. */
  #others() {
    const { others } = this.desk.judged;
    return others.length > 0
      ? [el("p", { class: "im-meta" }, `${say("checklist.others", { n: others.length })} ${others.join(", ")}`)]
      : [];
  }

  /** @param {Standing} now */
  #next({ next }) {
    if (next.length === 0) {
      return [];
    }
    const lines = next.map((thing) =>
      el(
        "li",
        {},
        linkTo(thing.id, `${thing.kind === "task" ? "" : `${thing.id} `}${thing.title}`),
        ` ${howSoon(thing)}`,
      )
    );
    return [el("h3", {}, say("checklist.next")), el("ol", {}, ...lines)];
  }

  /** @param {boolean} open */
  #progress(open) {
    const { modules, gates } = progress(this.desk.place.book, this.desk.judged);
    return el(
      "details",
      { class: "im-progress", open },
      el("summary", {}, say("checklist.progress")),
      el("h3", {}, say("checklist.by-module")),
      bars(modules),
      el("h3", {}, say("checklist.by-gate")),
      bars(gates),
      this.#plan(),
    );
  }

  /** A gate that is moved. */
  #plan() {
    const { place, session } = this.desk;
    const gates = place.book.gates.filter(({ day }) => day !== null && day > 0);
    const gate = select(gates.map(({ id, title }) => [id, `${id} ${title}`]));
    const day = el("input", { type: "date", required: true, min: session.state.start ?? "", max: "2099-12-31" });
    const move = (/** @type {string | null} */ to) =>
      this.desk.change((source) => plan(source, { gate: gate.value, day: to }), "checklist.gate-moved", {
        gate: gate.value,
      });
    return form(
      { "aria-label": say("checklist.move-gate"), class: "im-own-form im-own-form--line" },
      () => move(day.value),
      field(say("checklist.move-gate"), gate),
      field(say("checklist.move-to"), day),
      row(sending(say("checklist.move")), " ", button(say("checklist.move-back"), () => move(null))),
    );
  }
}

/**
 * @param {Standing} now
 * @param {number} weeks
 */
function titleOf({ day, week, phase }, weeks) {
  if (week === 0) {
    return say("checklist.before", { n: -day });
  }
  return week > weeks ? say("checklist.afterwards", { phase }) : say("checklist.week", { week, weeks, phase });
}

/** @param {import("./standing.mjs").Next} thing */
function howSoon({ kind, days }) {
  if (kind === "changed") {
    return say("checklist.changed-since");
  }
  if (days === null) {
    return "";
  }
  return days < 0
    ? say("checklist.days-late", { n: -days })
    : days === 0
    ? say("checklist.due-today")
    : say("checklist.due-in", { n: days });
}

/** @param {(import("./book.mjs").Item | import("./book.mjs").Task)[]} items */
function names(items) {
  const named = items
    .slice(0, NAMED)
    .flatMap((item, index) => [index > 0 ? ", " : "", linkTo(item.id, "due" in item ? item.title : item.id)]);
  return items.length > NAMED ? [...named, ` ${say("checklist.and-more", { n: items.length - NAMED })}`] : named;
}

/** @param {import("./standing.mjs").Progress[]} rows */
function bars(rows) {
  const lines = rows.map(({ id, title, of, claimed }) => {
    const words = say("checklist.claimed-of", { claimed, of });
    const bar = el("progress", { max: String(of), value: String(claimed), "aria-label": `${id} ${title}` }, words);
    return el("li", {}, el("span", {}, el("span", { class: "im-code" }, id), ` ${title}`), bar, el("span", {}, words));
  });
  return el("ul", { class: "im-bars" }, ...lines);
}
