// A signer's own copy of what they signed for a rotation: a record with only their events, and the texts of those.

import { emptyRecord } from "../record/format.mjs";
import { normal } from "../record/normal.mjs";
import { BODIES } from "./bodies.mjs";
import { eventId } from "./jws.mjs";

/** @typedef {Record<string, any>} Event */

/**
 * The record with more events and their texts.
 * @param {Record<string, any>} record
 * @param {string[]} events
 * @param {Record<string, any>} texts
 */
export function withEvents(record, events, texts) {
  return normal({ ...record, events: [...record.events, ...events], texts: { ...record.texts, ...texts } });
}

/**
 * The outbox of a key; an event that was signed twice is in it twice.
 * @param {Record<string, any>} record
 * @param {Event[]} events the counted events of the record
 * @param {string} kid
 */
export function outboxOf(record, events, kid) {
  const own = events.filter((event) => event.kid === kid);
  const names = new Set(own.map(({ event }) => event));
  /** @type {Record<string, any>} */
  const texts = {};
  for (const digest of own.flatMap(textsOf)) {
    if (Object.hasOwn(record.texts, digest)) {
      texts[digest] = record.texts[digest];
    }
  }
  const lines = record.events.filter((/** @type {string} */ jws) => names.has(eventId(jws)));
  return withEvents(emptyRecord(record.client, record.rot), lines, texts);
}

/**
 * The digests in the body of an event that may name texts.
 * @param {Event} event
 * @returns {string[]}
 */
export function textsOf({ type, body }) {
  const shape = Object.entries(BODIES[type] ?? {});
  const names = shape.filter(([, kind]) => kind.replace("?", "") === "hash").map(([name]) => name);
  return names.map((name) => body[name]).filter((value) => value !== null);
}
