// Signing a list of events as a whole: the endorsement, and the graduation.

import { el, field, form, row, select, sending } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";
import { dossierOf } from "./dossier.mjs";
import { eventLine } from "./event-line.mjs";
import { boxes, people, roleField, wordsField } from "./fields.mjs";
import { gapWords } from "./gap-words.mjs";
import { today } from "./signing-day.mjs";
import { rolesWith } from "./pending-signatures.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

/** The number of gaps that are shown unfolded. */
const FEW = 5;

/** The number of events that are shown unfolded. */
const SHORT = 20;

/**
 * The counted events, as ticked checkboxes; a long list is folded.
 * @param {Desk} desk
 */
function eventBoxes(desk) {
  const { events, said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const refused = new Set(said.refused.map((/** @type {any} */ { event }) => event));
  const counted = events.filter(({ event }) => !refused.has(event));
  const list = boxes(
    say("sign.listed", { n: counted.length }),
    counted.map((event) => [event.event, eventLine(event, event.event, book)]),
    true,
  );
  const summary = el("summary", {}, say("sign.listed-all", { n: counted.length }));
  return counted.length > SHORT ? { ...list, element: el("details", {}, summary, list.element) } : list;
}

/**
 * The gaps before the graduation.
 * @param {Desk} desk
 */
function gapsPart(desk) {
  const { said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const gaps = said.graduation?.gaps ?? [];
  return [
    gaps.length
      ? el(
        "details",
        { open: gaps.length <= FEW },
        el("summary", {}, say("sign.ends-missing", { n: gaps.length })),
        el("ul", {}, ...gaps.map((/** @type {any} */ gap) => el("li", { class: "im-sign__gap" }, gapWords(gap, book)))),
      )
      : el("p", {}, say("sign.ends-nothing")),
  ];
}

/**
 * What stands in place of a form where nothing can be signed: the graduation, or that the path leads to none.
 * @param {Desk} desk
 */
function closedPart(desk) {
  const { book, said } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const isNever = said.graduation?.gaps.some((/** @type {any} */ { code }) => code === "no-graduation");
  return isNever ? el("p", {}, say("sign.no-graduation", { path: book.paths[said.opened.path] })) : endedPart(desk);
}

/**
 * The signer and moment of the graduation; nothing before it.
 * @param {Desk} desk
 */
export function endedPart(desk) {
  const { said, book, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const name = said.graduation?.event;
  const event = name ? events.find((one) => one.event === name) : undefined;
  return event ? el("p", {}, say("sign.ended", { what: eventLine(event, event.event, book) })) : null;
}

/**
 * The endorsement, for somebody with that duty.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function endorsePart(desk) {
  const { ver, book } = desk.under;
  const roles = rolesWith(book, "endorse", /** @type {any} */ (desk.signer));
  const title = el("h2", { id: "sign-endorse" }, say("sign.event.endorse"));
  const closed = closedPart(desk);
  if (closed) {
    return el("section", { class: "im-own", "aria-labelledby": "sign-endorse" }, title, closed);
  }
  if (roles.length === 0) {
    return el("section", { class: "im-own", "aria-labelledby": "sign-endorse" }, title, ...gapsPart(desk), el("p", {}, say("sign.endorses-not")));
  }
  const list = eventBoxes(desk);
  const role = roleField(roles, book);
  const statement = wordsField("statement");
  const made = form(
    { class: "im-own", "aria-labelledby": "sign-endorse" },
    () => desk.propose((drafting) => {
      const events = list.chosen().sort();
      const body = { events, dossier: dossierOf(events), statement: drafting.text(statement.input.value), role: role.input.value };
      drafting.add("endorse", { ver, book: book.digest }, body);
    }, made),
    title,
    ...gapsPart(desk),
    list.element,
    role.element,
    statement.element,
    row(sending(say("sign.look"))),
  );
  return made;
}

/**
 * The graduation, for somebody with that duty.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function graduatePart(desk) {
  const { ver, book } = desk.under;
  const roles = rolesWith(book, "graduate", /** @type {any} */ (desk.signer));
  const title = el("h2", { id: "sign-graduate" }, say("sign.event.graduate"));
  const closed = closedPart(desk);
  if (closed) {
    return el("section", { class: "im-own", "aria-labelledby": "sign-graduate" }, title, closed);
  }
  if (roles.length === 0) {
    return el("section", { class: "im-own", "aria-labelledby": "sign-graduate" }, title, ...gapsPart(desk), el("p", {}, say("sign.graduates-not")));
  }
  const list = eventBoxes(desk);
  const forks = forkBoxes(desk);
  const fields = graduationFields(desk, roles);
  const made = form(
    { class: "im-own", "aria-labelledby": "sign-graduate" },
    () => desk.propose((drafting) => {
      const events = list.chosen().sort();
      const { statement, brand, ...plain } = fields.values();
      drafting.add("graduate", { ver, book: book.digest }, {
        ...plain,
        brand: brand || null,
        events,
        dossier: dossierOf(events),
        forks: forks ? forks.chosen().sort() : [],
        statement: drafting.text(statement),
      });
    }, made),
    title,
    ...gapsPart(desk),
    list.element,
    forks?.element,
    ...fields.elements,
    row(sending(say("sign.look"))),
  );
  return made;
}

/** @param {Desk} desk @param {string[]} roles */
function graduationFields(desk, roles) {
  const { book } = desk.under;
  const role = roleField(roles, book);
  const statement = wordsField("statement");
  const managers = people(desk, (theirs) => theirs.some((id) => (book.duties.place ?? []).includes(id)));
  const inputs = {
    manager: select(managers),
    brand: brandInput(),
    day: el("input", { type: "date", value: today(), required: true }),
    until: el("input", { type: "date", value: twoYearsAfter(today()), required: true }),
  };
  const helps = /** @type {Record<string, string>} */ ({ brand: say("sign.brand-help"), day: say("sign.graduation-day"), until: say("sign.until-help") });
  return {
    elements: [
      ...Object.entries(inputs).map(([name, input]) => field(say(`sign.term.${name}`), input, helps[name])),
      role.element,
      statement.element,
    ],
    values: () => ({
      manager: inputs.manager.value,
      brand: inputs.brand.value,
      day: inputs.day.value,
      until: inputs.until.value,
      role: role.input.value,
      statement: statement.input.value,
    }),
  };
}

/** An input for the id of a brand, which may be empty. */
export function brandInput() {
  return el("input", { type: "text", pattern: "[a-z0-9]+(-[a-z0-9]+)*", maxlength: "60", autocomplete: "off" });
}

/** @param {string} day */
function twoYearsAfter(day) {
  const later = `${Number(day.slice(0, 4)) + 2}${day.slice(4)}`;
  return later.endsWith("02-29") ? `${later.slice(0, 8)}28` : later;
}

/**
 * Pairs of events with one key and number, which the signer of the graduation can accept after reading both.
 * @param {Desk} desk
 */
function forkBoxes(desk) {
  const { events, said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const faults = said.warnings.filter((/** @type {any} */ { code }) => code === "fork");
  const twins = events.filter(({ kid, n }) => faults.some((/** @type {any} */ fault) => fault.kid === kid && fault.n === n));
  return twins.length ? boxes(say("sign.forks"), twins.map((event) => [event.event, eventLine(event, event.event, book)])) : null;
}
