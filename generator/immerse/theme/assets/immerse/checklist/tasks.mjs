// The tasks of the page: done or not, and when they are due.

import { all, button } from "../elements.mjs";
import { task } from "../record/entries.mjs";
import { taskDays } from "../record/whereabouts.mjs";
import { say, sayDay } from "../words/say.mjs";
import { el } from "./build.mjs";

/**
 * The checklist, or another page that shows tasks.
 * @typedef {Pick<import("./desk.mjs").Desk, "session" | "today" | "change"> &
 *   {place: {book: import("./book.mjs").Book, release: string}}} Desk
 */

export class Tasks {
  /**
   * @param {Desk} desk
   * @param {string} places elements of own tasks: the lines that name them, or the content of such a line
   */
  constructor(desk, places) {
    this.desk = desk;
    /** @type {Map<string, string>} the days on which the tasks of this person's path are due */
    this.days = new Map();
    const tasks = new Map((desk.place.book.tasks ?? []).map((one) => [one.id, one]));
    this.rows = all(document, places, HTMLElement).flatMap((element) => {
      const found = tasks.get(element.closest("[data-task-id]")?.getAttribute("data-task-id") ?? "");
      return found ? [new TaskRow(desk, element, found)] : [];
    });
  }

  /** @param {import("../record/growing.mjs").Touched} touched */
  update(touched) {
    if (touched.all) {
      const { session, place, today } = this.desk;
      this.days = new Map(taskDays(session.state, place.book, today).map(({ id, day }) => [id, day]));
    }
    for (const row of this.rows.filter(({ task }) => touched.all || touched.tasks.includes(task.id))) {
      const day = this.days.get(row.task.id);
      row.show(day !== undefined);
      row.update(day ?? "");
    }
    if (touched.all) {
      this.#hideEmpty();
    }
  }

  /** Hide the lists, with the headings above them, in which no task is on this person's path. */
  #hideEmpty() {
    for (const list of new Set(this.rows.flatMap(({ element }) => element.parentElement ?? []))) {
      const isEmpty = all(list, ":scope > *", HTMLElement).every((line) => line.hidden);
      list.hidden = isEmpty;
      list.previousElementSibling?.toggleAttribute("hidden", isEmpty);
    }
  }
}

class TaskRow {
  /**
   * @param {Desk} desk
   * @param {HTMLElement} element
   * @param {import("./book.mjs").Task} task
   */
  constructor(desk, element, task) {
    this.desk = desk;
    this.element = element;
    this.task = task;
    this.mark = el("span", { class: "im-state" });
    this.words = el("span", {});
    this.button = button("", () => this.#press());
    this.button.classList.add("im-no-print");
    this.line = el("span", { class: "im-task__state" }, this.mark, " ", this.words, " ", this.button);
    this.element.append(this.line);
  }

  get held() {
    const { tasks } = this.desk.session.state;
    return Object.hasOwn(tasks, this.task.id) && tasks[this.task.id].done ? tasks[this.task.id] : null;
  }

  /**
   * Show the task, or hide it if it is not on this person's path.
   * @param {boolean} isOwn
   */
  show(isOwn) {
    if (this.element.matches("[data-task-id]")) {
      this.element.hidden = !isOwn;
    } else {
      this.line.hidden = !isOwn; // the page shows the tasks of every path
    }
  }

  /** @param {string} due the day on which it is due */
  update(due) {
    const { held, task } = this;
    this.mark.dataset.state = held ? "done" : "open";
    this.mark.textContent = say(held ? "checklist.state-done" : "checklist.state-open");
    this.words.textContent = held ? sayDay(held.day) : due && say("checklist.due", { day: sayDay(due) });
    this.button.textContent = say(held ? "checklist.do-undo" : "checklist.do-done");
    this.button.setAttribute("aria-label", `${this.button.textContent}: ${task.title}`);
  }

  #press() {
    const { desk, held } = this;
    const members = { task: this.task.id, done: !held, day: desk.today, release: desk.place.release };
    desk.change((source) => task(source, members), held ? "checklist.undone" : "checklist.done", {
      title: this.task.title,
    });
  }
}
