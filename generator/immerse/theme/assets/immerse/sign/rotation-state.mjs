// The state of one person's rotation while its events are applied: counted events only, no derived results.

import { bookOn } from "../record/entry-paths.mjs";
import { byMoment } from "./events.mjs";
import { Findings } from "./findings.mjs";
import { Rules } from "./signoff-rules.mjs";
import { Team } from "./team.mjs";

/** @typedef {import("./awards.mjs").Award} Award */
/** @typedef {import("./events.mjs").Event} Event */
/** @typedef {import("./trusting.mjs").Refused} Refused */
/**
 * The published data of a client by which events are judged.
 * @typedef {object} Published
 * @property {Record<string, any>} books version -> the book that was published under it
 * @property {Record<string, any>} signers id of a key -> its signer, as `signers.json` has them
 * @property {Record<string, any>} [maps] SHA-256 of a migration map -> its `old`, `new`, `moves`, `retired`, `added` and
 *   `mandatory`
 */

/** The rules before the first event. */
const NO_BOOK = { items: [], kinds: [], gates: [], modules: [], phases: [], rules: [], duties: {}, regulated: false };
const LEFT = new Map([["leave", "left"], ["redirect", "redirected"]]);

/** The state of a rotation. `steps` changes it; `standing` and `graduating` read it. */
export class Rotation {
  /**
   * @param {Published} published
   * @param {(events: Event[]) => Rotation} again the rotation after other events, by the same books and signers
   */
  constructor({ books, signers, maps = {} }, again) {
    this.books = new Map(Object.entries(books));
    this.signers = new Map(Object.keys(signers).sort().map((kid) => [kid, signers[kid]]));
    this.maps = new Map(Object.keys(maps).sort().map((digest) => [digest, maps[digest]]));
    this.again = again;
    this.ver = "";
    /** @type {Event | null} */
    this.opened = null;
    /** @type {Event[]} */
    this.counted = [];
    /** @type {Map<string, Event>} */
    this.byId = new Map();
    /** @type {Refused[]} */
    this.refused = [];
    /** @type {Map<string, Award[]>} item -> current awards; changed only by `award` and `keepAwards` */
    this.awards = new Map();
    this.found = new Findings();
    /** @type {Map<string, Event>} */
    this.notYet = new Map();
    /** @type {Map<string, Map<string, Event>>} item -> role -> waiver */
    this.waivers = new Map();
    /** @type {Map<string, Event>} */
    this.periods = new Map();
    /** @type {Map<string, Map<string, Event>>} gate -> role -> decision */
    this.decisions = new Map();
    /** @type {Map<string, string>} */
    this.passed = new Map();
    /** @type {Event | null} */
    this.endorsed = null;
    /** @type {Event | null} */
    this.graduated = null;
    /** @type {Event | null} */
    this.placed = null;
    /** @type {Event | null} */
    this.voided = null;
    /** @type {Set<string>} */
    this.acknowledged = new Set();
    /** @type {Event[]} */
    this.migrations = [];
    /** @type {Map<string, Event[]>} */
    this.takenBack = new Map();
    /** @type {Event[]} */
    this.seen = [];
    /** @type {Event[]} */
    this.extended = [];
    /** @type {Record<string, any>} */
    this.book = NO_BOOK;
    this.rules = new Rules(NO_BOOK);
    this.items = byIdOf([]);
    this.kinds = byIdOf([]);
    this.gates = byIdOf([]);
    this.team = new Team([], "");
  }

  /**
   * Judge by the book of a version from now on, as it holds on the rotation's entry path.
   * @param {string} ver
   */
  pin(ver) {
    this.ver = ver;
    this.book = bookOn(this.books.get(ver), this.path);
    this.rules = new Rules(this.book);
    this.items = byIdOf(this.book.items);
    this.kinds = byIdOf(this.book.kinds);
    this.gates = byIdOf(this.book.gates);
    this.team = new Team(this.signers.values(), this.trainee);
    this.forget();
  }

  /**
   * Add an award, the latest one.
   * @param {string} item
   * @param {Award} award
   */
  award(item, award) {
    this.awards.set(item, [...this.awardsOf(item), award]);
    this.use(item, award);
    this.found.changed(item);
  }

  /**
   * Replace the awards of an item.
   * @param {string} item
   * @param {Award[]} awards
   */
  keepAwards(item, awards) {
    this.awards.set(item, awards);
    this.forget();
  }

  /**
   * @param {string} item
   * @param {Award} award
   */
  use(item, award) {
    if (this.items.get(item)?.kind === "competency") {
      this.found.use(item, award);
    }
  }

  /** Drop all cached results; pieces belong to the items that named them first. */
  forget() {
    this.found = new Findings();
    const awards = [...this.awards].flatMap(([item, own]) => own.map((award) => ({ item, award })));
    for (const { item, award } of awards.sort((one, other) => byMoment(one.award, other.award))) {
      this.use(item, award);
    }
  }

  /** none, open, endorsed, graduated, placed, voided, left or redirected. */
  get status() {
    if (this.placed) {
      return "placed";
    }
    if (this.graduated) {
      return "graduated";
    }
    if (this.voided) {
      return "voided";
    }
    if (this.leaving) {
      return LEFT.get(this.leaving) ?? "";
    }
    if (this.endorsed) {
      return "endorsed";
    }
    return this.opened ? "open" : "none";
  }

  /**
   * The trainee of the rotation; empty before it is opened.
   * @returns {string}
   */
  get trainee() {
    return this.opened?.body.trainee ?? "";
  }

  /**
   * The entry path; empty before the rotation is opened.
   * @returns {string}
   */
  get path() {
    return this.opened?.body.path ?? "";
  }

  /**
   * The mentor of the trainee; empty before the rotation is opened.
   * @returns {string}
   */
  get mentor() {
    return this.opened?.body.mentor ?? "";
  }

  /**
   * The signer of a counted event.
   * @param {Event} event
   * @returns {Record<string, any>}
   */
  signer(event) {
    return this.signers.get(event.kid);
  }

  /**
   * The awards of an item.
   * @param {string} item
   */
  awardsOf(item) {
    return this.awards.get(item) ?? [];
  }

  /**
   * Note a decision; the gate is passed once everybody who has to decide agrees.
   * @param {Event} event
   * @param {Record<string, any>} gate
   */
  decide(event, gate) {
    const decided = this.decisions.get(gate.id) ?? new Map();
    this.decisions.set(gate.id, decided.set(event.body.role, event));
    if (event.body.decision === "extend") {
      this.extended.push(event);
    }
    const passing = [...decided.values()].filter((said) => said.body.decision === "pass").length;
    const isPassed = passing > 0 && (gate.one_decides || passing === gate.decided_by.length);
    if (isPassed && !this.passed.has(gate.id)) {
      this.passed.set(gate.id, event.event);
    }
  }

  /**
   * How often somebody in a role has postponed a gate.
   * @param {string} gate
   * @param {string} role
   */
  extensions(gate, role) {
    return this.extended.filter((one) => one.body.gate === gate && one.body.role === role).length;
  }

  /**
   * Remove a decision; a gate that was passed by it is open again.
   * @param {Event} event
   */
  takeBackDecision(event) {
    const { gate, role } = event.body;
    this.extended = this.extended.filter((one) => one !== event);
    if (this.decisions.get(gate)?.get(role) === event) {
      this.decisions.get(gate)?.delete(role);
      this.passed.delete(gate);
    }
  }

  /**
   * The last decision that ends the rotation: leave, redirect, or nothing.
   * @returns {string}
   */
  get leaving() {
    const decided = [...this.decisions.values()].flatMap((by) => [...by.values()]);
    const said = decided.sort(byMoment).at(-1)?.body.decision;
    return LEFT.has(said) ? said : "";
  }

  /** Remove decisions that ended the rotation. */
  goOn() {
    for (const by of this.decisions.values()) {
      for (const [role, one] of [...by]) {
        if (LEFT.has(one.body.decision)) {
          by.delete(role);
        }
      }
    }
  }

  /**
   * Note that an event counts.
   * @param {Event} event
   */
  count(event) {
    this.counted.push(event);
    this.byId.set(event.event, event);
  }

  /**
   * Note that a rule refuses an event.
   * @param {Event} event
   * @param {string} code
   */
  refuse(event, code) {
    this.refused.push({ event: event.event, code, type: event.type, by: event.by });
  }
}

/**
 * @param {Record<string, any>[]} things
 * @returns {Map<string, any>}
 */
function byIdOf(things) {
  return new Map(things.map((thing) => [thing.id, thing]));
}
