// Events that are about to be signed: each has its id before it has a signature, so that one can name another.

import { canonical } from "../record/canonical.mjs";
import { cleaned, randomId } from "../record/entries.mjs";
import { sha256 } from "../record/sha256.mjs";
import { encoded } from "./base64url.mjs";
import { EVENT, sign } from "./jws.mjs";

/** @typedef {Record<string, any>} Event a payload with `event` and `kid` */
/** @typedef {{now: () => Date, random: (count: number) => Uint8Array}} Chance */
/** @typedef {{event: Event, bytes: Uint8Array<ArrayBuffer>}} Draft */

/** @type {Chance} */
export const HERE = { now: () => new Date(), random: (count) => crypto.getRandomValues(new Uint8Array(count)) };

/** The values that all events of a rotation share, and the signer. */
export class Drafting {
  /** @type {Draft[]} */
  drafts = [];
  /** @type {Record<string, {salt: string, text: string}>} */
  texts = {};

  /**
   * @param {{rot: string, client: string}} record
   * @param {{key: string, person: string}} signer
   * @param {Event[]} known the counted events of all signers
   * @param {Chance} [chance]
   */
  constructor(record, signer, known, chance = HERE) {
    this.record = record;
    this.signer = signer;
    this.chance = chance;
    const own = known.filter(({ kid }) => kid === signer.key);
    const last = own.reduce((/** @type {Event | null} */ most, one) => (most && most.n >= one.n ? most : one), null);
    this.n = last?.n ?? 0;
    /** @type {string | null} */
    this.prev = last?.event ?? null;
    this.latest = known.reduce((latest, { at }) => (at > latest ? at : latest), "");
  }

  /**
   * Add a text and return its name.
   * @param {string} words
   * @returns {string | null} null if nothing is left of it
   */
  text(words) {
    const text = cleaned(words);
    if (!text) {
      return null;
    }
    const salt = randomId({ ...this.chance, latest: () => "" });
    const digest = sha256(salt + text);
    this.texts[digest] = { salt, text };
    return digest;
  }

  /**
   * Add an event.
   * @param {string} type
   * @param {{ver: string, book: string}} under the release by which it is judged
   * @param {Record<string, any>} body
   * @returns {string} its name
   */
  add(type, { ver, book }, body) {
    const { rot, client } = this.record;
    const { person: by, key: kid } = this.signer;
    const id = randomId({ ...this.chance, latest: () => "" });
    const payload = { v: 1, id, type, rot, client, book, ver, by, n: this.n + 1, prev: this.prev, at: this.#moment(), body };
    const bytes = new TextEncoder().encode(canonical(payload));
    const event = nameOf(kid, bytes);
    this.drafts.push({ event: { ...payload, event, kid }, bytes });
    this.n += 1;
    this.prev = event;
    this.latest = payload.at;
    return event;
  }

  /** The current moment, but later than every known event, so that events count in the order of signing. */
  #moment() {
    const after = this.latest ? new Date(this.latest).getTime() + 1 : 0;
    return new Date(Math.max(this.chance.now().getTime(), after)).toISOString();
  }

  /** The day of the next event, by which days are judged. */
  get day() {
    return this.#moment().slice(0, 10);
  }
}

/**
 * The name of an event: the digest of what is signed.
 * @param {string} kid
 * @param {Uint8Array} bytes of its payload
 */
function nameOf(kid, bytes) {
  const header = new TextEncoder().encode(canonical({ alg: "ES256", kid, typ: EVENT }));
  return sha256(`${encoded(header)}.${encoded(bytes)}`);
}

/**
 * Sign drafts in their order.
 * @param {Draft[]} drafts
 * @param {import("./jws.mjs").Signer} signer
 * @returns {Promise<string[]>}
 */
export async function signed(drafts, signer) {
  const found = [];
  for (const { bytes } of drafts) {
    found.push(await sign(bytes, signer));
  }
  return found;
}

/**
 * Words as a name of lower-case letters, digits and hyphens, the form of a shift in an event; null if nothing is left.
 * @param {string | null | undefined} words
 */
export function slugOf(words) {
  const plain = (words ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60);
  return plain.replace(/^-+|-+$/g, "") || null;
}
