// What a record says now: its entries in their order, the later one standing.

import { byMoment } from "./normal.mjs";

/**
 * A text that an entry names; `text` is null where it was erased.
 * @typedef {{digest: string, text: string | null}} Said
 */
/**
 * A piece of evidence as it stands: `piece` is the id that all its versions share, `id` that of the entry that stands.
 * @typedef {{piece: string, id: string, at: string, items: string[], kind: string, title: Said, day: string,
 *   shift: Said | null, simulated: boolean, link: Said | null,
 *   file: {name: Said, sha256: string, size: number} | null}} Piece
 */
/**
 * @typedef {object} State
 * @property {Said | null} name
 * @property {string | null} start the first day, null before somebody started
 * @property {string} track
 * @property {string} path
 * @property {string} release under which it was started
 * @property {string} book digest of the book under which it was started
 * @property {Record<string, string>} planned gate -> day, where somebody moved it
 * @property {Record<string, {digest: string, rev: number, release: string, at: string, from?: string[]}>} claims by item;
 *   `from` names the items of an earlier release from which a claim was carried over, where they are called otherwise
 * @property {Record<string, string>} unclaimed item -> when its claim was taken back
 * @property {Piece[]} evidence by day, then by id of the piece
 * @property {Record<string, {text: Said, at: string}>} notes by item
 * @property {Record<string, string>} cleared item -> when its note was taken back
 * @property {Record<string, {digest: string, release: string, at: string}>} read by page
 * @property {{id: string, at: string, deck: string, right: number, of: number, release: string}[]} scores
 * @property {Record<string, {done: boolean, day: string, release: string, at: string}>} tasks by task
 * @property {number} unknown entries of types that this version does not know
 */

class Folding {
  /** @param {Record<string, any>} record */
  constructor(record) {
    this.texts = record.texts;
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
    this.versions = [];
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

  /** @param {Record<string, any>} entry */
  take(entry) {
    const fold = Object.hasOwn(FOLDS, entry.type) ? FOLDS[entry.type] : null;
    if (fold) {
      fold(this, entry);
    } else {
      this.state.unknown += 1;
    }
  }

  whole() {
    this.state.evidence = standing(this.versions).map((entry) => this.piece(entry));
    return this.state;
  }

  /**
   * @param {{root: string, entry: Record<string, any>}} version
   * @returns {Piece}
   */
  piece({ root, entry }) {
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
  evidence(folding, entry) {
    folding.versions.push(entry);
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
  erase() {
    // The texts are gone from the record already.
  },
};

/**
 * @template T
 * @param {Record<string, T>} members
 * @param {string} name
 * @param {T | null} value null takes it out
 */
function put(members, name, value) {
  if (value === null) {
    delete members[name];
  } else {
    members[name] = value;
  }
}

/**
 * Of each piece of evidence the last version, without those that were taken back.
 * @param {Record<string, any>[]} versions in their order
 */
function standing(versions) {
  const replaced = new Map(versions.map((entry) => [entry.id, entry.replaces]));
  /** @type {Map<string, string>} */
  const roots = new Map();
  /** @type {Map<string, Record<string, any>>} */
  const last = new Map();
  for (const entry of versions) {
    last.set(rootOf(entry.id, replaced, roots), entry);
  }
  return [...last]
    .map(([root, entry]) => ({ root, entry }))
    .filter(({ entry }) => !entry.removed)
    .sort((one, other) => byMoment({ at: one.entry.day, id: one.root }, { at: other.entry.day, id: other.root }));
}

/**
 * The first version of a piece; of versions that replace each other in a ring the smallest id.
 * @param {string} id
 * @param {Map<string, string | null>} replaced entry -> the one that it replaces
 * @param {Map<string, string>} roots what is known already
 * @returns {string}
 */
function rootOf(id, replaced, roots) {
  const way = [];
  const passed = new Set();
  let now = id;
  while (!roots.has(now) && !passed.has(now)) {
    passed.add(now);
    way.push(now);
    now = replaced.get(now) ?? now;
  }
  const ring = way.slice(Math.max(way.indexOf(now), 0));
  const root = roots.get(now) ?? ring.sort()[0];
  for (const one of way) {
    roots.set(one, root);
  }
  return root;
}

/**
 * What a record says now.
 * @param {Record<string, any>} record as `parse` gives it
 * @returns {State}
 */
export function fold(record) {
  const folding = new Folding(record);
  for (const entry of [...record.entries].sort(byMoment)) {
    folding.take(entry);
  }
  return folding.whole();
}
