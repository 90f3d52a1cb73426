// The content of a signed event: the members of its payload and of the body of each type.

import { CONTRACT } from "../record/record-fields.mjs";
import { Refusal } from "../record/faults.mjs";
import { isObject, isOf, matches } from "../record/shapes.mjs";

/** @typedef {import("../record/record-fields.mjs").Shape} Shape */

const { payload: PAYLOAD, piece: PIECE, limits, numbers } = CONTRACT;
/** Type of event -> the members of its body. */
export const BODIES = CONTRACT.bodies;
/** The greatest number of events that a list may name and a record may contain. */
export const MOST_EVENTS = limits.events;

/**
 * Whether a value is the id of a person: p- and 4 to 16 hexadecimal digits.
 * @param {any} value
 */
export function isPerson(value) {
  return matches("person", value);
}

/**
 * @param {number} least
 * @param {number} most
 * @returns {(value: any) => boolean}
 */
function whole(least, most) {
  return (value) => Number.isSafeInteger(value) && least <= value && value <= most;
}

/** @type {Map<string, (value: any) => boolean>} */
const KINDS = new Map([
  ...Object.entries(numbers).map(([kind, [least, most]]) => /** @type {const} */ ([kind, whole(least, most)])),
  ["body", isObject],
]);

/**
 * Judge the members of a payload and of its body.
 * @param {any} payload
 * @throws {Refusal} event-unknown-type, or event-wrong with the path of the member that is missing, unknown or invalid
 */
export function judgePayload(payload) {
  judgeMembers(payload, PAYLOAD, "payload");
  if (!Object.hasOwn(BODIES, payload.type)) {
    throw new Refusal("event-unknown-type", "payload.type");
  }
  judgeMembers(payload.body, BODIES[payload.type], "payload.body");
}

/**
 * @param {any} value
 * @param {Shape} shape
 * @param {string} place
 */
function judgeMembers(value, shape, place) {
  if (!isObject(value)) {
    throw new Refusal("event-wrong", place);
  }
  const members = Object.entries(shape);
  for (const [name, kind] of members) {
    if (!Object.hasOwn(value, name) || !is(kind, value[name])) {
      throw new Refusal("event-wrong", `${place}.${name}`);
    }
  }
  if (Object.keys(value).length > members.length) {
    throw new Refusal("event-wrong", `${place}.*`);
  }
}

/**
 * @param {string} kind
 * @param {any} value
 * @returns {boolean}
 */
function is(kind, value) {
  if (kind.endsWith("?")) {
    return value === null || is(kind.slice(0, -1), value);
  }
  if (kind.startsWith("[")) {
    return isList(kind.slice(1, -1), value);
  }
  if (kind.includes("|")) {
    return typeof value === "string" && kind.split("|").includes(value);
  }
  const judge = KINDS.get(kind);
  return judge ? judge(value) : isOf(kind, value);
}

/**
 * @param {string} kind
 * @param {any} value
 */
function isList(kind, value) {
  const most = kind === "hash" ? MOST_EVENTS : limits.list;
  if (!Array.isArray(value) || value.length > most) {
    return false;
  }
  if (kind === "piece") {
    return value.every(isPiece) && new Set(value.map((one) => one.piece)).size === value.length;
  }
  return value.every((one) => is(kind, one)) && new Set(value).size === value.length;
}

/** @param {any} value */
function isPiece(value) {
  return isObject(value) && Object.keys(value).length === Object.keys(PIECE).length &&
    Object.entries(PIECE).every(([name, kind]) => Object.hasOwn(value, name) && is(kind, value[name]));
}
