// One person's checklist on the page: its parts, each updated when the record changes.

import { all } from "../elements.mjs";
import { today } from "../record/days.mjs";
import { ALL } from "../record/growing.mjs";
import { Judging } from "../record/judge.mjs";
import { say } from "../words/say.mjs";
import { el } from "./build.mjs";
import { Filter } from "./filter.mjs";
import { Items } from "./items.mjs";
import { showGates } from "./of-gates.mjs";
import { SavingBar } from "./saving.mjs";
import { Tasks } from "./tasks.mjs";
import { Today } from "./status-part.mjs";

/** @typedef {import("./session.mjs").Session} Session */
/** @typedef {import("../record/growing.mjs").Touched} Touched */
/**
 * The page, and what belongs to it.
 * @typedef {object} Place
 * @property {HTMLElement} root holds the items
 * @property {HTMLElement} desk where a record is shown
 * @property {HTMLElement} notice what is read aloud
 * @property {import("./book.mjs").Book} book
 * @property {import("./record-store.mjs").Store | null} store
 * @property {string} client
 * @property {string} release
 * @property {Storage | null} storage
 */
/** @typedef {{update: (touched: Touched) => void}} Part */

export class Desk {
  /**
   * @param {Place} place
   * @param {Session} session
   */
  constructor(place, session) {
    this.place = place;
    this.session = session;
    this.items = new Map(place.book.items.map((item) => [item.id, item]));
    const lines = all(document, "[data-item-id], [data-task-id]", HTMLElement);
    this.lines = new Map(lines.toReversed().map((line) => [line.dataset.itemId ?? line.dataset.taskId ?? "", line]));
    this.judging = this.#judge();
    this.bar = new SavingBar(this);
    this.now = new Today(this);
    this.signed = el("div", {});
    this.shownEvents = "";
    const rows = new Items(this);
    this.filter = new Filter(this, rows);
    /** @type {Part[]} */
    this.parts = [this.now, rows, this.filter, new Tasks(this, ".im-own-tasks [data-task-id]")];
  }

  /** Today, YYYY-MM-DD. */
  get today() {
    return today(new Date());
  }

  /** The state of each item. */
  get judged() {
    return this.judging.verdict;
  }

  #judge() {
    return new Judging(this.session.state, this.place.book, this.today);
  }

  /** Show the record and follow its changes. */
  show() {
    const filter = this.filter.rows.byId.size > 0 ? [this.filter.element] : []; // a path may ask for nothing on this page
    this.place.desk.replaceChildren(this.now.element, this.bar.element, this.signed, ...filter);
    this.place.root.classList.add("im-checklist--own");
    this.session.listen((touched) => this.update(touched));
    document.addEventListener("visibilitychange", () => this.#isToday() || this.update(ALL)); // a tab that stays open overnight
    this.update(ALL);
    showGates(this.place.book);
    for (const link of all(document, ".md-nav--secondary a[href^='#']", HTMLAnchorElement)) {
      const target = document.getElementById(link.hash.slice(1));
      (link.parentElement ?? link).hidden = Boolean(target?.closest("[hidden]")); // what this path does not ask for
    }
  }

  /** Whether the record was judged today. */
  #isToday() {
    return this.judging.today === this.today;
  }

  /**
   * Show what has changed.
   * @param {Touched | null} touched null where it is only what is kept or saved
   */
  update(touched) {
    if (touched) {
      this.#update(this.#isToday() ? touched : ALL);
    }
    this.bar.update();
  }

  /** @param {Touched} touched */
  #update(touched) {
    if (touched.all) {
      this.judging = this.#judge();
    } else {
      this.judging.again(touched.items, this.session.state);
    }
    for (const part of this.parts) {
      part.update(touched);
    }
    if (touched.all) {
      this.#showSigned();
    }
  }

  /** Show what others signed; the module is loaded only if the record contains signed events. */
  async #showSigned() {
    const { record } = this.session;
    const events = record.events.join();
    if (events !== this.shownEvents) {
      this.shownEvents = events;
      const { signedPart } = await import("./signed.mjs");
      this.signed.replaceChildren(await signedPart(record, this.place.book, this.place.release));
    }
  }

  /**
   * Write to the line that screen readers announce.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  say(key, values = {}) {
    this.place.notice.replaceChildren(el("p", {}, say(key, values)));
  }

  /**
   * Change the record and report the result.
   * @param {Parameters<Session["change"]>[0]} make
   * @param {string} key what is said once it is kept
   * @param {Record<string, string | number>} [values]
   */
  async change(make, key, values = {}) {
    if (await this.session.change(make)) {
      this.say(key, values);
    }
  }
}
