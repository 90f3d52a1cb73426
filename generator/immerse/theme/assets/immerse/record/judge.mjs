// What is claimed and what evidence is still missing, by the book and the numbers of its sign-off rules.
//
// A claim is the trainee's own word. Nothing here says that something is attested.

/** @typedef {import("./fold.mjs").State} State */
/** @typedef {import("./fold.mjs").Piece} Piece */
/**
 * Something that is missing: `n` pieces of the kind that `code` says.
 * @typedef {{code: string, n: number}} Gap
 */
/**
 * @typedef {object} ItemVerdict
 * @property {"claimed" | "open"} state
 * @property {string | null} claimed_at
 * @property {boolean} changed the item means something else than when it was claimed
 * @property {boolean} raised and more than before
 * @property {number} pieces that count for it
 * @property {number} uncounted pieces of kinds that do not count for it
 * @property {Gap[]} gaps
 */
/**
 * @typedef {object} ModuleVerdict
 * @property {number} pieces
 * @property {number} simulated how many of them come from exercises
 * @property {Gap[]} gaps
 */
/**
 * @typedef {object} Verdict
 * @property {Record<string, ItemVerdict>} items all items of the book
 * @property {Record<string, ModuleVerdict>} modules all modules of the book
 * @property {string[]} others items that are claimed and that this book does not ask for
 */

import { ruleOf } from "./rules.mjs";

const DAY = 86_400_000;

/**
 * A day some days later, or earlier.
 * @param {string} day
 * @param {number} count
 * @returns {string}
 */
export function dayAfter(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/**
 * Whole days from one day to another.
 * @param {string} first
 * @param {string} last
 */
export function daysBetween(first, last) {
  return (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY;
}

class Judging {
  /**
   * @param {State} state
   * @param {Record<string, any>} book
   * @param {string} today
   */
  constructor(state, book, today) {
    this.state = state;
    this.book = book;
    /** @type {Map<string, any>} */
    this.kinds = new Map(book.kinds.map((/** @type {any} */ kind) => [kind.id, kind]));
    this.evidence = ruleOf(book.rules, "evidence");
    this.shares = ruleOf(book.rules, "simulated");
    this.recent = dayAfter(today, -(this.evidence?.recent_days ?? 0));
    /** @type {Map<string, Piece[]>} */
    this.named = new Map();
    for (const piece of state.evidence) {
      for (const id of piece.items) {
        this.named.set(id, [...(this.named.get(id) ?? []), piece]);
      }
    }
  }

  /**
   * @param {Record<string, any>} item
   * @returns {ItemVerdict}
   */
  item(item) {
    const claim = this.state.claims[item.id];
    const named = this.named.get(item.id) ?? [];
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
    const own = new Set(this.book.items.filter((/** @type {any} */ one) => one.module === module.id).map(idOf));
    const pieces = this.state.evidence.filter((piece) => piece.items.some((id) => own.has(id)));
    const simulated = pieces.filter((piece) => this.isSimulated(piece)).length;
    const gaps = missing({ "module-pieces": module.pieces - pieces.length, ...this.excess(module, pieces.length, simulated) });
    return { pieces: pieces.length, simulated, gaps };
  }

  /** @param {Piece} piece */
  isSimulated(piece) {
    return piece.simulated || Boolean(this.kinds.get(piece.kind)?.simulated);
  }

  /**
   * How many pieces from real work are missing until those from exercises are few enough.
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

/** @param {{id: string}} one */
function idOf(one) {
  return one.id;
}

/**
 * The shift of a piece, on its day; none where it is not said or was erased.
 * @param {Piece} piece
 */
function shiftOf(piece) {
  return piece.shift?.text ? [`${piece.day} ${piece.shift.text.trim()}`] : [];
}

/**
 * @param {Record<string, number>} counts what is missing; nothing where it is not positive
 * @returns {Gap[]}
 */
function missing(counts) {
  return Object.entries(counts).flatMap(([code, n]) => (n > 0 ? [{ code, n }] : []));
}

/**
 * What stands against the book.
 * @param {State} state
 * @param {Record<string, any>} book `immerse.book/1`
 * @param {string} today YYYY-MM-DD
 * @returns {Verdict}
 */
export function judge(state, book, today) {
  const judging = new Judging(state, book, today);
  const items = Object.create(null);
  for (const item of book.items) {
    items[item.id] = judging.item(item);
  }
  const modules = Object.create(null);
  for (const module of book.modules) {
    modules[module.id] = judging.module(module);
  }
  return { items, modules, others: Object.keys(state.claims).filter((id) => !(id in items)).sort() };
}
