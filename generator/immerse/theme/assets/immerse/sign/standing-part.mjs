// The status of each item: met, waived or missing, the signer, moment and release, and what was carried over.

import { el, field, select } from "../checklist/build.mjs";
import { say, sayDay } from "../words/sign.mjs";
import { gapWords, itemName, reasonWords, rolesOf, warningWords } from "./gap-words.mjs";
import { eventLine } from "./event-line.mjs";
import { gathered } from "./gathered.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

const SHOWN = ["all", "missing", "met", "waived", "carried"];

/**
 * All items of the checklist, by module; a filter shows only some of them.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function standingPart(desk) {
  const { said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const states = book.items.map((/** @type {any} */ { id }) => said.items[id].state);
  const met = states.filter((/** @type {string} */ state) => state === "met").length;
  const groups = groupsOf(book).map(({ title, items }) => groupPart(desk, title, items));
  const choice = select(SHOWN.map((id) => [id, say(`sign.show.${id}`)]));
  choice.addEventListener("change", () => groups.forEach((group) => group.show(choice.value)));
  return el(
    "section",
    { class: "im-own im-sign__standing", "aria-labelledby": "sign-standing" },
    el("h2", { id: "sign-standing" }, say("sign.standing")),
    el("p", {}, say("sign.standing-count", { n: met, of: states.length, waived: said.waived.length })),
    field(say("sign.show"), choice),
    ...groups.map(({ element }) => element),
  );
}

/**
 * The items under their module or part, in the order of the checklist.
 * @param {any} book
 * @returns {{title: string, items: any[]}[]}
 */
function groupsOf(book) {
  const ids = [...new Set(book.items.map((/** @type {any} */ item) => item.module))];
  const named = new Map([...book.modules, ...book.parts].map(({ id, title }) => [id, title]));
  return ids.map((id) => ({
    title: named.get(id) ?? String(id),
    items: book.items.filter((/** @type {any} */ item) => item.module === id),
  }));
}

/** @param {Desk} desk @param {string} title @param {any[]} items */
function groupPart(desk, title, items) {
  const lines = items.map((item) => itemLine(desk, item));
  const met = lines.filter(({ kinds }) => !kinds.has("missing")).length;
  const summary = el("summary", {}, say("sign.group", { title, n: met, of: items.length }));
  const element = el("details", {}, summary, el("ul", { class: "im-sign__items" }, ...lines.map((line) => line.element)));
  const show = (/** @type {string} */ wanted) => {
    for (const line of lines) {
      line.element.hidden = !line.kinds.has(wanted);
    }
    element.hidden = lines.every((line) => line.element.hidden);
    element.open = wanted !== "all";
  };
  return { element, show };
}

/** @param {Desk} desk @param {any} item */
function itemLine(desk, item) {
  const { said, book, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const { state, level, gaps, awards } = said.items[item.id];
  const own = [
    ...awards.map((/** @type {string} */ name) => events.find(({ event }) => event === name)),
    ...(state === "waived" ? events.filter(({ type, body }) => type === "waive" && body.item === item.id) : []),
  ].filter((one) => one !== undefined);
  const kinds = new Set(["all", ["met", "waived"].includes(state) ? state : "missing"]);
  if (own.some(({ ver }) => ver !== said.ver)) {
    kinds.add("carried");
  }
  const none = item.computed && state === "met" ? say("sign.from-record") : "";
  const words = [say(`signing.item.${state}`), level ? say("sign.at-level", { level, name: book.levels[level] ?? "" }) : "", none];
  const missing = gaps.map((/** @type {any} */ gap) => gapWords(gap, book)).join("; ");
  const element = el(
    "li",
    { "data-item": item.id },
    el("strong", {}, itemName(item.id, book)),
    `: ${words.filter(Boolean).join(", ")}`,
    own.length ? el("ul", {}, ...own.map((event) => el("li", {}, byWhom(event, said.ver, book)))) : null,
    missing ? el("p", { class: "im-sign__gap" }, say("sign.missing", { what: missing })) : null,
  );
  return { element, kinds };
}

/** @param {any} event @param {string} ver @param {any} book */
function byWhom({ type, by, at, body, ver: own }, ver, book) {
  const level = body.level ? say("sign.at-level", { level: body.level, name: book.levels[body.level] ?? "" }) : "";
  const until = type === "waive" ? say("sign.waived-until", { day: sayDay(body.until) }) : "";
  const paper = type === "transcribe" ? say("sign.from-paper", { person: body.signer }) : "";
  const carried = own === ver ? say("sign.release", { ver: own }) : say("sign.carried", { ver: own });
  const person = `${by} (${rolesOf([body.role], book)})`;
  return [person, level, sayDay(at), onWhat(body.evidence ?? [], book), carried, until, paper].filter(Boolean).join(", ");
}

/** @param {any[]} pieces @param {any} book */
function onWhat(pieces, book) {
  const kinds = [...new Set(pieces.map(({ kind }) => book.kinds.find((/** @type {any} */ one) => one.id === kind)?.title ?? kind))];
  return pieces.length ? say("sign.pieces", { n: pieces.length, kinds: kinds.join(", ") }) : "";
}

/**
 * Warnings for a reader of the record; nothing if there are none.
 * @param {Desk} desk
 * @returns {HTMLElement | null}
 */
export function warningsPart(desk) {
  const { said, book, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const words = (/** @type {string} */ name) => eventLine(events.find(({ event }) => event === name), name, book);
  const lines = [
    ...said.refused.map((/** @type {any} */ one) => refusalWords(one.code, words(one.event))),
    ...said.warnings.map((/** @type {any} */ one) => warningWords(one, book, words)),
  ];
  return lines.length
    ? el(
      "section",
      { class: "im-own", "aria-labelledby": "sign-warnings" },
      el("h2", { id: "sign-warnings" }, say("sign.warnings")),
      el("ul", {}, ...gathered(lines)),
    )
    : null;
}

/** @param {string} code @param {string} what */
function refusalWords(code, what) {
  const why = reasonWords(code);
  return { sentence: say("sign.refused-by-rule", { what: say("sign.events-of-record"), why }), line: say("sign.refused-by-rule", { what, why }) };
}
