// What a signer can attest: items and roles, levels, evidence; and the bodies of an evaluation record. Pure.

import { confirmers } from "./computing.mjs";
import { slugOf } from "./drafting.mjs";

/** @typedef {Record<string, any>} Item */
/** @typedef {Record<string, any>} Signer */
/** @typedef {import("./drafting.mjs").Drafting} Drafting */
/**
 * @typedef {object} Line
 * @property {string} item
 * @property {"met" | "not-yet"} decision
 * @property {number} level
 * @property {string | null} ctx
 * @property {string} day
 * @property {import("../record/fold.mjs").Piece[]} pieces
 * @property {string} sentence
 * @property {string} next
 * @property {"found" | "reported" | "none"} error
 */
/**
 * @typedef {object} Shift
 * @property {string} role
 * @property {string} from
 * @property {string} to
 * @property {string} ctx
 * @property {string} shift
 * @property {string} load
 * @property {string} advice
 * @property {number | null} rating
 * @property {string} note
 */

/** Sources of computed items that nobody confirms. */
const BY_ITSELF = new Set(["share", "count", "checks", "ratings", "acknowledged"]);

/**
 * For each signature that an item requires, the roles that may give it.
 * @param {Item} item
 * @returns {string[][]}
 */
export function rowsOf(item) {
  if (!item.computed) {
    return item.signatures.map((/** @type {any} */ row) => row.one_of);
  }
  if (BY_ITSELF.has(item.compute?.kind)) {
    return [];
  }
  return confirmers(/** @type {any} */ (item));
}

/**
 * The items that a signer can attest in a role.
 * @param {any} book
 * @param {Signer} signer
 * @param {string} role
 * @returns {{asked: Item[], others: Item[]}} `asked` require this role; `others` do not
 */
export function itemsFor(book, signer, role) {
  const open = book.items.filter((/** @type {Item} */ item) => !signer.modules?.length || signer.modules.includes(item.module));
  const asked = open.filter((/** @type {Item} */ item) => rowsOf(item).some((row) => row.includes(role)));
  const others = open.filter((/** @type {Item} */ item) => !item.computed && !asked.includes(item));
  return { asked, others };
}

/**
 * The roles in which a signer attests.
 * @param {any} book
 * @param {Signer} signer
 * @returns {string[]}
 */
export function attestingRoles(book, signer) {
  return signer.roles.filter((/** @type {string} */ role) => book.attesting_roles.includes(role));
}

/**
 * The levels that may be attested: none for an item without levels.
 * @param {Item} item
 * @param {any} book
 * @returns {number[]}
 */
export function levelsFor(item, book) {
  return item.signatures.some((/** @type {any} */ row) => row.level > 0) ? Object.keys(book.levels).map(Number).sort((a, b) => a - b) : [];
}

/**
 * A piece of the trainee's evidence as an attestation names it.
 * @param {import("../record/fold.mjs").Piece} piece
 */
export function signedPiece({ piece, kind, day, shift, simulated, file }) {
  return { piece, kind, day, shift: slugOf(shift?.text), simulated, sha256: file?.sha256 ?? null };
}

/**
 * The errors of a form: for each a key of the catalogue and the item.
 * @param {Line[]} lines
 * @param {Shift | null} shift
 * @param {any} book
 * @returns {{key: string, item: string}[]}
 */
export function lacks(lines, shift, book) {
  const found = lines.flatMap((line) => {
    const item = book.items.find((/** @type {Item} */ one) => one.id === line.item);
    const checks = {
      "sign.lacks-sentence": !line.sentence.trim(),
      "sign.lacks-next": line.decision === "not-yet" && !line.next.trim(),
      "sign.lacks-ctx": item.contexts.length > 0 && !item.contexts.includes(line.ctx),
      "sign.lacks-day": !line.day,
    };
    return Object.entries(checks).filter(([, isLacking]) => isLacking).map(([key]) => ({ key, item: line.item }));
  });
  const own = shift && !(shift.from && shift.to) ? [{ key: "sign.lacks-days", item: "" }] : [];
  return lines.length ? [...own, ...found] : [{ key: "sign.lacks-items", item: "" }];
}

/**
 * Draft an evaluation record and an attestation for each of its lines; a shift of null leaves the record out.
 * @param {Drafting} drafting
 * @param {{ver: string, book: any}} under
 * @param {string} role
 * @param {Shift | null} shift
 * @param {Line[]} lines
 * @param {number} number of the evaluation record among those of this signer
 */
export function draftAttestations(drafting, { ver, book }, role, shift, lines, number) {
  const release = { ver, book: book.digest };
  const period = shift && drafting.add("period", release, {
    no: number,
    from: shift.from,
    to: shift.to,
    ctx: shift.ctx,
    shift: slugOf(shift.shift),
    load: shift.load,
    advice: shift.advice,
    items: [...new Set(lines.map(({ item }) => item))],
    rating: shift.rating,
    note: drafting.text(shift.note),
    role,
  });
  for (const line of lines) {
    const item = book.items.find((/** @type {Item} */ one) => one.id === line.item);
    const isNotYet = line.decision === "not-yet";
    drafting.add("attest", release, {
      item: item.id,
      digest: item.digest,
      rev: item.rev,
      decision: line.decision,
      level: line.level,
      ctx: item.contexts.length ? line.ctx : null,
      day: line.day,
      period,
      role,
      evidence: line.pieces.map(signedPiece),
      sentence: drafting.text(line.sentence),
      next: isNotYet ? drafting.text(line.next) : null,
      error: isNotYet ? line.error : "none",
    });
  }
}
