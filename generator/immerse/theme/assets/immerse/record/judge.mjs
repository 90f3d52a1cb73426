// Claims and missing evidence, by the book and the numbers of its sign-off rules.
//
// A claim is the trainee's own statement. Nothing here attests anything.

import { dayAfter } from "./days.mjs";
import { ruleOf } from "./signoff-rules.mjs";

/** @typedef {import("./fold.mjs").State} State */
/** @typedef {import("./fold.mjs").Piece} Piece */
/**
 * A gap: `n` missing pieces of the kind that `code` names.
 * @typedef {{code: string, n: number}} Gap
 */
/**
 * @typedef {object} ItemVerdict
 * @property {"claimed" | "open"} state
 * @property {string | null} claimed_at
 * @property {boolean} changed the item has changed since it was claimed
 * @property {boolean} raised and it asks for more than before
 * @property {number} pieces that count for it
 * @property {number} uncounted pieces of kinds that do not count for it
 * @property {Gap[]} gaps
 */
/**
 * @typedef {object} ModuleVerdict
 * @property {number} pieces
 * @property {number} simulated the number of those from exercises
 * @property {Gap[]} gaps
 */
/**
 * @typedef {object} Verdict
 * @property {Record<string, ItemVerdict>} items all items of the book
 * @property {Record<string, ModuleVerdict>} modules all modules of the book
 * @property {string[]} others items that are claimed and that this book does not ask for
 */

export class Judging {
  /**
   * @param {State} state
   * @param {Record<string, any>} book
   * @param {string} today
   */
  constructor(state, book, today) {
    this.state = state;
    this.book = book;
    this.today = today;
    /** @type {Map<string, any>} */
    this.kinds = new Map(book.kinds.map((/** @type {any} */ kind) => [kind.id, kind]));
    this.evidence = ruleOf(book.rules, "evidence");
    this.shares = ruleOf(book.rules, "simulated");
    this.recent = dayAfter(today, -(this.evidence?.recent_days ?? 0));
    /** @type {Map<string, Record<string, any>>} */
    this.items = new Map(book.items.map((/** @type {any} */ item) => [item.id, item]));
    /** @type {Map<string, Piece[]>} */
    this.named = new Map();
    this.sorted = state.evidence;
    for (const piece of this.sorted) {
      for (const id of piece.items) {
        const named = this.named.get(id);
        named ? named.push(piece) : this.named.set(id, [piece]);
      }
    }
    this.verdict = this.#whole();
  }

  /** @returns {Verdict} */
  #whole() {
    /** @type {Record<string, ItemVerdict>} */
    const items = Object.create(null);
    for (const item of this.book.items) {
      items[item.id] = this.item(item);
    }
    /** @type {Record<string, ModuleVerdict>} */
    const modules = Object.create(null);
    for (const module of this.book.modules) {
      modules[module.id] = this.module(module);
    }
    return { items, modules, others: this.#others() };
  }

  #others() {
    return Object.keys(this.state.claims).filter((id) => !this.items.has(id)).sort();
  }

  /**
   * Judge again the items and modules that a claim or a piece of evidence affects.
   * @param {Iterable<string>} ids of the items that it is about
   * @param {State} state the state of the record
   */
  again(ids, state) {
    const touched = new Set(ids);
    this.state = state;
    if (this.sorted !== state.evidence) {
      this.#sortIn(touched);
    }
    for (const item of this.#items(touched)) {
      this.verdict.items[item.id] = this.item(item);
    }
    this.verdict.others = this.#others();
  }

  /**
   * Collect the pieces of these items again, and judge their modules.
   * @param {Set<string>} ids
   */
  #sortIn(ids) {
    this.sorted = this.state.evidence;
    for (const id of ids) {
      this.named.set(id, this.sorted.filter((piece) => piece.items.includes(id)));
    }
    const own = new Set(this.#items(ids).map((item) => item.module));
    for (const module of this.book.modules.filter((/** @type {any} */ one) => own.has(one.id))) {
      this.verdict.modules[module.id] = this.module(module);
    }
  }

  /** @param {Set<string>} ids */
  #items(ids) {
    return [...ids].flatMap((id) => this.items.get(id) ?? []);
  }

  /**
   * The pieces of evidence for an item, by day.
   * @param {string} id
   * @returns {Piece[]}
   */
  piecesFor(id) {
    return this.named.get(id) ?? [];
  }

  /**
   * @param {Record<string, any>} item
   * @returns {ItemVerdict}
   */
  item(item) {
    const claim = this.state.claims[item.id];
    const named = this.piecesFor(item.id);
    const allowed = item.evidence.kinds;
    const counted = named.filter((piece) => allowed.length === 0 || allowed.includes(piece.kind));
    return {
      state: claim ? "claimed" : "open",
      claimed_at: claim ? claim.at : null,
      changed: Boolean(claim) && claim.digest !== item.digest,
      raised: Boolean(claim) && claim.rev < item.rev,
      pieces: counted.length,
      uncounted: named.length - counted.length,
      gaps: item.evidence.pieces === 0 ? [] : this.gaps(item, counted),
    };
  }

  /**
   * @param {Record<string, any>} item
   * @param {Piece[]} pieces
   */
  gaps(item, pieces) {
    const types = this.evidence?.types ?? 0;
    const shiftsAsked = item.critical ? this.evidence?.critical?.shifts ?? 0 : 0;
    const kinds = new Set(pieces.map((piece) => piece.kind));
    const shifts = new Set(pieces.flatMap((piece) => shiftOf(piece)));
    return missing({
      pieces: item.evidence.pieces - pieces.length,
      observed: item.evidence.observed - pieces.filter((piece) => this.kinds.get(piece.kind)?.observed).length,
      types: Math.min(types, item.evidence.kinds.length || types) - Math.max(1, kinds.size),
      shifts: shiftsAsked - shifts.size,
      recent: (this.evidence?.recent ?? 0) - pieces.filter((piece) => piece.day >= this.recent).length,
    });
  }

  /**
   * @param {Record<string, any>} module
   * @returns {ModuleVerdict}
   */
  module(module) {
    const isOwn = (/** @type {string} */ id) => this.items.get(id)?.module === module.id;
    const pieces = this.state.evidence.filter((piece) => piece.items.some(isOwn));
    const simulated = pieces.filter((piece) => this.isSimulated(piece)).length;
    const gaps = missing({ "module-pieces": module.pieces - pieces.length, ...this.excess(module, pieces.length, simulated) });
    return { pieces: pieces.length, simulated, gaps };
  }

  /** @param {Piece} piece */
  isSimulated(piece) {
    return piece.simulated || Boolean(this.kinds.get(piece.kind)?.simulated);
  }

  /**
   * The number of further pieces from real work that the limit on exercises requires.
   * @param {Record<string, any>} module
   * @param {number} pieces
   * @param {number} simulated
   * @returns {Record<string, number>}
   */
  excess(module, pieces, simulated) {
    if (!this.shares || this.shares.free.includes(module.id)) {
      return {};
    }
    const percent = this.shares.share;
    return percent === 0 ? { "simulated-none": simulated } : { simulated: Math.ceil((100 * simulated) / percent) - pieces };
  }
}

/**
 * The shift of a piece, on its day; none if it is not given or was erased.
 * @param {Piece} piece
 */
function shiftOf(piece) {
  return piece.shift?.text ? [`${piece.day} ${piece.shift.text.trim()}`] : [];
}

/**
 * @param {Record<string, number>} counts the number that is missing; no gap if it is not positive
 * @returns {Gap[]}
 */
function missing(counts) {
  return Object.entries(counts).flatMap(([code, n]) => (n > 0 ? [{ code, n }] : []));
}

/**
 * The claims and evidence of a record, compared with the book.
 * @param {State} state
 * @param {Record<string, any>} book `immerse.book/1`
 * @param {string} today YYYY-MM-DD
 * @returns {Verdict}
 */
export function judge(state, book, today) {
  return new Judging(state, book, today).verdict;
}
