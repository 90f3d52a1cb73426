// The status of a trainee on a day: week, phase, gates, what the next gate waits for, and the next steps.

import { order } from "./canonical.mjs";
import { dayAfter, daysBetween } from "./days.mjs";

/** @typedef {import("./fold.mjs").State} State */
/** @typedef {import("./judge.mjs").Verdict} Verdict */
/**
 * A gate with its day: computed or planned; null if it has none. The floors of its phases allow no day before
 * `earliest`; null if there is no floor.
 * @typedef {{id: string, day: string | null, moved: boolean, earliest: string | null}} GateDay
 */
/**
 * A task of this person's path with the day on which it is due.
 * @typedef {{id: string, day: string, mine: boolean, done: boolean, late: boolean}} TaskDay
 */
/**
 * @typedef {object} Whereabouts
 * @property {number} day whole days from the first day, which is 0
 * @property {number} week 1 for the first, which ends on its Sunday; 0 before the start
 * @property {string | null} phase id; null before the start
 * @property {GateDay[]} gates in the order of the book
 * @property {TaskDay[]} tasks by the day on which they are due
 * @property {{gate: string, day: string, days: number} | null} next the trainee's next gate, including one of today
 * @property {{open: string[], evidence: string[], tasks: string[]}} in_the_way of the next gate: claimable items
 * without a claim, items without enough evidence, own tasks that are not done; of all items where the book has no gates
 * @property {string[]} overdue claimable items of passed gates without a claim
 * @property {{kind: "changed" | "task" | "item", id: string, day: string | null}[]} next_three the next steps;
 * `changed` is an item that has changed since it was claimed
 */

const TRAINEE = "trainee";
const NEXT = 3;
const WORKING_DAYS = 5;

/**
 * The gates of a book with their days.
 * @param {State} state of somebody who has started
 * @param {Record<string, any>} book
 * @returns {GateDay[]}
 */
export function gateDays(state, book) {
  const start = state.start ?? "";
  const first = firstMonday(start);
  return book.gates.map((/** @type {any} */ gate) => {
    const computed = gate.day === null ? null : dayAfter(first, gate.day);
    const moved = Object.hasOwn(state.planned, gate.id);
    return { id: gate.id, day: moved ? state.planned[gate.id] : computed, moved, earliest: earliest(start, gate, book.phases) };
  });
}

/**
 * The first day on which the floors allow a decision about a gate.
 * @param {string} start
 * @param {Record<string, any>} gate
 * @param {Record<string, any>[]} phases
 */
function earliest(start, gate, phases) {
  const last = phases.findIndex((phase) => phase.id === gate.after);
  if (last < 0 || phases[last].first === null) {
    return null;
  }
  const weeks = phases.slice(0, last + 1).reduce((sum, phase) => sum + phase.floor, 0);
  return dayAfter(start, 7 * weeks);
}

/**
 * The tasks of somebody's path with their days, by day and then in the order of the book.
 * @param {State} state of somebody who has started
 * @param {Record<string, any>} book
 * @param {string} today
 * @returns {TaskDay[]}
 */
export function taskDays(state, book, today) {
  const tasks = (book.tasks ?? []).filter((/** @type {any} */ task) => isOn(task, state.path));
  const days = tasks.map((/** @type {any} */ task) => {
    const day = taskDay(state.start ?? "", task);
    const done = Object.hasOwn(state.tasks, task.id) && state.tasks[task.id].done;
    return { id: task.id, day, mine: task.who === TRAINEE, done, late: !done && day < today };
  });
  return days.sort((/** @type {TaskDay} */ one, /** @type {TaskDay} */ other) => order(one.day, other.day));
}

/**
 * The day on which a task is due, for a rotation that begins on `start`.
 *
 * What is due on a working day is counted in working days, Monday to Friday, from the first one on, or back from it.
 * Everything else is counted from the Monday of the first week. Whoever starts at a weekend starts on Monday.
 * @param {string} start
 * @param {Record<string, any>} task
 * @returns {string}
 */
export function taskDay(start, task) {
  const monday = firstMonday(start);
  if ((task.day ?? null) === null) {
    return dayAfter(monday, task.due);
  }
  const number = Math.max(0, daysBetween(monday, start)) + (task.day > 0 ? task.day - 1 : task.day);
  const weeks = Math.floor(number / WORKING_DAYS);
  return dayAfter(monday, 7 * weeks + number - WORKING_DAYS * weeks);
}

/**
 * The Monday of the week in which a rotation begins; for a start at a weekend, the next one.
 * @param {string} start
 */
function firstMonday(start) {
  const weekday = (new Date(`${start}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayAfter(start, weekday < WORKING_DAYS ? -weekday : 7 - weekday);
}

/**
 * @param {Record<string, any>} task
 * @param {string} path
 */
function isOn(task, path) {
  return task.paths.length === 0 || task.paths.includes(path);
}

/**
 * The phase of a trainee. Windows overlap: the next phase begins when the gate between both has been passed.
 * @param {Record<string, any>} book
 * @param {GateDay[]} gates
 * @param {number} week
 * @param {string} today
 */
function phaseIn(book, gates, week, today) {
  /** @type {Record<string, any>[]} */
  const timed = book.phases.filter((/** @type {any} */ phase) => phase.first !== null);
  const begun = timed.filter((phase) => phase.first <= week);
  const isAhead = (/** @type {string} */ id) =>
    book.gates.some((/** @type {any} */ gate, /** @type {number} */ index) => gate.after === id && (gates[index].day ?? "") >= today);
  const held = begun.find((phase) => isAhead(phase.id));
  const isOver = begun.length > 0 && timed.every((phase) => phase.last < week);
  const afterwards = isOver ? book.phases.find((/** @type {any} */ phase) => phase.first === null) : undefined;
  return (held ?? afterwards ?? begun.at(-1))?.id ?? null;
}

/**
 * The ids of the items that a gate asks for.
 * @param {Record<string, any>} book
 * @param {string} gate
 * @returns {string[]}
 */
export function askedAt(book, gate) {
  const items = book.items.filter((/** @type {any} */ item) => gate in item.levels || item.gate === gate);
  return items.map((/** @type {any} */ item) => item.id);
}

/**
 * @param {GateDay[]} gates
 * @param {Record<string, any>} book
 * @param {string} today
 */
function nextGate(gates, book, today) {
  const own = gates.filter((gate, index) => book.gates[index].after !== "" && gate.day !== null && gate.day >= today);
  const first = own.sort((one, other) => order(one.day ?? "", other.day ?? "")).at(0);
  return first?.day ? { gate: first.id, day: first.day, days: daysBetween(today, first.day) } : null;
}

/**
 * The next steps: items that changed since the claim, then tasks and items by urgency. Tasks that are
 * due by today and items of gates that have passed come before those of the next gate, and these before later tasks. A
 * record does not contain what others have done, so no step depends on it.
 * @param {TaskDay[]} tasks
 * @param {Record<string, any>} book
 * @param {{changed: string[], overdue: string[], open: string[]}} items
 * @param {{today: string, gate: string}} by today, and the day of the next gate
 * @returns {Whereabouts["next_three"]}
 */
function nextThree(tasks, book, { changed, overdue, open }, { today, gate }) {
  const waiting = new Set(tasks.filter((task) => task.mine && !task.done).map(idOf));
  /** @type {Map<string, string[]>} */
  const after = new Map((book.tasks ?? []).map((/** @type {any} */ task) => [task.id, task.after]));
  const ready = tasks.filter((task) => task.mine && !task.done && !(after.get(task.id) ?? []).some((id) => waiting.has(id)));
  const todo = (/** @type {(day: string) => boolean} */ isThen) =>
    ready.filter((task) => isThen(task.day)).map(({ id, day }) => ({ kind: /** @type {const} */ ("task"), id, day }));
  const found = [
    ...changed.map((id) => ({ kind: /** @type {const} */ ("changed"), id, day: null })),
    ...todo((day) => day <= today),
    ...overdue.map(asItem),
    ...todo((day) => day > today && day <= gate),
    ...open.filter((id) => !overdue.includes(id)).map(asItem),
    ...todo((day) => day > today && day > gate),
  ];
  return found.slice(0, NEXT);
}

/** @param {string} id */
function asItem(id) {
  return { kind: /** @type {const} */ ("item"), id, day: null };
}

/**
 * The claimable items among these without a claim, each once.
 * @param {string[]} asked
 * @param {Record<string, any>} book
 * @param {Verdict} verdict
 * @returns {string[]}
 */
function unclaimed(asked, book, verdict) {
  const computed = new Set(book.items.filter((/** @type {any} */ item) => item.computed).map(idOf));
  return [...new Set(asked)].filter((id) => verdict.items[id].state === "open" && !computed.has(id));
}

/**
 * The status of a trainee on a day.
 * @param {State} state
 * @param {Record<string, any>} book `immerse.book/1`
 * @param {Verdict} verdict the result of `judge` for both
 * @param {string} today YYYY-MM-DD
 * @returns {Whereabouts | null} null before the start
 */
export function whereabouts(state, book, verdict, today) {
  if (state.start === null) {
    return null;
  }
  const day = daysBetween(state.start, today);
  const week = day < 0 ? 0 : Math.max(1, Math.floor(daysBetween(firstMonday(state.start), today) / 7) + 1);
  const gates = gateDays(state, book);
  const tasks = taskDays(state, book, today);
  const next = nextGate(gates, book, today);
  const passed = gates.filter((gate, index) => book.gates[index].after !== "" && gate.day !== null && gate.day < today);
  const asked = next ? askedAt(book, next.gate) : book.gates.length === 0 ? book.items.map(idOf) : [];
  const open = unclaimed(asked, book, verdict);
  const overdue = unclaimed(passed.flatMap(({ id }) => askedAt(book, id)), book, verdict);
  const changed = book.items.map(idOf).filter((/** @type {string} */ id) => verdict.items[id].changed);
  const evidence = asked.filter((/** @type {string} */ id) => verdict.items[id].gaps.length > 0);
  const ofGate = new Set((book.tasks ?? []).filter((/** @type {any} */ task) => next && task.gate === next.gate).map(idOf));
  const waiting = tasks.filter((task) => task.mine && !task.done && ofGate.has(task.id)).map(idOf);
  return {
    day,
    week,
    phase: phaseIn(book, gates, week, today),
    gates,
    tasks,
    next,
    in_the_way: { open, evidence, tasks: waiting },
    overdue,
    next_three: nextThree(tasks, book, { changed, overdue, open }, { today, gate: next?.day ?? "" }),
  };
}

/** @param {{id: string}} one */
function idOf(one) {
  return one.id;
}
