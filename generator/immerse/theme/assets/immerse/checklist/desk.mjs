// One person's checklist on the page: its parts, each shown anew when the record has changed.

import { judge } from "../record/judge.mjs";
import { say } from "../words/say.mjs";
import { el } from "./build.mjs";
import { Filter } from "./filter.mjs";
import { Items } from "./items.mjs";
import { SavingBar } from "./saving.mjs";
import { today } from "./standing.mjs";
import { Tasks } from "./tasks.mjs";
import { Today } from "./today.mjs";

/** @typedef {import("./session.mjs").Session} Session */
/**
 * The page, and what belongs to it.
 * @typedef {object} Place
 * @property {HTMLElement} root holds the items
 * @property {HTMLElement} desk where a record is shown
 * @property {HTMLElement} notice what is read aloud
 * @property {import("./book.mjs").Book} book
 * @property {import("./store.mjs").Store | null} store
 * @property {string} client
 * @property {string} release
 * @property {Storage | null} storage
 */
/** @typedef {{update: () => void}} Part */

export class Desk {
  /**
   * @param {Place} place
   * @param {Session} session
   */
  constructor(place, session) {
    this.place = place;
    this.session = session;
    this.items = new Map(place.book.items.map((item) => [item.id, item]));
    /** @type {Part[]} */
    this.parts = [];
    /** @type {Record<string, any> | null} */
    this.shown = null;
  }

  /** Today, YYYY-MM-DD. */
  get today() {
    return today(new Date());
  }

  /** How each item stands. */
  get judged() {
    this.#judged ??= judge(this.session.state, this.place.book, this.today);
    return this.#judged;
  }

  /** @type {ReturnType<typeof judge> | null} */
  #judged = null;

  /**
   * The pieces of evidence for an item.
   * @param {string} id
   * @returns {import("../record/fold.mjs").Piece[]}
   */
  piecesFor(id) {
    if (!this.#pieces) {
      this.#pieces = new Map();
      for (const piece of this.session.state.evidence) {
        for (const one of piece.items) {
          this.#pieces.set(one, [...(this.#pieces.get(one) ?? []), piece]);
        }
      }
    }
    return this.#pieces.get(id) ?? [];
  }

  /** @type {Map<string, import("../record/fold.mjs").Piece[]> | null} */
  #pieces = null;

  /** Show the record, and whatever becomes of it. */
  show() {
    const bar = new SavingBar(this);
    const now = new Today(this);
    const rows = new Items(this);
    const filter = new Filter(this, rows);
    const tasks = new Tasks(this);
    this.parts = [bar, now, rows, filter, tasks];
    this.place.desk.replaceChildren(now.element, bar.element, filter.element);
    this.place.root.classList.add("im-checklist--own");
    this.session.listen(() => this.update());
    this.update();
    now.element.querySelector("h2")?.focus();
  }

  /** Show what has changed; where that is only what is kept or saved, the bar alone. */
  update() {
    const isSame = this.shown === this.session.record;
    if (!isSame) {
      this.shown = this.session.record;
      this.#judged = null;
      this.#pieces = null;
    }
    for (const part of isSame ? this.parts.slice(0, 1) : this.parts) {
      part.update();
    }
  }

  /**
   * Say something in the line that is read aloud.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  say(key, values = {}) {
    this.place.notice.replaceChildren(el("p", {}, say(key, values)));
  }

  /**
   * Change the record and say what became of it.
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
