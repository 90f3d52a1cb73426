// Item by item: met, waived or missing, by whom, when, under which release, and what was carried over.

import { el } from "../checklist/build.mjs";
import { say, sayDay } from "../words/say.mjs";
import { gapWords, itemName, reasonWords, rolesOf, warningWords } from "./gaps.mjs";
import { eventLine } from "./event-line.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/**
 * The table of all items of the checklist.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function standingPart(desk) {
  const { said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const head = ["sign.item", "sign.state", "sign.by-whom", "sign.missing"];
  const done = book.items.filter((/** @type {any} */ { id }) => ["met", "waived"].includes(said.items[id].state)).length;
  return el(
    "section",
    { class: "im-own im-sign__wide", "aria-labelledby": "sign-standing" },
    el("h2", { id: "sign-standing" }, say("sign.standing")),
    el("p", {}, say("sign.standing-count", { n: done, of: book.items.length })),
    el(
      "div",
      { class: "md-typeset__scrollwrap", tabindex: "0", role: "group", "aria-labelledby": "sign-standing" },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...head.map((key) => el("th", { scope: "col" }, say(key))))),
        el("tbody", {}, ...book.items.map((/** @type {any} */ item) => itemRow(desk, item))),
      ),
    ),
  );
}

/** @param {Desk} desk @param {any} item */
function itemRow(desk, item) {
  const { said, book, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const { state, level, gaps, awards } = said.items[item.id];
  const own = [
    ...awards.map((/** @type {string} */ name) => events.find(({ event }) => event === name)),
    ...(state === "waived" ? events.filter(({ type, body }) => type === "waive" && body.item === item.id) : []),
  ].filter((one) => one !== undefined);
  const none = item.computed && state === "met" ? say("sign.from-record") : null;
  const words = [say(`signing.item.${state}`), level ? say("sign.at-level", { level, name: book.levels[level] ?? "" }) : ""];
  return el(
    "tr",
    { "data-item": item.id },
    el("th", { scope: "row" }, itemName(item.id, book)),
    el("td", {}, words.filter(Boolean).join(", ")),
    el("td", {}, own.length ? el("ul", {}, ...own.map((event) => el("li", {}, byWhom(event, said.ver, book)))) : none),
    el("td", {}, gaps.length ? el("ul", {}, ...gaps.map((/** @type {any} */ gap) => el("li", { class: "im-sign__gap" }, gapWords(gap, book)))) : null),
  );
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
 * What somebody who reads the record should know; nothing where there is nothing.
 * @param {Desk} desk
 * @returns {HTMLElement | null}
 */
export function warningsPart(desk) {
  const { said, book, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const words = (/** @type {string} */ name) => eventLine(events.find(({ event }) => event === name), name, book);
  const lines = [
    ...said.refused.map((/** @type {any} */ one) => say("sign.refused-by-rule", { what: words(one.event), why: reasonWords(one.code) })),
    ...said.warnings.map((/** @type {any} */ one) => warningWords(one, book, words)),
  ];
  return lines.length
    ? el(
      "section",
      { class: "im-own", "aria-labelledby": "sign-warnings" },
      el("h2", { id: "sign-warnings" }, say("sign.warnings")),
      el("ul", {}, ...lines.map((line) => el("li", {}, line))),
    )
    : null;
}
