// One person: status, and what is missing for the next gate.

import { make } from "../elements.mjs";
import { gapPhrases } from "../record/gaps.mjs";
import { say, sayDay } from "../words/say.mjs";

/** @typedef {import("./waiting-claims.mjs").Book} Book */
/** @typedef {import("./waiting-claims.mjs").Person} Person */

/**
 * The name of a person: the initials that they gave, otherwise the start day.
 * @param {Person} person
 */
export function calledOf({ name, state }) {
  return name || (state.start ? say("reading.no-name", { day: sayDay(state.start) }) : say("reading.no-name-yet"));
}

/** @param {Person} person @param {Book} book */
function standing(person, book) {
  const { where } = person;
  if (!where) {
    return say("reading.not-begun");
  }
  const phase = book.phases.find((/** @type {any} */ one) => one.id === where.phase)?.name ?? "";
  const stands = say("reading.stands", { week: where.week, phase });
  const next = where.next;
  return next ? `${stands} ${say("reading.next-gate", { n: next.days, gate: next.gate, day: sayDay(next.day) })}` : stands;
}

/** @param {Person} person @returns {HTMLElement[]} items that an earlier gate asked for and nobody claimed */
function earlier(person) {
  const items = person.where?.overdue ?? [];
  return items.length > 0 ? [make("p", "im-warning", say("reading.overdue", { n: items.length, items: items.join(", ") }))] : [];
}

/** @param {Person} person @param {Book} book @returns {HTMLElement[]} */
function gaps(person, book) {
  const way = person.where?.in_the_way;
  if (!way) {
    return [];
  }
  const items = new Map(book.items.map((/** @type {any} */ item) => [item.id, item]));
  const named = (/** @type {string} */ id) => `${id} ${items.get(id)?.title ?? ""}`.trim();
  const tasks = new Map(book.tasks.map((/** @type {any} */ task) => [task.id, task.title]));
  const missing = (/** @type {string} */ id) => [
    ...(way.open.includes(id) ? [say("reading.unclaimed")] : []),
    ...(way.evidence.includes(id) ? gapPhrases(person.verdict.items[id].gaps, book.rules, say) : []),
  ];
  const rows = [
    ...new Set([...way.open, ...way.evidence]
      .map((id) => say("reading.short-item", { item: named(id), missing: missing(id).join("; ") }))),
    ...way.tasks.map((id) => say("reading.open-task", { task: tasks.get(id) ?? id })),
  ];
  const list = make("ul", "", "");
  list.append(...rows.map((words) => make("li", "", words)));
  const folded = make("details", "im-words", "");
  folded.append(make("summary", "", say("reading.gaps", { n: rows.length })), list);
  return rows.length ? [folded] : [make("p", "im-meta", say("reading.no-gaps"))];
}

/**
 * @param {Person} person
 * @param {Book} book
 */
export function personPart(person, book) {
  const part = make("section", "im-person", "");
  part.append(make("h3", "", calledOf(person)), make("p", "", standing(person, book)), ...earlier(person), ...gaps(person, book));
  return part;
}
