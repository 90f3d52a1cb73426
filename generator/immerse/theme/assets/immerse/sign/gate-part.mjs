// The gates of a rotation: what is missing, who has decided, and the form for a decision.

import { el, field, form, row, select, sending } from "../checklist/build.mjs";
import { say, sayDay, sayList } from "../words/sign.mjs";
import { WEEKS } from "./deciding.mjs";
import { eventLine } from "./event-line.mjs";
import { boxes, people, roleField, wordsField } from "./fields.mjs";
import { gapWords, gateName, rolesOf } from "./gap-words.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */

const DECISIONS = ["pass", "extend", "redirect", "leave"];

/**
 * The status of each gate.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function gatesPart(desk) {
  const { said, book } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const gates = book.gates.filter((/** @type {any} */ { id }) => said.gates[id]);
  return el(
    "section",
    { class: "im-own", "aria-labelledby": "sign-gates" },
    el("h2", { id: "sign-gates" }, say("sign.gates")),
    gates.length ? null : el("p", {}, say("sign.no-gates", { path: book.paths[said.opened?.path] ?? "" })),
    ...gates.map((/** @type {any} */ gate) => gatePart(desk, gate, gate === nextOf(gates, said))),
  );
}

/** @param {any[]} gates @param {any} said */
function nextOf(gates, said) {
  return gates.find(({ id }) => said.gates[id].state !== "passed");
}

/** @param {Desk} desk @param {any} gate @param {boolean} isNext */
function gatePart(desk, gate, isNext) {
  const { said, book, events } = /** @type {import("./judged.mjs").Judged} */ (desk.judged);
  const { state, earliest, gaps, decided } = said.gates[gate.id];
  const summary = say("sign.gate-line", { gate: gateName(gate.id, book), state: say(`signing.gate.${state}`) });
  const deciders = gate.decided_by.map((/** @type {string} */ id) => rolesOf([id], book));
  const who = sayList(deciders, gate.one_decides ? "any" : "all");
  const by = decided.map((/** @type {any} */ one) => el("li", {}, eventLine(events.find(({ event }) => event === one.event), one.event, book)));
  return el(
    "details",
    { class: "im-sign__gate", "data-gate": gate.id, open: isNext },
    el("summary", {}, summary),
    el("p", {}, say("sign.gate-who", { who })),
    earliest ? el("p", {}, say("sign.gate-earliest", { day: sayDay(earliest) })) : null,
    by.length ? el("ul", {}, ...by) : null,
    el("p", {}, say(gaps.length ? "sign.gate-missing" : "sign.gate-nothing", { n: gaps.length })),
    gaps.length ? el("ul", {}, ...gaps.map((/** @type {any} */ gap) => el("li", { class: "im-sign__gap" }, gapWords(gap, book)))) : null,
    state === "passed" ? null : decisionForm(desk, gate),
  );
}

/**
 * The form of a decision, for somebody who decides this gate.
 * @param {Desk} desk
 * @param {any} gate
 */
function decisionForm(desk, gate) {
  const { book } = desk.under;
  const { roles } = /** @type {any} */ (desk.signer);
  const own = gate.decided_by.filter((/** @type {string} */ role) => roles.includes(role));
  if (own.length === 0) {
    return el("p", { class: "im-meta" }, say("sign.decides-not"));
  }
  const role = roleField(own, book);
  const decision = select(DECISIONS.map((id) => [id, say(`sign.decision.${id}`)]));
  const weeks = el("input", { type: "number", min: String(WEEKS[0]), max: String(WEEKS[1]), value: String(WEEKS[0]) });
  const asked = field(say("sign.term.weeks"), weeks, say("sign.weeks-help", { least: WEEKS[0], most: WEEKS[1] }));
  const panel = boxes(say("sign.panel"), gate.panel.length ? people(desk) : []);
  const reason = wordsField("reason", say("sign.reason-help"));
  const show = () => (asked.hidden = decision.value !== "extend");
  decision.addEventListener("change", show);
  show();
  const made = form(
    { "aria-label": say("sign.decide", { gate: gate.id }) },
    () => propose(desk, made, {
      gate: gate.id,
      decision: decision.value,
      weeks: decision.value === "extend" ? Number(weeks.value) : 0,
      panel: panel.chosen(),
      reason: reason.input.value,
      role: role.input.value,
    }),
    el("h3", {}, say("sign.decide", { gate: gate.id })),
    role.element,
    field(say("sign.term.decision"), decision),
    asked,
    gate.panel.length ? panel.element : null,
    reason.element,
    row(sending(say("sign.look"))),
  );
  return made;
}

/** @param {Desk} desk @param {HTMLElement} from @param {Record<string, any>} said */
function propose(desk, from, { reason, ...body }) {
  const { ver, book } = desk.under;
  desk.propose((drafting) => {
    drafting.add("decide", { ver, book: book.digest }, { ...body, reason: drafting.text(reason) });
  }, from);
}
