// A sitting on the page: the clock, the waiting posts, and the open one.

import { choice } from "../choice.mjs";
import { all, button, make } from "../elements.mjs";
import { say } from "../words/say.mjs";
import { showCard } from "./form.mjs";
import { Clock, Queue } from "./queue.mjs";

/** @typedef {import("./cards.mjs").Arrival} Arrival */
/** @typedef {import("./cards.mjs").Card} Card */
/** @typedef {{cards: Map<string, Card>, owners: string[]}} Known values that all sittings of a page share */

export const PACES = [1, 0.5, 0];
const BEGINNING = 48;

/** @returns {[string, string][]} */
export function paces() {
  return PACES.map((pace) => [String(pace), say(`practice.pace.${pace}`)]);
}

/** @param {number} seconds */
function face(seconds) {
  const whole = Math.floor(seconds);
  return Number.isFinite(whole) ? `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}` : "";
}

/** @param {string} text */
function beginning(text) {
  return text.length > BEGINNING ? `${text.slice(0, BEGINNING)}…` : text;
}

export class Sitting {
  /**
   * The sitting begins at once.
   * @param {HTMLElement} place
   * @param {Known} known
   * @param {Arrival[]} arrivals
   * @param {number} pace seconds of the queue for each real second; 0 for no clock
   * @param {(queue: Queue) => void} end called at the end
   */
  constructor(place, known, arrivals, pace, end) {
    this.known = known;
    this.queue = new Queue(arrivals);
    this.clock = new Clock(pace);
    this.over = end;
    this.open = "";
    this.face = make("span", "im-practice__clock", "");
    this.face.setAttribute("aria-hidden", "true");
    this.count = make("span", "im-meta", "");
    this.list = make("ol", "im-practice__queue", "");
    this.list.setAttribute("aria-label", say("practice.queue"));
    this.post = make("div", "im-practice__card", "");
    const bar = make("div", "im-bar", "");
    bar.append(...(pace ? [this.face, this.pauseButton(), this.paceField(pace)] : []), this.count);
    bar.append(button(say("practice.end"), () => this.end()));
    place.replaceChildren(bar, this.list, this.post);
    this.clock.start(Date.now());
    this.ticking = setInterval(() => this.show(), 500);
    this.show();
  }

  get seconds() {
    return this.clock.seconds(Date.now());
  }

  get isPaused() {
    return this.clock.since === null;
  }

  pauseButton() {
    const pause = button(say("practice.pause"), () => {
      if (this.isPaused) {
        this.clock.start(Date.now());
      } else {
        this.clock.pause(Date.now());
      }
      pause.textContent = say(this.isPaused ? "practice.resume" : "practice.pause");
      this.show();
    });
    return pause;
  }

  /** @param {number} pace */
  paceField(pace) {
    const { field, input } = choice(say("practice.pace"), paces());
    input.value = String(pace);
    input.addEventListener("change", () => {
      this.clock.change(Number(input.value), Date.now());
      this.show();
    });
    return field;
  }

  /** Update clock, count and list, and open the post that has waited longest if none is open. */
  show() {
    const waiting = this.queue.waiting(this.seconds);
    this.face.textContent = face(this.seconds);
    this.count.textContent = say("practice.waiting", { n: waiting.length, more: this.queue.toCome(this.seconds) });
    const shown = all(this.list, "button", HTMLButtonElement).map((one) => one.dataset.card);
    if (shown.join() !== waiting.map((one) => one.card).join()) {
      this.list.replaceChildren(...waiting.map((one) => this.entry(one)));
    }
    if (!this.open) {
      this.openNext(waiting[0]);
    }
  }

  /** @param {Arrival} arrival */
  entry(arrival) {
    const text = this.known.cards.get(arrival.card)?.text ?? "";
    const show = button(`${this.titleOf(arrival)}: ${beginning(text)}`, () => this.openPost(arrival));
    show.dataset.card = arrival.card;
    const item = make("li", "", "");
    item.append(show);
    return item;
  }

  /** @param {Arrival} arrival */
  titleOf(arrival) {
    const number = this.queue.arrivals.indexOf(arrival) + 1;
    const { posted } = arrival.answer;
    return posted ? say("practice.arrived", { number, posted }) : say("practice.arrived-untimed", { number });
  }

  /** @param {Arrival | undefined} first the post that has waited longest */
  openNext(first) {
    if (this.queue.isDone) {
      this.end();
    } else if (first) {
      this.openPost(first);
    } else {
      const wait = Math.ceil((this.queue.nextIn(this.seconds) ?? 0) / (this.clock.pace || 1));
      const words = this.isPaused ? say("practice.wait-paused") : say("practice.wait", { n: wait });
      this.post.replaceChildren(make("p", "im-meta", words));
    }
  }

  /** @param {Arrival} arrival */
  openPost(arrival) {
    const card = this.known.cards.get(arrival.card);
    if (!card) {
      return;
    }
    this.open = arrival.card;
    const asked = { card, answer: arrival.answer, owners: this.known.owners, title: this.titleOf(arrival) };
    const judged = (/** @type {import("./cards.mjs").Choice} */ choice) => {
      const verdict = this.queue.answer(arrival, choice);
      this.show();
      return verdict;
    };
    showCard(this.post, asked, judged, () => {
      this.open = "";
      this.show();
    });
  }

  end() {
    clearInterval(this.ticking);
    this.over(this.queue);
  }
}
