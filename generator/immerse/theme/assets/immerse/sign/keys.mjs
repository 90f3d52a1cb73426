// The key that was unlocked on this page: it can sign and cannot be exported, stays in memory for at most a quarter of
// an hour, and is never stored.

import { CONTRACT } from "../record/record-fields.mjs";
import { openCard } from "./keycard.mjs";

/** @typedef {import("./jws.mjs").Signer} Signer */
/** @typedef {import("./keycard.mjs").Card} Card */

/**
 * The clock and timers of a key ring.
 * @typedef {object} World
 * @property {() => number} now milliseconds since 1970
 * @property {(then: () => void, after: number) => number} later calls a function after so many milliseconds
 * @property {(timer: number) => void} never cancels a `later`
 * @property {(card: Card, passphrase: string) => Promise<Signer>} open
 */

/** Milliseconds for which a key stays unlocked. */
export const LONGEST = CONTRACT.signing.open_minutes * 60_000;

/** @type {World} */
const REAL = {
  now: () => Date.now(),
  later: (then, after) => Number(setTimeout(then, after)),
  never: (timer) => clearTimeout(timer),
  open: openCard,
};

/** Holds at most one key, and drops it in time. */
export class KeyRing {
  /** @param {World} [world] */
  constructor(world = REAL) {
    this.world = world;
    /** @type {Signer | null} */
    this.signer = null;
    this.since = 0;
    this.timer = 0;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /**
   * Opens a card from `readCard` and holds its key instead of the previous one.
   * @param {Card} card
   * @param {string} passphrase
   * @returns {Promise<Signer>}
   * @throws {import("../record/faults.mjs").Refusal} passphrase, card
   */
  async unlock(card, passphrase) {
    this.lock();
    const signer = await this.world.open(card, passphrase);
    this.signer = signer;
    this.since = this.world.now();
    this.timer = this.world.later(() => this.lock(), LONGEST);
    this.tell();
    return signer;
  }

  /**
   * The unlocked key; null if there is none. Timers of a sleeping device are late, so the clock is checked too.
   * @returns {Signer | null}
   */
  held() {
    const age = this.world.now() - this.since;
    if (this.signer && (age < 0 || age >= LONGEST)) {
      this.lock();
    }
    return this.signer;
  }

  /** Drops the key. */
  lock() {
    if (this.signer) {
      this.signer = null;
      this.world.never(this.timer);
      this.tell();
    }
  }

  /**
   * Registers a function that is called whenever a key is unlocked or dropped.
   * @param {() => void} listener
   */
  watch(listener) {
    this.listeners.add(listener);
  }

  tell() {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

/** The key ring of this page. */
export const ring = new KeyRing();

/**
 * Opens a card and holds its key on this page.
 * @param {Card} card
 * @param {string} passphrase
 * @returns {Promise<Signer>}
 */
export function unlock(card, passphrase) {
  return ring.unlock(card, passphrase);
}
