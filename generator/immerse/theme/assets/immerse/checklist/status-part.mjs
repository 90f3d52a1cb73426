// The trainee's status today: week, phase, the next gate and what it waits for, and the next three steps.

import { say, sayDay } from "../words/say.mjs";
import { ROOT } from "./book.mjs";
import { el } from "./build.mjs";
import { Progress } from "./progress.mjs";
import { standing } from "./trainee-status.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./trainee-status.mjs").Standing} Standing */

/** The number of items that a sentence names before it counts the rest. */
const NAMED = 6;

export class Today {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.title = el("h2", { id: "own-today", tabindex: "-1" });
    this.gate = new Shown(el("div", {}));
    this.next = new Shown(el("div", {}));
    this.others = new Shown(el("div", {}));
    this.progress = new Progress(desk);
    this.element = el(
      "section",
      { class: "im-own im-today", "aria-labelledby": "own-today" },
      this.title,
      this.gate.element,
      this.next.element,
      this.others.element,
      this.progress.element,
    );
  }

  update() {
    const { session, place, today, judged } = this.desk;
    const now = standing(session.state, place.book, judged, today);
    if (now) {
      const title = titleOf(now, place.book.weeks);
      if (this.title.textContent !== title) {
        this.title.textContent = title;
      }
      const { gate, unclaimed, overdue, tasks, lacking, next } = now;
      this.gate.show([gate, unclaimed.map(idOf), overdue.map(idOf), tasks, lacking.map(idOf)], () => this.#gate(now));
      this.next.show(next, () => this.#next(now));
      this.others.show(judged.others, () => this.#others());
      this.progress.update();
    }
  }

  /** @param {Standing} now */
  #gate({ gate, path, unclaimed, overdue, tasks, lacking }) {
    const found = [];
    if (overdue.length > 0) {
      found.push(
        el(
          "p",
          { class: "im-own__late" },
          say("checklist.overdue", { n: overdue.length }),
          " ",
          ...this.#names(overdue),
        ),
      );
    }
    if (!gate && !path) {
      return [...found, el("p", {}, say("checklist.no-gate"))];
    }
    found.push(gate ? gateLine(gate) : el("p", {}, say("checklist.path-only", { n: this.desk.items.size, path })));
    const inWay = unclaimed.length > 0
      ? [say(gate ? "checklist.in-way" : "checklist.in-way-on", { n: unclaimed.length }), " ", ...this.#names(unclaimed)]
      : [];
    found.push(el("p", {}, ...(inWay.length > 0 ? inWay : [say("checklist.all-claimed")])));
    if (tasks.length > 0) {
      const titles = (this.desk.place.book.tasks ?? []).filter(({ id }) => tasks.includes(id));
      found.push(el("p", {}, say("checklist.gate-tasks", { n: tasks.length }), " ", ...this.#names(titles)));
    }
    if (lacking.length > 0) {
      found.push(el("p", {}, say(gate ? "checklist.lacking" : "checklist.lacking-on", { n: lacking.length }), " ", ...this.#names(lacking)));
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
        this.#linkTo(thing.id, `${thing.kind === "task" ? "" : `${thing.id} `}${thing.title}`),
        ` ${howSoon(thing)}`,
      )
    );
    return [el("h3", {}, say("checklist.next")), el("ol", {}, ...lines)];
  }

  /**
   * A link to an item, or to a task that the page has or links; otherwise only its words.
   * @param {string} id
   * @param {string} words
   */
  #linkTo(id, words) {
    const line = this.desk.lines.get(id);
    const elsewhere = this.desk.items.has(id) ? new URL(`checklist/progress/#${id.toLowerCase()}`, ROOT).href : undefined;
    const href = line?.id ? `#${line.id}` : line?.querySelector("a")?.href ?? elsewhere;
    return href ? el("a", { href, class: words === id && "im-own__id" }, words) : words;
  }

  /** @param {(import("./book.mjs").Item | import("./book.mjs").Task)[]} items */
  #names(items) {
    const named = items
      .slice(0, items.length > NAMED + 1 ? NAMED : items.length)
      .flatMap((item, index) => [index > 0 ? ", " : "", this.#linkTo(item.id, "due" in item ? item.title : item.id)]);
    return items.length > NAMED + 1 ? [...named, ` ${say("checklist.and-more", { n: items.length - NAMED })}`] : named;
  }
}

/** A part of the page that is rebuilt only if what it shows has changed. */
class Shown {
  #key = "";

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  /**
   * @param {unknown} values all that it shows
   * @param {() => Node[]} make
   */
  show(values, make) {
    const key = JSON.stringify(values);
    if (key !== this.#key) {
      this.#key = key;
      this.element.replaceChildren(...make());
    }
  }
}

/** @param {{id: string}} one */
function idOf({ id }) {
  return id;
}

/** @param {NonNullable<Standing["gate"]>} gate */
function gateLine({ id, title, day, left }) {
  const days = left === 0 ? say("checklist.gate-today") : say("checklist.gate-left", { n: left });
  return el("p", {}, el("strong", {}, say("checklist.gate", { id, title })), ` · ${sayDay(day)} · ${days} `);
}

/**
 * @param {Standing} now
 * @param {number} weeks
 */
function titleOf({ day, path, week, phase }, weeks) {
  if (week === 0) {
    return say("checklist.before", { n: -day });
  }
  if (path) {
    return say("checklist.week-on", { week, path });
  }
  return week > weeks ? say("checklist.afterwards", { phase }) : say("checklist.week", { week, weeks, phase });
}

/** @param {import("./trainee-status.mjs").Next} thing */
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
