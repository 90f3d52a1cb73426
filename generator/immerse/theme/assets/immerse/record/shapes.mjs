// What stands in a record: the members of each type of entry, and what each of them has to look like.

import { Refusal } from "./faults.mjs";

/** Characters of one text. */
export const LONGEST_TEXT = 4000;
/** Characters of one signed event. */
export const LONGEST_EVENT = 131_072;

/**
 * Type of entry -> member -> kind of value. A kind that ends with `?` may be null as well. An entry of another type, and
 * a member that does not stand here, is kept as it is and means nothing.
 * @type {Record<string, Record<string, string>>}
 */
export const SHAPES = {
  start: { name: "text?", day: "day", track: "slug", path: "slug", release: "release", book: "digest" },
  plan: { gate: "code", day: "day?" },
  claim: { item: "code", digest: "digest", rev: "rev", release: "release" },
  unclaim: { item: "code" },
  evidence: {
    items: "items",
    kind: "slug",
    title: "text",
    day: "day",
    shift: "text?",
    simulated: "yes-no",
    link: "text?",
    file: "file?",
    replaces: "id?",
    removed: "yes-no",
  },
  note: { item: "code", text: "text?" },
  read: { page: "page", digest: "digest", release: "release" },
  score: { deck: "name", right: "count", of: "count", release: "release" },
  task: { task: "code", done: "yes-no", day: "day", release: "release" },
  erase: { texts: "texts" },
};

/** @type {Record<string, string>} */
const FILE = { name: "text", sha256: "hash", size: "count" };

const YEAR = "(?:19[7-9][0-9]|20[0-9]{2})";
const DAY = new RegExp(`^${YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$`);
const LONGEST_DAY = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const CLOCK = /^T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$/;
/** @type {Record<string, RegExp>} */
const PATTERNS = {
  id: /^[0-9a-f]{32}$/,
  hash: /^[0-9a-f]{64}$/,
  text: /^[0-9a-f]{64}$/,
  code: /^[A-Z][A-Z0-9]{0,7}(?:-[A-Z]?[0-9]{1,3})?$/,
  slug: /^(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
  name: /^(?=.{1,60}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/,
  digest: /^(?:d[0-9]{1,3}:)?sha256:[0-9a-f]{64}$/,
  release: /^(?:draft|(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2})$/,
  page: /^[a-z][a-z-]{0,19}:[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$/,
  event: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/,
};
// deno-lint-ignore no-control-regex
const REFUSED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/**
 * Whether a string is a day of the calendar, written 2026-12-01, from 1970 to 2099.
 * @param {any} value
 */
export function isDay(value) {
  if (typeof value !== "string" || !DAY.test(value)) {
    return false;
  }
  const [year, month, day] = [value.slice(0, 4), value.slice(5, 7), value.slice(8)].map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && isLeap ? 29 : LONGEST_DAY[month - 1]);
}

/**
 * Whether a string is a moment of the calendar in UTC with thousandths: 2026-12-01T08:30:00.000Z.
 * @param {any} value
 */
export function isMoment(value) {
  return typeof value === "string" && CLOCK.test(value.slice(10)) && isDay(value.slice(0, 10));
}

/**
 * Whether a text may stand in a record: not empty, not too long, no control characters, no marks that turn its direction.
 * @param {any} value
 */
export function isText(value) {
  return typeof value === "string" && value !== "" && [...value].length <= LONGEST_TEXT && !REFUSED.test(value);
}

/**
 * Whether a string is a signed event: three parts in base64url with points between them.
 * @param {any} value
 */
export function isEvent(value) {
  return matches("event", value) && value.length <= LONGEST_EVENT;
}

/**
 * @param {any} value
 * @returns {value is Record<string, any>}
 */
export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/**
 * Whether a string is of one of the kinds that have a pattern.
 * @param {string} kind
 * @param {any} value
 */
export function matches(kind, value) {
  return typeof value === "string" && PATTERNS[kind].test(value);
}

/**
 * @param {any} value
 * @param {string} kind
 * @param {number} most
 */
function isSetOf(value, kind, most) {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= most;
  return isList && value.every((one) => matches(kind, one)) && new Set(value).size === value.length;
}

/** @type {Record<string, (value: any) => boolean>} */
const KINDS = {
  day: isDay,
  moment: isMoment,
  rev: (value) => typeof value === "number" && value >= 1,
  count: (value) => typeof value === "number" && value >= 0,
  "yes-no": (value) => typeof value === "boolean",
  items: (value) => isSetOf(value, "code", 3),
  texts: (value) => isSetOf(value, "hash", 20_000),
  file: (value) => isObject(value) && Object.entries(FILE).every(([name, kind]) => isOf(kind, value[name])),
};

/**
 * Whether a value is of a kind that `SHAPES` names, without a `?` at its end.
 * @param {string} kind
 * @param {any} value
 * @returns {boolean}
 */
export function isOf(kind, value) {
  return kind in KINDS ? KINDS[kind](value) : matches(kind, value);
}

/** @typedef {{name: string, kind: string, mayBeNull: boolean}} Member */

/**
 * @param {Record<string, string>} shape
 * @returns {Member[]}
 */
function membersOf(shape) {
  return Object.entries(shape).map(([name, kind]) => ({ name, kind: kind.replace("?", ""), mayBeNull: kind.endsWith("?") }));
}

/** The members that every entry has. */
const ENTRY = membersOf({ id: "id", at: "moment", type: "slug" });
/** @type {Map<string, Member[]>} */
const MEMBERS = new Map(Object.entries(SHAPES).map(([type, shape]) => [type, membersOf(shape)]));

/**
 * Judge one entry.
 * @param {any} entry
 * @param {string} place its path
 * @throws {Refusal} wrong: a member is missing or is not what it has to be
 */
export function judgeEntry(entry, place) {
  if (!isObject(entry)) {
    throw new Refusal("wrong", place, { wanted: "entry" });
  }
  for (const member of ENTRY) {
    judgeMember(entry, member, place);
  }
  for (const member of MEMBERS.get(entry.type) ?? []) {
    judgeMember(entry, member, place);
  }
  if (entry.type === "score" && entry.right > entry.of) {
    throw new Refusal("wrong", `${place}.right`, { wanted: "right" });
  }
  if (entry.type === "evidence" && (entry.replaces === entry.id || (entry.removed && entry.replaces === null))) {
    throw new Refusal("wrong", `${place}.replaces`, { wanted: "replaces" });
  }
}

/**
 * @param {Record<string, any>} entry
 * @param {Member} member
 * @param {string} place
 */
function judgeMember(entry, { name, kind, mayBeNull }, place) {
  const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
  if (!(mayBeNull && value === null) && !isOf(kind, value)) {
    throw new Refusal("wrong", `${place}.${name}`, { wanted: kind });
  }
}
