// What stands in a signed event: the members of its payload and of the body of each type.

import { Refusal } from "../record/faults.mjs";
import { isObject, isOf } from "../record/shapes.mjs";

/** @typedef {Record<string, string>} Shape member -> kind of value */

/**
 * The members of a payload, in no order; there are no others.
 * @type {Shape}
 */
export const PAYLOAD = {
  v: "one",
  id: "id",
  type: "slug",
  rot: "id",
  client: "slug",
  book: "digest",
  ver: "version",
  by: "person",
  n: "number",
  prev: "hash?",
  at: "moment",
  body: "body",
};

/**
 * Type of event -> member of its body -> kind of value.
 *
 * A kind that ends with `?` may be null, one in brackets is a list of different values, and words with `|` between them
 * are all that may stand there. A `hash` that is not the id of an event, a map, a dossier or a scan names a text of the
 * record.
 * @type {Record<string, Shape>}
 */
export const BODIES = {
  open: {
    trainee: "person",
    mentor: "person",
    start: "day",
    end: "day",
    track: "slug",
    path: "slug",
    role: "slug",
  },
  period: {
    no: "number",
    from: "day",
    to: "day",
    ctx: "slug",
    shift: "slug?",
    load: "routine|elevated|crisis",
    advice: "continue|more-practice|remediate|ready",
    items: "[code]",
    rating: "rating?",
    note: "hash?",
    role: "slug",
  },
  attest: {
    item: "code",
    digest: "digest",
    rev: "rev",
    decision: "met|not-yet",
    level: "level",
    ctx: "slug?",
    day: "day",
    period: "hash?",
    role: "slug",
    evidence: "[piece]",
    sentence: "hash",
    next: "hash?",
    error: "found|reported|none",
  },
  withdraw: { event: "hash", reason: "hash", role: "slug" },
  waive: { item: "code", reason: "hash", until: "day", role: "slug" },
  decide: {
    gate: "code",
    decision: "pass|extend|redirect|leave",
    weeks: "weeks",
    panel: "[person]",
    reason: "hash",
    role: "slug",
  },
  endorse: { events: "[hash]", dossier: "hash", statement: "hash", role: "slug" },
  graduate: {
    events: "[hash]",
    dossier: "hash",
    forks: "[hash]",
    manager: "person",
    brand: "slug?",
    day: "day",
    until: "day",
    statement: "hash",
    role: "slug",
  },
  placed: { day: "day", manager: "person", brand: "slug?", role: "slug" },
  migrate: {
    from: "version",
    to: "version",
    map: "hash",
    carried: "[code]",
    redo: "[code]",
    gone: "[code]",
    role: "slug",
  },
  transcribe: {
    item: "code",
    digest: "digest",
    rev: "rev",
    level: "level",
    ctx: "slug?",
    day: "day",
    signer: "person",
    signed_as: "slug",
    evidence: "[piece]",
    sentence: "hash",
    paper: "hash",
    role: "slug",
  },
  acknowledge: { ver: "version", person: "person", role: "slug" },
  void: { reason: "hash", role: "slug" },
  reopen: { reason: "hash", role: "slug" },
};

/**
 * The members of a piece of evidence that somebody who signs has seen; `piece` is the id of its first version.
 * @type {Shape}
 */
export const PIECE = { piece: "id", kind: "slug", day: "day", shift: "slug?", simulated: "yes-no", sha256: "hash?" };

/** Values of one list; a list of events may be longer. */
export const LONGEST_LIST = 400;
/** Events that a list may name, and that a record may hold. */
export const MOST_EVENTS = 10_000;

const VERSION = /^(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}$/;
const PERSON = /^p-[0-9a-f]{4,16}$/;

/**
 * Whether a value is the id of a person: p- and 4 to 16 hexadecimal digits.
 * @param {any} value
 */
export function isPerson(value) {
  return typeof value === "string" && PERSON.test(value);
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
const KINDS = new Map(Object.entries({
  one: whole(1, 1),
  number: whole(1, 999_999),
  level: whole(0, 5),
  rating: whole(1, 5),
  weeks: whole(0, 6),
  version: (/** @type {any} */ value) => typeof value === "string" && VERSION.test(value),
  person: isPerson,
  body: isObject,
}));

/**
 * Judge the members of a payload and of its body.
 * @param {any} payload
 * @throws {Refusal} event-unknown-type, or event-wrong with the path of the member that is missing, that no event has,
 *   or that is not what it has to be
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
  const most = kind === "hash" ? MOST_EVENTS : LONGEST_LIST;
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
