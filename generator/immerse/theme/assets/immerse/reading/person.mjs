// One person: status, and what is missing for the next gate.

import { make } from "../elements.mjs";
import { gapPhrases } from "../record/gaps.mjs";
import { itemsOf } from "../record/entry-paths.mjs";
import { say, sayDay } from "../words/say.mjs";

/** @typedef {import("./waiting-claims.mjs").Person} Person */

/**
 * The name of a person: the initials that they gave, otherwise the start day.
 * @param {Person} person
 */
export function calledOf({ name, state }) {
  return name || (state.start ? say("reading.no-name", { day: sayDay(state.start) }) : say("reading.no-name-yet"));
}

/** @param {Person} person @returns {string} the title of an entry path that leads to no gate; else empty */
function pathOf({ book, state }) {
  return itemsOf(book, state.path) ? book.paths[state.path] : "";
}

/** @param {Person} person */
function standing(person) {
  const { book, where } = person;
  if (!where) {
    return say("reading.not-begun");
  }
  const path = pathOf(person);
  if (path) {
    return say("reading.stands-on", { week: where.week, path });
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

/** @param {Person} person @returns {HTMLElement[]} */
function gaps(person) {
  const { book } = person;
  const way = person.where?.in_the_way;
  if (!way) {
    return [];
  }
  const path = pathOf(person);
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
  folded.append(make("summary", "", say(path ? "reading.gaps-on" : "reading.gaps", { n: rows.length, path })), list);
  return rows.length ? [folded] : [make("p", "im-meta", say(path ? "reading.no-gaps-on" : "reading.no-gaps", { path }))];
}

/** @param {Person} person */
export function personPart(person) {
  const part = make("section", "im-person", "");
  part.append(make("h3", "", calledOf(person)), make("p", "", standing(person)), ...earlier(person), ...gaps(person));
  return part;
}
