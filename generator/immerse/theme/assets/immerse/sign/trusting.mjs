// Decides which events of a record count: signed by a known key, within its dates, for this record, about a published
// release.
//
// A refused event has no effect. Each is refused for one reason, the first in the order of this file.

import { Refusal } from "../record/faults.mjs";
import { MOST_EVENTS } from "./bodies.mjs";
import { byMoment, readEvent } from "./events.mjs";
import { eventId, publicKey, verifies } from "./jws.mjs";
import { jwkOf } from "./signers.mjs";

/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./jws.mjs").Parts} Parts */
/** @typedef {Record<string, any>} Books version -> the book that was published under it */
/** @typedef {Record<string, any>} Signers id of a key -> its signer, as `signers.json` has them */
/**
 * An event that does not count, and the reason: its sentence in the catalogue is `event.refused.` and the code.
 * @typedef {object} Refused
 * @property {string} event
 * @property {string} code
 * @property {string} type
 * @property {string} by the person that the event names, unverified
 */
/**
 * The counted events of a record, in their order, each once, and the refused ones.
 * @typedef {{events: Event[], refused: Refused[]}} Trusted
 */

/** The number of events that are judged before the page can react. */
const AT_ONCE = 50;

/**
 * Which events of a record count.
 *
 * Two signatures of one event are one event, because the id of an event does not depend on its signature.
 * @param {{client: string, rot: string, events: string[]}} record
 * @param {Books} books
 * @param {Signers} signers
 * @returns {Promise<Trusted>}
 */
export async function trusted(record, books, signers) {
  /** @type {Map<string, Event>} */
  const found = new Map();
  /** @type {Map<string, Refused>} */
  const refusals = new Map();
  const judge = new Judge(record, books, signers);
  for (let first = 0; first < Math.min(record.events.length, MOST_EVENTS); first += AT_ONCE) {
    const some = record.events.slice(first, Math.min(first + AT_ONCE, MOST_EVENTS));
    for (const { event, refused } of await Promise.all(some.map((jws) => judge.event(jws)))) {
      if (event) {
        found.set(event.event, event);
      } else if (refused && !refusals.has(refused.event)) {
        refusals.set(refused.event, refused);
      }
    }
    await turn();
  }
  for (const jws of record.events.slice(MOST_EVENTS)) {
    refusals.set(eventId(jws), refusal(eventId(jws), "too-many"));
  }
  const left = [...refusals.keys()].filter((name) => !found.has(name)).sort();
  return {
    events: [...found.values()].sort(byMoment),
    refused: left.flatMap((name) => refusals.get(name) ?? []),
  };
}

/** Let the page update and handle user actions. */
function turn() {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * @param {string} event
 * @param {string} code
 * @param {string} [type]
 * @param {string} [by]
 * @returns {Refused}
 */
function refusal(event, code, type = "", by = "") {
  return { event, code, type, by };
}

class Judge {
  /**
   * @param {{client: string, rot: string}} record
   * @param {Books} books
   * @param {Signers} signers
   */
  constructor(record, books, signers) {
    this.record = record;
    this.books = new Map(Object.entries(books));
    this.signers = new Map(Object.entries(signers));
    /** @type {Map<string, Map<string, any>>} */
    this.items = new Map();
    for (const [ver, book] of this.books) {
      this.items.set(ver, new Map(book.items.map((/** @type {any} */ item) => [item.id, item])));
    }
    /** @type {Map<string, Promise<CryptoKey>>} */
    this.keys = new Map();
  }

  /**
   * @param {string} jws
   * @returns {Promise<{event?: Event, refused?: Refused}>}
   */
  async event(jws) {
    const read = readOrRefuse(jws);
    if (!read.event) {
      return { refused: read.refused };
    }
    const { event, parts } = read;
    const code = (await this.key(event, parts)) || this.place(event) || this.book(event);
    return code ? { refused: refusal(event.event, code, event.type, event.by) } : { event };
  }

  /**
   * The reason why the signer may not sign this event at the moment that it gives.
   * @param {Event} event
   * @param {Parts} parts
   */
  async key(event, parts) {
    const signer = this.signers.get(event.kid);
    if (!signer) {
      return "unknown-key";
    }
    if (!(await verifies(parts, await this.keyOf(event.kid, signer)))) {
      return "bad-signature";
    }
    if (signer.person !== event.by) {
      return "other-person";
    }
    const day = event.at.slice(0, 10);
    if (day < signer.from) {
      return "key-too-early";
    }
    if (day > signer.until) {
      return "key-expired";
    }
    if (signer.revoked !== null && (signer.reason === "compromised" || day >= signer.revoked)) {
      return "key-revoked";
    }
    return signer.roles.includes(event.body.role) ? "" : "wrong-role";
  }

  /**
   * @param {string} kid
   * @param {{x: string, y: string}} signer
   */
  keyOf(kid, signer) {
    const known = this.keys.get(kid) ?? publicKey(jwkOf(signer));
    this.keys.set(kid, known);
    return known;
  }

  /** @param {Event} event */
  place(event) {
    if (event.client !== this.record.client) {
      return "other-client";
    }
    return event.rot === this.record.rot ? "" : "other-rotation";
  }

  /**
   * The reason why the event does not match a published release.
   * @param {Event} event
   */
  book(event) {
    const book = this.books.get(event.ver);
    if (!book) {
      return "unknown-release";
    }
    if (book.digest !== event.book) {
      return "other-book";
    }
    const { body } = event;
    if (!Object.hasOwn(body, "digest")) {
      return "";
    }
    const item = this.items.get(event.ver)?.get(body.item);
    if (!item) {
      return "unknown-item";
    }
    if (item.digest !== body.digest || item.rev !== body.rev) {
      return "other-item";
    }
    const scope = this.signers.get(event.kid).modules;
    return !scope?.length || scope.includes(item.module) ? "" : "wrong-scope";
  }
}

/**
 * @param {string} jws
 * @returns {{event: Event, parts: Parts, refused?: undefined} | {event?: undefined, refused: Refused}}
 */
function readOrRefuse(jws) {
  try {
    return readEvent(jws);
  } catch (error) {
    if (error instanceof Refusal) {
      return { refused: refusal(eventId(jws), error.fault.code) };
    }
    throw error;
  }
}
