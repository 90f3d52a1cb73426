// The trainee's status today, as the page shows it: the next gate, what it waits for, the next three steps, progress.
// Pure.

import { daysBetween } from "../record/days.mjs";
import { itemsOf } from "../record/entry-paths.mjs";
import { askedAt, whereabouts } from "../record/whereabouts.mjs";

/** @typedef {import("./book.mjs").Book} Book */
/** @typedef {import("./book.mjs").Item} Item */
/** @typedef {import("../record/fold.mjs").State} State */
/** @typedef {import("../record/judge.mjs").Verdict} Verdict */
/** @typedef {{kind: "changed" | "task" | "item", id: string, title: string, days: number | null}} Next */
/** @typedef {{id: string, title: string, of: number, claimed: number}} Progress */
/**
 * @typedef {object} Standing
 * @property {number} day whole days since the first one, negative before it
 * @property {number} week 0 before the start
 * @property {string} phase name; empty before the start
 * @property {string} path the title of an entry path that leads to no gate; else empty
 * @property {{id: string, title: string, day: string, left: number} | null} gate the next one, with its days left
 * @property {Item[]} unclaimed asked for at the next gate, or by a path that leads to no gate, and not claimed
 * @property {string[]} tasks that the next gate waits for
 * @property {Item[]} lacking items of the next gate whose evidence is not enough
 * @property {Item[]} overdue asked for at a gate whose day has passed, and not claimed
 * @property {Next[]} next at most three
 */

/**
 * Whether an item can be claimed: computed items cannot.
 * @param {Item} item
 */
export function isClaimable(item) {
  return !item.computed;
}

/**
 * The trainee's status on a day.
 * @param {State} state
 * @param {Book} book
 * @param {Verdict} verdict
 * @param {string} on today, YYYY-MM-DD
 * @returns {Standing | null} null before the start
 */
export function standing(state, book, verdict, on) {
  const found = whereabouts(state, book, verdict, on);
  if (!found) {
    return null;
  }
  const items = new Map(book.items.map((item) => [item.id, item]));
  const named = (/** @type {string[]} */ ids) => ids.flatMap((id) => items.get(id) ?? []);
  return {
    day: found.day,
    week: found.week,
    phase: book.phases.find(({ id }) => id === found.phase)?.name ?? "",
    path: itemsOf(book, state.path) ? book.paths[state.path] : "",
    gate: gateOf(book, found),
    unclaimed: named(found.in_the_way.open),
    tasks: found.in_the_way.tasks,
    lacking: named(found.in_the_way.evidence),
    overdue: named(found.overdue),
    next: found.next_three.map((one) => ({ ...one, ...nextOf(book, one, on) })),
  };
}

/**
 * @param {Book} book
 * @param {import("../record/whereabouts.mjs").Whereabouts} found
 */
function gateOf(book, { next }) {
  const title = book.gates.find(({ id }) => id === next?.gate)?.title ?? "";
  return next ? { id: next.gate, title, day: next.day, left: next.days } : null;
}

/**
 * @param {Book} book
 * @param {import("../record/whereabouts.mjs").Whereabouts["next_three"][number]} thing
 * @param {string} on
 * @returns {{title: string, days: number | null}}
 */
function nextOf(book, { kind, id, day }, on) {
  const known = kind === "task" ? (book.tasks ?? []) : book.items;
  const title = known.find((one) => one.id === id)?.title ?? id;
  return { title, days: day === null ? null : daysBetween(on, day) };
}

/**
 * Progress: claimed items, of those that can be claimed.
 * @param {Book} book
 * @param {Verdict} verdict
 * @returns {{modules: Progress[], gates: Progress[]}} without those that ask for nothing
 */
export function progress(book, verdict) {
  const counted = (/** @type {string} */ id, /** @type {string} */ title, /** @type {Item[]} */ items) => {
    const able = items.filter(isClaimable);
    return {
      id,
      title,
      of: able.length,
      claimed: able.filter((item) => verdict.items[item.id].state === "claimed").length,
    };
  };
  const modules = book.modules.map(({ id, title }) =>
    counted(id, title, book.items.filter((item) => item.module === id))
  );
  const gates = book.gates.map(({ id, title }) => {
    const asked = new Set(askedAt(book, id));
    return counted(id, title, book.items.filter((item) => asked.has(item.id)));
  });
  return { modules: modules.filter(({ of }) => of > 0), gates: gates.filter(({ of }) => of > 0) };
}
