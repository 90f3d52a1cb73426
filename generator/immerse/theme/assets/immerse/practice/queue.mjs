// A sitting: posts that arrive, that wait, and that were answered. Pure: the time is passed in.

import { isRight, judge } from "./cards.mjs";

/** @typedef {import("./cards.mjs").Arrival} Arrival */
/** @typedef {import("./cards.mjs").Choice} Choice */

/** The time of a sitting, which can be paused and slowed down. */
export class Clock {
  /** @param {number} pace seconds of the queue for each real second; 0 for no clock */
  constructor(pace) {
    this.pace = pace;
    /** Seconds of the queue until `since`. */
    this.before = 0;
    /** @type {number | null} */
    this.since = null;
  }

  /** @param {number} now milliseconds */
  start(now) {
    this.since ??= now;
  }

  /** @param {number} now milliseconds */
  pause(now) {
    this.before = this.seconds(now);
    this.since = null;
  }

  /**
   * @param {number} pace
   * @param {number} now milliseconds
   */
  change(pace, now) {
    const runs = this.since !== null;
    this.pause(now);
    this.pace = pace;
    if (runs) {
      this.start(now);
    }
  }

  /**
   * Seconds of the queue that have passed; infinite without a clock.
   * @param {number} now milliseconds
   */
  seconds(now) {
    if (this.pace === 0) {
      return Infinity;
    }
    return this.before + (this.since === null ? 0 : ((now - this.since) / 1000) * this.pace);
  }
}

/** The posts of one sitting. */
export class Queue {
  /** @param {Arrival[]} arrivals in the order of arrival */
  constructor(arrivals) {
    this.arrivals = arrivals;
    /** Card -> whether it was right at the first try. @type {Map<string, boolean>} */
    this.answered = new Map();
  }

  /**
   * The posts that have arrived and are not answered.
   * @param {number} seconds
   */
  waiting(seconds) {
    return this.arrivals.filter((one) => one.after <= seconds && !this.answered.has(one.card));
  }

  /** The number of posts that have not arrived. @param {number} seconds */
  toCome(seconds) {
    return this.arrivals.filter((one) => one.after > seconds).length;
  }

  /** Seconds until the next one arrives; null if all have arrived. @param {number} seconds */
  nextIn(seconds) {
    const next = this.arrivals.find((one) => one.after > seconds);
    return next ? next.after - seconds : null;
  }

  /**
   * Answer a post; only the first try counts.
   * @param {Arrival} arrival
   * @param {Choice} choice
   */
  answer(arrival, choice) {
    const verdict = judge(arrival.answer, choice);
    if (!this.answered.has(arrival.card)) {
      this.answered.set(arrival.card, isRight(verdict));
    }
    return verdict;
  }

  get isDone() {
    return this.answered.size === this.arrivals.length;
  }

  get right() {
    return [...this.answered.values()].filter(Boolean).length;
  }

  get missed() {
    return this.arrivals.filter((one) => this.answered.get(one.card) === false).map((one) => one.card);
  }
}
