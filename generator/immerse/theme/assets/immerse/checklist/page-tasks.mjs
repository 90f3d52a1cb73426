// Tasks on pages other than the checklist: own tasks can be ticked there, and today's working day is marked.

import { all, first } from "../elements.mjs";
import { today } from "../record/days.mjs";
import { bookOn } from "../record/entry-paths.mjs";
import { taskDay } from "../record/whereabouts.mjs";
import { say, sayWeekday } from "../words/say.mjs";
import { fetchBook } from "./book.mjs";
import { el } from "./build.mjs";
import { openChosen } from "./chosen.mjs";
import { showGates } from "./of-gates.mjs";
import { Tasks } from "./tasks.mjs";
import { troubleBanner } from "./trouble.mjs";

/** @typedef {import("./session.mjs").Session} Session */

/** The part of a checklist's desk that a page with tasks needs. */
class TaskDesk {
  /**
   * @param {Session} session
   * @param {import("./book.mjs").Book} book
   */
  constructor(session, book) {
    const release = first(document, ".im-version", HTMLElement)?.dataset.imVersion ?? "draft";
    this.session = session;
    this.place = { book, release };
    this.line = el("p", { class: "im-meta", role: "status" });
    this.tasks = new Tasks(this, ".im-tasks [data-task-id][data-who=trainee] > .im-task__body");
    session.listen((touched) => touched && this.tasks.update(touched));
  }

  /** Today, YYYY-MM-DD. */
  get today() {
    return today(new Date());
  }

  /** Show the tasks with their states. */
  show() {
    if (this.tasks.rows.length > 0) {
      first(document, "h1", HTMLElement)?.after(troubleBanner(this.session), this.line);
      this.tasks.update({ all: true, items: [], tasks: [] });
    }
  }

  /**
   * Change the record and report the result.
   * @param {Parameters<Session["change"]>[0]} make
   * @param {string} key what is said once it is kept
   * @param {Record<string, string | number>} [values]
   */
  async change(make, key, values = {}) {
    if (await this.session.change(make)) {
      this.line.textContent = say(key, values);
    }
  }
}

/**
 * Name the weekdays of the working days for a start on this day, and mark today.
 * @param {string} start
 */
function markDays(start) {
  const now = today(new Date());
  for (const place of all(document, "[data-day]", HTMLElement)) {
    const number = Number(place.dataset.day);
    const day = taskDay(start, { day: number });
    const name = first(place, "h2, a", HTMLElement)?.firstChild;
    if (name) {
      name.textContent = say("checklist.day", { n: number, weekday: sayWeekday(day) });
    }
    if (day === now) {
      place.setAttribute("aria-current", "date");
      first(place, "h2, a", HTMLElement)?.append(" ", el("span", { class: "im-mark" }, say("checklist.day-today")));
    }
  }
}

/** @param {string} client */
async function begin(client) {
  const session = await openChosen(client);
  const start = session?.state.start;
  if (session && start) {
    markDays(start);
    const book = bookOn(await fetchBook(), session.state.path);
    showGates(book);
    new TaskDesk(session, book).show();
  }
}

begin(first(document, ".im-tasks, .im-days", HTMLElement)?.dataset.client ?? "");
