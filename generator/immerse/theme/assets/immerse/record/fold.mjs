// The state of a record: its entries applied in order, so that later ones replace earlier ones.

import { byMoment } from "./normal.mjs";
import { byDay, Pieces } from "./piece-versions.mjs";

/**
 * A text of an entry; `text` is null if it was erased.
 * @typedef {{digest: string, text: string | null}} Said
 */
/**
 * A piece of evidence: `piece` is the id that all its versions share, `id` that of the current entry.
 * @typedef {{piece: string, id: string, at: string, items: string[], kind: string, title: Said, day: string,
 *   shift: Said | null, simulated: boolean, link: Said | null,
 *   file: {name: Said, sha256: string, size: number} | null}} Piece
 */
/**
 * @typedef {object} State
 * @property {Said | null} name
 * @property {string | null} start the first day, null before the start
 * @property {string} track
 * @property {string} path
 * @property {string} release under which it was started
 * @property {string} book digest of the book under which it was started
 * @property {Record<string, string>} planned gate -> day, if it was moved
 * @property {Record<string, {digest: string, rev: number, release: string, at: string, from?: string[]}>} claims by item;
 *   `from` names the items of an earlier release from which a claim was carried over, where they are called otherwise
 * @property {Record<string, string>} unclaimed item -> when its claim was withdrawn
 * @property {Piece[]} evidence by day, then by id of the piece
 * @property {Record<string, {text: Said, at: string}>} notes by item
 * @property {Record<string, string>} cleared item -> when its note was withdrawn
 * @property {Record<string, {digest: string, release: string, at: string}>} read by page
 * @property {{id: string, at: string, deck: string, right: number, of: number, release: string}[]} scores
 * @property {Record<string, {done: boolean, day: string, release: string, at: string}>} tasks by task
 * @property {number} unknown entries of types that this version does not know
 */

export class Folding {
  /**
   * @param {Record<string, {salt: string, text: string}>} texts
   * @param {Record<string, any>[]} entries in their order
   */
  constructor(texts, entries) {
    this.texts = texts;
    /** @type {Set<string>} digests of erased texts, which no copy brings back */
    this.erased = new Set();
    /** @type {State} */
    this.state = {
      name: null,
      start: null,
      track: "",
      path: "",
      release: "",
      book: "",
      planned: Object.create(null),
      claims: Object.create(null),
      unclaimed: Object.create(null),
      evidence: [],
      notes: Object.create(null),
      cleared: Object.create(null),
      read: Object.create(null),
      scores: [],
      tasks: Object.create(null),
      unknown: 0,
    };
    /** @type {Record<string, any>[]} */
    const versions = [];
    for (const entry of entries) {
      if (entry.type === "evidence") {
        versions.push(entry);
      } else {
        this.#take(entry);
      }
    }
    this.pieces = new Pieces(versions);
    this.state.evidence = this.pieces.standing().map((one) => this.#piece(one));
  }

  /**
   * @param {string | null} digest
   * @returns {Said | null}
   */
  said(digest) {
    return digest === null ? null : this.named(digest);
  }

  /**
   * @param {string} digest
   * @returns {Said}
   */
  named(digest) {
    return { digest, text: Object.hasOwn(this.texts, digest) ? this.texts[digest].text : null };
  }

  /** @param {Record<string, any>} entry of any type but `evidence` */
  #take(entry) {
    const fold = Object.hasOwn(FOLDS, entry.type) ? FOLDS[entry.type] : null;
    if (fold) {
      fold(this, entry);
    } else {
      this.state.unknown += 1;
    }
  }

  /**
   * Apply an entry that is later than all others; an entry of evidence is one that no earlier version names.
   * @param {Record<string, any>} entry
   * @returns {string[]} the items that it changes
   */
  grow(entry) {
    if (entry.type !== "evidence") {
      this.#take(entry);
      return typeof entry.item === "string" ? [entry.item] : [];
    }
    const { standing, before } = this.pieces.take(entry);
    this.#stand(standing);
    return [...entry.items, ...(before?.items ?? [])];
  }

  /** @param {import("./piece-versions.mjs").Standing} standing */
  #stand(standing) {
    const others = this.state.evidence.filter(({ piece }) => piece !== standing.root);
    if (!standing.entry.removed) {
      const place = others.findIndex(({ piece, day }) => byDay({ root: piece, entry: { day } }, standing) > 0);
      others.splice(place < 0 ? others.length : place, 0, this.#piece(standing));
    }
    this.state.evidence = others;
  }

  /**
   * @param {import("./piece-versions.mjs").Standing} standing
   * @returns {Piece}
   */
  #piece({ root, entry }) {
    const { id, at, items, kind, day, simulated, file } = entry;
    return {
      piece: root,
      id,
      at,
      items,
      kind,
      title: this.named(entry.title),
      day,
      shift: this.said(entry.shift),
      simulated,
      link: this.said(entry.link),
      file: file && { name: this.named(file.name), sha256: file.sha256, size: file.size },
    };
  }
}

/** @type {Record<string, (folding: Folding, entry: any) => void>} */
const FOLDS = {
  start(folding, { name, day, track, path, release, book }) {
    Object.assign(folding.state, { name: folding.said(name), start: day, track, path, release, book });
  },
  plan({ state }, { gate, day }) {
    put(state.planned, gate, day);
  },
  claim({ state }, { item, digest, rev, release, at }) {
    put(state.claims, item, { digest, rev, release, at });
    put(state.unclaimed, item, null);
  },
  unclaim({ state }, { item, at }) {
    put(state.claims, item, null);
    put(state.unclaimed, item, at);
  },
  note(folding, { item, text, at }) {
    put(folding.state.notes, item, text === null ? null : { text: folding.named(text), at });
    put(folding.state.cleared, item, text === null ? at : null);
  },
  read({ state }, { page, digest, release, at }) {
    put(state.read, page, { digest, release, at });
  },
  score({ state }, { id, at, deck, right, of, release }) {
    state.scores.push({ id, at, deck, right, of, release });
  },
  task({ state }, { task, done, day, release, at }) {
    put(state.tasks, task, { done, day, release, at });
  },
  erase(folding, { texts }) {
    for (const digest of texts) {
      folding.erased.add(digest); // it was erased from the record
    }
  },
};

/**
 * @template T
 * @param {Record<string, T>} members
 * @param {string} name
 * @param {T | null} value null removes it
 */
function put(members, name, value) {
  if (value === null) {
    delete members[name];
  } else {
    members[name] = value;
  }
}

/**
 * The state of a record.
 * @param {Record<string, any>} record as `parse` gives it
 * @returns {State}
 */
export function fold(record) {
  return new Folding(record.texts, [...record.entries].sort(byMoment)).state;
}
