// One list of everything that waits for a person's signature. Pure.

import { rowsOf } from "./attest-state.mjs";

/** @typedef {import("./judged.mjs").Judged} Judged */
/**
 * @typedef {object} Waiting
 * @property {"attest" | "waive" | "gate" | "acknowledge" | "endorse" | "graduate" | "placed"} kind
 * @property {string} id of the item or gate; empty for other tasks
 * @property {boolean} [isLater] it is neither claimed nor signed yet
 */

/**
 * What waits for a signer now: items, waivers that another approver began, gates that are ready, and the end.
 * @param {Judged} judged
 * @param {Record<string, any>} signer
 * @returns {Waiting[]}
 */
export function waitingFor(judged, signer) {
  const { said, book, events, own } = judged;
  if (said.status === "none") {
    return [];
  }
  if (["graduated", "placed"].includes(said.status)) {
    const after = gates(said, book, signer).map((id) => /** @type {Waiting} */ ({ kind: "gate", id }));
    return said.status === "graduated" && has(book, "place", signer) ? [{ kind: "placed", id: "" }, ...after] : after;
  }
  const gaps = said.graduation?.gaps ?? [];
  const ends = gaps.every((/** @type {any} */ { code }) => code.startsWith("endorsement"));
  return [
    ...items(said, book, signer).map((id) => /** @type {Waiting} */ ({ kind: "attest", id, isLater: isLater(id, said, book, own.claims) })),
    ...waivers(said, book, signer, events).map((id) => /** @type {Waiting} */ ({ kind: "waive", id })),
    ...gates(said, book, signer).map((id) => /** @type {Waiting} */ ({ kind: "gate", id })),
    ...(acknowledgingRoles(judged, signer).length ? [/** @type {Waiting} */ ({ kind: "acknowledge", id: "" })] : []),
    ...(ends && gaps.length > 0 && has(book, "endorse", signer) ? [/** @type {Waiting} */ ({ kind: "endorse", id: "" })] : []),
    ...(gaps.length === 0 && has(book, "graduate", signer) ? [/** @type {Waiting} */ ({ kind: "graduate", id: "" })] : []),
  ];
}

/**
 * The roles in which a signer can acknowledge the release of the rotation: the trainee, or a transcriber. None if it is
 * acknowledged already, or no graduation item requires it.
 * @param {Judged} judged
 * @param {Record<string, any>} signer
 * @returns {string[]}
 */
export function acknowledgingRoles({ said, book, events }, signer) {
  const isAsked = book.items.some((/** @type {any} */ item) => item.compute?.kind === "acknowledged");
  const isSigned = events.some(({ type, body }) => type === "acknowledge" && body.ver === said.ver);
  if (!isAsked || isSigned || !said.opened) {
    return [];
  }
  return signer.person === said.opened.trainee ? signer.roles : rolesWith(book, "transcribe", signer);
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
 * The only rule of a kind.
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

/**
 * Whether an item can wait: it is neither claimed nor signed, and is no graduation item of the next gate.
 * @param {string} id
 * @param {any} said
 * @param {any} book
 * @param {Record<string, any>} claims
 */
function isLater(id, said, book, claims) {
  const item = book.items.find((/** @type {any} */ one) => one.id === id);
  const next = book.gates.find((/** @type {any} */ gate) => said.gates[gate.id] && said.gates[gate.id].state !== "passed");
  const isNext = item.kind === "graduation" && item.gate === next?.id;
  return !isNext && !Object.hasOwn(claims, id) && said.items[id].awards.length === 0 && said.items[id].state !== "not-yet";
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
  const isOver = ["graduated", "placed"].includes(said.status);
  return book.gates.filter((/** @type {any} */ gate) => {
    if ((gate.day === null) !== isOver) {
      return false;
    }
    const state = said.gates[gate.id];
    const decided = new Set((state?.decided ?? []).map((/** @type {any} */ one) => one.role));
    return state?.state === "ready" && gate.decided_by.some((/** @type {string} */ role) => signer.roles.includes(role) && !decided.has(role));
  }).map((/** @type {any} */ gate) => gate.id);
}
