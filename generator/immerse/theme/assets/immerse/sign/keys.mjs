// The key that a person unlocked on this page: it can sign and cannot be read, stays in memory for a quarter of an hour
// at most, and is never written anywhere.

import { CONTRACT } from "../record/contract.mjs";
import { openCard } from "./keycard.mjs";

/** @typedef {import("./jws.mjs").Signer} Signer */
/** @typedef {import("./keycard.mjs").Card} Card */

/**
 * What a key ring needs of the world.
 * @typedef {object} World
 * @property {() => number} now milliseconds since 1970
 * @property {(then: () => void, after: number) => number} later calls back after so many milliseconds
 * @property {(timer: number) => void} never calls a `later` off
 * @property {(card: Card, passphrase: string) => Promise<Signer>} open
 */

/** How long a key stays unlocked, in milliseconds. */
export const LONGEST = CONTRACT.signing.open_minutes * 60_000;

/** @type {World} */
const REAL = {
  now: () => Date.now(),
  later: (then, after) => Number(setTimeout(then, after)),
  never: (timer) => clearTimeout(timer),
  open: openCard,
};

/** Holds one key at most, and lets go of it in time. */
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
   * Opens a card that `readCard` gave and holds its key; the one before is let go.
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
   * The key that is unlocked; null where there is none any more. A timer of a sleeping device is late, so the clock is
   * asked as well.
   * @returns {Signer | null}
   */
  held() {
    const age = this.world.now() - this.since;
    if (this.signer && (age < 0 || age >= LONGEST)) {
      this.lock();
    }
    return this.signer;
  }

  /** Lets the key go. */
  lock() {
    if (this.signer) {
      this.signer = null;
      this.world.never(this.timer);
      this.tell();
    }
  }

  /**
   * Calls back whenever a key was unlocked or let go.
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

/** The one of this page. */
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
