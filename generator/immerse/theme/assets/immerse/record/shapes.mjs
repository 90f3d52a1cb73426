// The content of a record: the members of each type of entry, and the kind of each member.

import { CONTRACT } from "./record-fields.mjs";
import { Refusal } from "./faults.mjs";

const { limits, file: FILE, entry, entries } = CONTRACT;
/** The greatest number of characters of one text. */
export const LONGEST_TEXT = limits.text;
/** The greatest number of characters of one signed event. */
export const LONGEST_EVENT = limits.event;
/** Type of entry -> its members. */
export const SHAPES = entries;

const LONGEST_DAY = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PATTERNS = new Map(Object.entries(CONTRACT.patterns).map(([kind, form]) => [kind, new RegExp(`^(?:${form})$`)]));
// deno-lint-ignore no-control-regex
const REFUSED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/**
 * Whether a string is a day of the calendar, written 2026-12-01, from 1970 to 2099.
 * @param {any} value
 */
export function isDay(value) {
  if (!matches("day", value)) {
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
  return matches("moment", value) && isDay(value.slice(0, 10));
}

/**
 * Whether a record accepts a text: not empty, not too long, no control characters, no marks that change its direction.
 * @param {any} value
 */
export function isText(value) {
  return typeof value === "string" && value !== "" && [...value].length <= LONGEST_TEXT && !REFUSED.test(value);
}

/**
 * Whether a string is a signed event: three parts in base64url, separated by dots.
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
 * Whether a string matches the pattern of its kind.
 * @param {string} kind
 * @param {any} value
 */
export function matches(kind, value) {
  return typeof value === "string" && /** @type {RegExp} */ (PATTERNS.get(kind)).test(value);
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
  items: (value) => isSetOf(value, "code", limits.items),
  texts: (value) => isSetOf(value, "hash", limits.entries),
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
const ENTRY = membersOf(entry);
/** @type {Map<string, Member[]>} */
const MEMBERS = new Map(Object.entries(SHAPES).map(([type, shape]) => [type, membersOf(shape)]));

/**
 * Judge one entry.
 * @param {any} entry
 * @param {string} place its path
 * @throws {Refusal} wrong: a member is missing or invalid
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
