// The page on which a sitting is chosen and its result shown.

import { choice } from "../choice.mjs";
import { button, make, openStorage } from "../elements.mjs";
import { say } from "../words/say.mjs";
import { boxesAfter, comingBack, keepBoxes, readBoxes } from "./boxes.mjs";
import { SCHEMA, shuffled } from "./cards.mjs";
import { keepScore } from "./score.mjs";
import { paces, Sitting } from "./sitting.mjs";

/** @typedef {import("./cards.mjs").Arrival} Arrival */
/** @typedef {import("./cards.mjs").Practice} Practice */
/** @typedef {import("./queue.mjs").Queue} Queue */

/** The file of the posts, relative to this module. */
const POSTS = new URL("../../../downloads/practice.json", import.meta.url);
const TEN = 10;

/**
 * Fetch the posts and show the page, or a sentence if they cannot be read.
 * @param {HTMLElement} place
 */
export async function show(place) {
  try {
    const answer = await fetch(POSTS);
    const practice = await answer.json();
    if (practice.schema === SCHEMA) {
      new Desk(place, practice, openStorage()).choose();
      return;
    }
  } catch {
    // The sentence below covers every error.
  }
  place.prepend(make("p", "im-notice im-notice--trouble", say("practice.unreadable")));
}

class Desk {
  /**
   * @param {HTMLElement} place
   * @param {Practice} practice
   * @param {Storage | null} storage
   */
  constructor(place, practice, storage) {
    this.practice = practice;
    this.storage = storage;
    this.cards = new Map(practice.cards.map((card) => [card.id, card]));
    this.boxes = readBoxes(storage, practice.client);
    this.notice = make("p", "im-meta", "");
    this.notice.setAttribute("role", "status");
    this.body = make("div", "im-practice", "");
    const drills = make("div", "im-print-only", "");
    drills.append(...place.childNodes);
    place.replaceChildren(this.notice, this.body, drills);
  }

  choose() {
    const others = make("p", "im-practice__row im-no-print", "");
    const missed = comingBack(this.boxes).filter((id) => this.cards.has(id));
    const back = button(say("practice.back", { n: missed.length }), () => this.begin("missed", this.untimed(missed), 0));
    back.disabled = missed.length === 0;
    others.append(button(say("practice.mixed"), () => this.begin("mixed", this.untimed(this.mixed()), 0)), back);
    this.body.replaceChildren(...(this.practice.decks.length ? [this.decks()] : []), others);
  }

  /** The queues to choose from. */
  decks() {
    const names = this.practice.decks.map((deck, index) => {
      const words = say("practice.deck", { number: index + 1, begins: deck.begins });
      return /** @type {[string, string]} */ ([String(index), words]);
    });
    const deck = choice(say("practice.choose"), names);
    const pace = choice(say("practice.pace"), paces());
    const start = button(say("practice.start"), () => {
      const index = Number(deck.input.value);
      this.begin(`deck-${index + 1}`, this.practice.decks[index].arrivals, Number(pace.input.value));
    });
    const row = make("p", "im-practice__row im-no-print", "");
    row.append(deck.field, pace.field, start);
    return row;
  }

  /** Cards of all modules, different ones in each sitting. */
  mixed() {
    return shuffled([...this.cards.keys()], (id) => `${this.boxes.sitting} ${id}`);
  }

  /** @param {string[]} ids @returns {Arrival[]} the first ten, all of them from the start */
  untimed(ids) {
    return ids.slice(0, TEN).flatMap((id) => {
      const card = this.cards.get(id);
      return card ? [{ card: id, after: 0, answer: card.answer }] : [];
    });
  }

  /**
   * @param {string} deck the name of the sitting in a checklist
   * @param {Arrival[]} arrivals
   * @param {number} pace
   */
  begin(deck, arrivals, pace) {
    this.notice.textContent = "";
    const known = { cards: this.cards, owners: this.practice.owners };
    new Sitting(this.body, known, arrivals, pace, (queue) => this.end(deck, queue));
  }

  /**
   * @param {string} deck
   * @param {Queue} queue
   */
  end(deck, queue) {
    if (queue.answered.size === 0) {
      this.choose();
      return;
    }
    this.boxes = boxesAfter(this.boxes, queue.answered);
    if (!keepBoxes(this.storage, this.practice.client, this.boxes)) {
      this.notice.textContent = say("practice.not-kept");
    }
    const heading = make("h2", "", say(queue.isDone ? "practice.done" : "practice.ended"));
    heading.tabIndex = -1;
    const score = make("p", "", say("practice.score", { right: queue.right, of: queue.answered.size }));
    this.body.replaceChildren(heading, score, ...this.missed(queue), button(say("practice.new"), () => this.choose()));
    heading.focus();
    this.keep({ deck, right: queue.right, of: queue.answered.size });
  }

  /** @param {{deck: string, right: number, of: number}} result */
  async keep(result) {
    if (await keepScore(this.practice.client, result).catch(() => false)) {
      this.notice.textContent = say("practice.in-checklist");
    }
  }

  /** @param {Queue} queue @returns {HTMLElement[]} */
  missed(queue) {
    const { missed } = queue;
    const list = make("ul", "", "");
    list.append(...missed.map((id) => make("li", "", this.cards.get(id)?.text ?? id)));
    const later = make("p", "im-meta", say("practice.box-kept", { n: missed.length }));
    return missed.length ? [make("h3", "", say("practice.missed")), list, later] : [];
  }
}
