// What is about to be signed, in words: read from the bytes to sign, not from the form.

import { readJson } from "../record/json.mjs";
import { sha256 } from "../record/sha256.mjs";
import { say, sayDay } from "../words/sign.mjs";
import { gateName, itemName, rolesOf } from "./gap-words.mjs";

/**
 * @typedef {object} Told
 * @property {string} title
 * @property {[string, string[]][]} facts labels and their lines
 */
/**
 * @typedef {object} Known
 * @property {any} book the checklist of the release that the event names
 * @property {Record<string, {salt: string, text: string}>} texts
 * @property {(event: string) => string} eventWords one line about an event of the record
 */

/** Members for programs that repeat another member. */
const SILENT = new Set(["digest", "rev"]);

/**
 * @param {Uint8Array} bytes of a payload
 * @param {Known} known
 * @returns {Told}
 */
export function describeEvent(bytes, known) {
  const payload = readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  const { type, body } = payload;
  const facts = Object.keys(body)
    .filter((name) => !SILENT.has(name) && !isNothing(name, body[name]))
    .sort((one, other) => place(one) - place(other))
    .map((name) => /** @type {[string, string[]]} */ ([say(`sign.term.${name}`), linesOf(name, body[name], known)]));
  return {
    title: body.item ? `${say(`sign.event.${type}`)}: ${itemName(body.item, known.book)}` : say(`sign.event.${type}`),
    facts: [...facts, [say("sign.term.frame"), [frameOf(payload)]]],
  };
}

/** The facts that every event has. @param {any} payload */
function frameOf({ by, client, rot, ver, n, at }) {
  return say("sign.frame", { by, client, rot: rot.slice(0, 8), ver, number: n, at: `${sayDay(at)}, ${at.slice(11, 16)} UTC` });
}

const FIRST = ["item", "gate", "decision", "level", "event", "trainee", "mentor", "from", "to", "day", "start", "end", "sentence", "reason", "statement"];

/** @param {string} name */
function place(name) {
  const at = FIRST.indexOf(name);
  return at < 0 ? FIRST.length : at;
}

/** @param {string} name @param {any} value */
function isNothing(name, value) {
  return value === null || (name === "weeks" && value === 0) || (name === "level" && value === 0) ||
    (name === "error" && value === "none") || (Array.isArray(value) && value.length === 0);
}

/** @type {Record<string, (value: any, known: Known) => string[]>} */
const LINES = {
  item: (value, { book }) => [itemName(value, book), statementOf(value, book)].filter(Boolean),
  items: (value, { book }) => value.map((/** @type {string} */ id) => itemName(id, book)),
  gate: (value, { book }) => [gateName(value, book)],
  decision: (value) => [say(`sign.decision.${value}`)],
  level: (value, { book }) => [`${value} ${book.levels[value] ?? ""}`.trim()],
  ctx: (value, { book }) => [book.contexts[value] ?? value],
  role: (value, { book }) => [rolesOf([value], book)],
  signed_as: (value, { book }) => [rolesOf([value], book)],
  path: (value, { book }) => [book.paths[value] ?? value],
  load: (value) => [say(`sign.load.${value}`)],
  advice: (value) => [say(`sign.advice.${value}`)],
  error: (value) => [say(`sign.error.${value}`)],
  weeks: (value) => [say("sign.weeks", { n: value })],
  panel: (value) => [value.join(", ")],
  event: (value, { eventWords }) => [eventWords(value)],
  events: (value, { eventWords }) => [say("sign.events", { n: value.length }), ...value.map(eventWords)],
  forks: (value, { eventWords }) => value.map(eventWords),
  evidence: (value, { book }) => value.map((/** @type {any} */ piece) => pieceWords(piece, book)),
  period: () => [say("sign.of-record")],
  dossier: (value) => [value],
  paper: (value) => [value],
  map: (value) => [value],
};
const TEXTS = new Set(["sentence", "next", "note", "reason", "statement"]);

/** @param {string} name @param {any} value @param {Known} known @returns {string[]} */
function linesOf(name, value, known) {
  if (Object.hasOwn(LINES, name)) {
    return LINES[name](value, known);
  }
  if (TEXTS.has(name)) {
    return [textOf(value, known)];
  }
  return [/^\d{4}-\d\d-\d\d$/.test(String(value)) ? sayDay(String(value)) : String(value)];
}

/** @param {string} digest @param {Known} known */
function textOf(digest, { texts }) {
  const said = Object.hasOwn(texts, digest) ? texts[digest] : null;
  return said && sha256(said.salt + said.text) === digest ? said.text : say("sign.text-missing", { digest: digest.slice(0, 12) });
}

/** @param {string} id @param {any} book */
function statementOf(id, book) {
  const found = book.items.find((/** @type {any} */ one) => one.id === id);
  return found && found.statement !== found.title ? found.statement : "";
}

/** @param {any} piece @param {any} book */
export function pieceWords({ kind, day, shift, simulated }, book) {
  const title = book.kinds.find((/** @type {any} */ one) => one.id === kind)?.title ?? kind;
  const facts = [sayDay(day), shift ? say("sign.shift", { shift }) : "", simulated ? say("reading.simulated") : say("reading.real")];
  return `${title} (${facts.filter(Boolean).join(", ")})`;
}
