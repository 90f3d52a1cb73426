// Gaps, refusals and warnings of a rotation, in words.

import { say, sayDay } from "../words/sign.mjs";

/** @typedef {Record<string, any>} Gap */

/**
 * The reason why an event does not count.
 * @param {string} code
 */
export function reasonWords(code) {
  return code.startsWith("event-") ? say(`record.fault.${code}`, { most: "", found: "" }) : say(`signing.refused.${code}`);
}

/**
 * @param {Gap} gap
 * @param {any} book
 * @returns {string}
 */
export function gapWords(gap, book) {
  const code = gap.code === "signature" && gap.level ? "signature-level" : gap.code;
  return say(`signing.gap.${code}`, {
    ...gap,
    roles: rolesOf(gap.roles ?? [], book),
    item: gap.item ? itemName(gap.item, book) : "",
    gate: gap.gate ? gateName(gap.gate, book) : "",
    module: moduleName(gap.module, book),
    day: gap.day ? sayDay(gap.day) : "",
  });
}

/**
 * A warning, with the event or the key that it is about.
 * @param {Record<string, any>} warning
 * @param {any} book
 * @param {(event: string) => string} eventWords
 * @returns {{sentence: string, line: string}} the warning, without and with its subject
 */
export function warningWords(warning, book, eventWords) {
  const sentence = say(`signing.warning.${warning.code}`, {
    ...warning,
    item: warning.item ? itemName(warning.item, book) : "",
    items: (warning.items ?? []).join(", "),
  });
  if (warning.event) {
    return { sentence, line: say("sign.warning-of", { what: eventWords(warning.event), sentence }) };
  }
  const key = warning.kid ? say("sign.key-named", { kid: warning.kid.slice(0, 8) }) : "";
  return { sentence, line: key ? say("sign.warning-of", { what: key, sentence }) : sentence };
}

/** @param {string[]} roles @param {any} book */
export function rolesOf(roles, book) {
  return roles.map((id) => book.roles[id] ?? id).join(" / ");
}

/** @param {string} id @param {any} book */
export function itemName(id, book) {
  const found = book.items.find((/** @type {any} */ one) => one.id === id);
  return found ? `${id} ${found.title.replace(/\.$/, "")}` : id;
}

/** @param {string} id @param {any} book */
export function gateName(id, book) {
  const found = book.gates.find((/** @type {any} */ one) => one.id === id);
  return found ? `${id} ${found.title}` : id;
}

/** @param {string | undefined} id @param {any} book */
function moduleName(id, book) {
  return book.modules.find((/** @type {any} */ one) => one.id === id)?.title ?? id ?? "";
}
