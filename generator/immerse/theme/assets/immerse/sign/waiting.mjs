// What waits for the signature of somebody, in one list. Pure.

import { rowsOf } from "./attest-state.mjs";

/** @typedef {import("./judged.mjs").Judged} Judged */
/** @typedef {{kind: "attest" | "waive" | "gate" | "endorse" | "graduate" | "placed", id: string}} Waiting */

/**
 * What waits for a signer now: items, waivers that another approver began, gates that are ready, and the end.
 * @param {Judged} judged
 * @param {Record<string, any>} signer
 * @returns {Waiting[]}
 */
export function waitingFor({ said, book, events }, signer) {
  if (said.status === "none") {
    return [];
  }
  if (["graduated", "placed"].includes(said.status)) {
    return said.status === "graduated" && has(book, "place", signer) ? [{ kind: "placed", id: "" }] : [];
  }
  const gaps = said.graduation?.gaps ?? [];
  const ends = gaps.every((/** @type {any} */ { code }) => code.startsWith("endorsement"));
  return [
    ...items(said, book, signer).map((id) => /** @type {Waiting} */ ({ kind: "attest", id })),
    ...waivers(said, book, signer, events).map((id) => /** @type {Waiting} */ ({ kind: "waive", id })),
    ...gates(said, book, signer).map((id) => /** @type {Waiting} */ ({ kind: "gate", id })),
    ...(ends && gaps.length > 0 && has(book, "endorse", signer) ? [/** @type {Waiting} */ ({ kind: "endorse", id: "" })] : []),
    ...(gaps.length === 0 && has(book, "graduate", signer) ? [/** @type {Waiting} */ ({ kind: "graduate", id: "" })] : []),
  ];
}

/** @param {any} book @param {string} duty @param {Record<string, any>} signer */
export function has(book, duty, signer) {
  return rolesWith(book, duty, signer).length > 0;
}

/**
 * The roles of a signer that have a duty.
 * @param {any} book
 * @param {string} duty
 * @param {Record<string, any>} signer
 * @returns {string[]}
 */
export function rolesWith(book, duty, signer) {
  return signer.roles.filter((/** @type {string} */ role) => (book.duties[duty] ?? []).includes(role));
}

/**
 * The one rule of a kind.
 * @param {any} book
 * @param {string} kind
 */
export function ruleOfKind(book, kind) {
  return book.rules.find((/** @type {any} */ rule) => rule.kind === kind) ?? null;
}

/** @param {any} said @param {any} book @param {Record<string, any>} signer @returns {string[]} */
function items(said, book, signer) {
  return book.items.filter((/** @type {any} */ item) => {
    const missing = said.items[item.id].gaps.filter((/** @type {any} */ gap) => gap.code === "signature");
    const isAsked = rowsOf(item).some((row) => row.some((role) => signer.roles.includes(role)));
    return isAsked && missing.some((/** @type {any} */ gap) => gap.roles.some((/** @type {string} */ role) => signer.roles.includes(role)));
  }).map((/** @type {any} */ item) => item.id);
}

/** @param {any} said @param {any} book @param {Record<string, any>} signer @param {any[]} events @returns {string[]} */
function waivers(said, book, signer, events) {
  const rule = ruleOfKind(book, "waivers");
  const own = rule ? signer.roles.filter((/** @type {string} */ role) => rule.approvers.includes(role)) : [];
  const given = events.filter(({ type }) => type === "waive").map(({ body }) => body);
  const open = given.filter(({ item }) => !said.waived.includes(item));
  const mine = open.filter(({ item }) => own.some((/** @type {string} */ role) => !given.some((one) => one.item === item && one.role === role)));
  return [...new Set(mine.map(({ item }) => item))];
}

/** @param {any} said @param {any} book @param {Record<string, any>} signer @returns {string[]} */
function gates(said, book, signer) {
  return book.gates.filter((/** @type {any} */ gate) => {
    const state = said.gates[gate.id];
    const decided = new Set((state?.decided ?? []).map((/** @type {any} */ one) => one.role));
    return state?.state === "ready" && gate.decided_by.some((/** @type {string} */ role) => signer.roles.includes(role) && !decided.has(role));
  }).map((/** @type {any} */ gate) => gate.id);
}
