// One signed event: its compact JWS read strictly, before anything in it is trusted.

import { order } from "../record/canonical.mjs";
import { judgePayload } from "./bodies.mjs";
import { eventId, payloadOf, split } from "./jws.mjs";

/**
 * The members of a payload, with `event` (the id of the event) and `kid` (of the key that signed).
 * @typedef {Record<string, any>} Event
 */

/**
 * The event in a JWS, and the parts whose signature has to be verified.
 * @param {string} jws
 * @returns {{event: Event, parts: import("./jws.mjs").Parts}}
 * @throws {import("../record/faults.mjs").Refusal} it is no valid event, or is ambiguous
 */
export function readEvent(jws) {
  const parts = split(jws);
  const payload = payloadOf(parts);
  judgePayload(payload);
  return { event: { ...payload, event: eventId(jws), kid: parts.kid }, parts };
}

/**
 * The order of two events: by the moment that the signer gives, then by id.
 * @param {Record<string, any>} one
 * @param {Record<string, any>} other
 */
export function byMoment(one, other) {
  return order(one.at, other.at) || order(one.event, other.event);
}
