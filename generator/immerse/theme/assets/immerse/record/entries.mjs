// New entries: each is one change, with its texts. The clock and the random numbers are passed in.

import { normal } from "./normal.mjs";
import { sha256 } from "./sha256.mjs";
import { isText, LONGEST_TEXT, SHAPES } from "./shapes.mjs";

/**
 * @typedef {object} Source
 * @property {() => Date} now
 * @property {(count: number) => Uint8Array} random so many random bytes
 * @property {() => string} latest the latest moment of the known entries; empty if there are none
 */
/** @typedef {{salt: string, text: string}} Said */
/** @typedef {{entry: Record<string, any>, texts: Record<string, Said>}} Made */

const LAST = "2099-12-31T23:59:59.999Z";
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A text that a record accepts: without invisible characters, and cut to the greatest length.
 * @param {string} text
 * @returns {string} empty if nothing is left
 */
export function cleaned(text) {
  const plain = text.toWellFormed().replace(/\r\n?/g, "\n").replace(CONTROLS, "").replace(DIRECTIONS, "").trim();
  return [...plain].slice(0, LONGEST_TEXT).join("");
}

/**
 * Random hexadecimal digits, two a byte.
 * @param {Source} source
 */
export function randomId(source) {
  return [...source.random(16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The moment of a new entry: now, and later than every known entry, so that a change counts after the entries that its
 * author has seen, even if the clock is wrong.
 * @param {Source} source
 */
function moment(source) {
  const now = Math.max(source.now().getTime(), 0);
  const latest = source.latest();
  const at = latest ? Math.max(now, new Date(latest).getTime() + 1) : now;
  return new Date(Math.min(at, new Date(LAST).getTime())).toISOString();
}

/**
 * An entry of a type. A member that names a text is passed as the text itself, or null; it is cleaned.
 * @param {Source} source
 * @param {string} type
 * @param {Record<string, any>} members
 * @returns {Made}
 * @throws {RangeError} a required text is empty
 */
function made(source, type, members) {
  /** @type {Record<string, Said>} */
  const texts = {};
  const keep = (/** @type {any} */ value) => kept(source, texts, value);
  /** @type {Record<string, any>} */
  const entry = { id: randomId(source), at: moment(source), type };
  for (const [name, kind] of Object.entries(SHAPES[type])) {
    entry[name] = kind === "text" || kind === "text?" ? keep(members[name]) : members[name];
    if (kind === "text" && entry[name] === null) {
      throw new RangeError(`${type}: ${name} is empty`);
    }
  }
  if (entry.file) {
    entry.file = { ...entry.file, name: keep(entry.file.name) };
  }
  return { entry, texts };
}

/**
 * @param {Source} source
 * @param {Record<string, Said>} texts
 * @param {string | null} value
 * @returns {string | null} the digest under which the text is stored
 */
function kept(source, texts, value) {
  const text = cleaned(value ?? "");
  if (!isText(text)) {
    return null;
  }
  const salt = randomId(source);
  const digest = sha256(salt + text);
  texts[digest] = { salt, text };
  return digest;
}

/**
 * @param {Source} source
 * @param {{name: string | null, day: string, track: string, path: string, release: string, book: string}} members
 */
export function start(source, members) {
  return made(source, "start", members);
}

/**
 * Plan a gate for another day; null for the computed one.
 * @param {Source} source
 * @param {{gate: string, day: string | null}} members
 */
export function plan(source, members) {
  return made(source, "plan", members);
}

/**
 * @param {Source} source
 * @param {{item: string, digest: string, rev: number, release: string}} members
 */
export function claim(source, members) {
  return made(source, "claim", members);
}

/**
 * @param {Source} source
 * @param {{item: string}} members
 */
export function unclaim(source, members) {
  return made(source, "unclaim", members);
}

/**
 * A piece of evidence, or a new version of one: `replaces` is then the id of an earlier entry.
 * @param {Source} source
 * @param {{items: string[], kind: string, title: string, day: string, shift: string | null, simulated: boolean,
 *   link: string | null, file: {name: string, sha256: string, size: number} | null, replaces?: string | null}} members
 */
export function evidence(source, members) {
  return made(source, "evidence", { ...members, replaces: members.replaces ?? null, removed: false });
}

/**
 * Withdraw a piece of evidence.
 * @param {Source} source
 * @param {Record<string, any>} piece the current entry
 * @returns {Made}
 */
export function removeEvidence(source, piece) {
  const own = { id: randomId(source), at: moment(source), type: "evidence", replaces: piece.id, removed: true };
  const { title, shift, link, file, items, kind, day, simulated } = piece;
  return { entry: { ...own, title, shift, link, file, items, kind, day, simulated }, texts: {} };
}

/**
 * A note to the mentor about an item; null withdraws it.
 * @param {Source} source
 * @param {{item: string, text: string | null}} members
 */
export function note(source, members) {
  return made(source, "note", members);
}

/**
 * @param {Source} source
 * @param {{page: string, digest: string, release: string}} members
 */
export function read(source, members) {
  return made(source, "read", members);
}

/**
 * @param {Source} source
 * @param {{deck: string, right: number, of: number, release: string}} members
 */
export function score(source, members) {
  return made(source, "score", members);
}

/**
 * @param {Source} source
 * @param {{task: string, done: boolean, day: string, release: string}} members
 */
export function task(source, members) {
  return made(source, "task", members);
}

/**
 * Erase texts for ever: merging an older copy does not bring them back.
 * @param {Source} source
 * @param {{texts: string[]}} members digests
 */
export function erase(source, members) {
  return made(source, "erase", members);
}

/**
 * The record with a new entry; the given one is not changed.
 * @param {Record<string, any>} record
 * @param {Made} change
 * @returns {Record<string, any>}
 */
export function withEntry(record, change) {
  return normal({
    ...record,
    entries: [...record.entries, change.entry],
    texts: { ...record.texts, ...change.texts },
  });
}
