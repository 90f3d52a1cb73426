// The file of a record (`immerse.record/1`): read strictly, written in canonical form.

import { canonical } from "./canonical.mjs";
import { CONTRACT } from "./record-fields.mjs";
import { Refusal } from "./faults.mjs";
import { readJson } from "./json.mjs";
import { MOST_ENTRIES, normal } from "./normal.mjs";
import { isEvent, isObject, isText, judgeEntry, matches } from "./shapes.mjs";
import { sha256 } from "./sha256.mjs";

/** @typedef {import("./faults.mjs").Fault} Fault */

export const SCHEMA = "immerse.record/1";
/** The greatest number of bytes of a file. */
export const MOST_BYTES = CONTRACT.limits.bytes;

const NEWER = /^immerse\.record\/[1-9][0-9]{0,5}$/;

/**
 * A new record without entries.
 * @param {string} client
 * @param {string} rot 32 hexadecimal digits, random: one rotation of one person
 * @returns {Record<string, any>}
 */
export function emptyRecord(client, rot) {
  return normal({ schema: SCHEMA, rot, client, entries: [], events: [], texts: {} });
}

/**
 * Read a file.
 * @param {string | Uint8Array} content
 * @param {string} [client] whose records are accepted; any client's without it
 * @returns {{record: Record<string, any>, fault: null} | {record: null, fault: Fault}}
 */
export function parse(content, client = "") {
  try {
    return { record: recordIn(readJson(textOf(content)), client), fault: null };
  } catch (error) {
    if (error instanceof Refusal) {
      return { record: null, fault: error.fault };
    }
    throw error;
  }
}

/**
 * The bytes of a record in canonical form.
 * @param {Record<string, any>} record
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function serialise(record) {
  return new TextEncoder().encode(`${canonical(normal(record))}\n`);
}

/**
 * Refuse a record that is too large for a file.
 * @param {Record<string, any>} record
 * @throws {Refusal} too-large
 */
export function judgeSize(record) {
  const size = serialise(record).length;
  if (size > MOST_BYTES) {
    throw new Refusal("too-large", "", { most: MOST_BYTES, found: size });
  }
}

/**
 * @param {string | Uint8Array} content
 * @returns {string}
 */
function textOf(content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  if (bytes.length > MOST_BYTES) {
    throw new Refusal("too-large", "", { most: MOST_BYTES, found: bytes.length });
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new Refusal("byte-order-mark");
  }
  if (typeof content === "string") {
    return content;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal("not-text");
  }
}

/**
 * @param {any} value
 * @param {string} client
 */
function recordIn(value, client) {
  if (!isObject(value) || typeof value.schema !== "string") {
    throw new Refusal("no-record");
  }
  if (value.schema !== SCHEMA) {
    throw new Refusal(NEWER.test(value.schema) ? "newer" : "no-record", "schema");
  }
  for (const [name, kind] of [["client", "slug"], ["rot", "id"]]) {
    if (!matches(kind, value[name])) {
      throw new Refusal("wrong", name, { wanted: kind });
    }
  }
  if (client && value.client !== client) {
    throw new Refusal("other-client", "client", { client: value.client, wanted_client: client });
  }
  judgeEntries(value.entries);
  judgeEvents(value.events);
  judgeTexts(value.texts);
  return normal(value);
}

/** @param {any} entries */
function judgeEntries(entries) {
  if (!Array.isArray(entries)) {
    throw new Refusal("wrong", "entries", { wanted: "list" });
  }
  if (entries.length > MOST_ENTRIES) {
    throw new Refusal("too-many-entries", "entries", { most: MOST_ENTRIES, found: entries.length });
  }
  const known = new Map();
  for (const [index, entry] of entries.entries()) {
    judgeEntry(entry, `entries[${index}]`);
    const first = known.get(entry.id);
    if (first && canonical(first) !== canonical(entry)) {
      throw new Refusal("double-entry", `entries[${index}].id`, { id: entry.id });
    }
    known.set(entry.id, entry);
  }
}

/** @param {any} events */
function judgeEvents(events) {
  if (!Array.isArray(events)) {
    throw new Refusal("wrong", "events", { wanted: "list" });
  }
  for (const [index, event] of events.entries()) {
    if (!isEvent(event)) {
      throw new Refusal("wrong", `events[${index}]`, { wanted: "event" });
    }
  }
}

/** @param {any} texts */
function judgeTexts(texts) {
  if (!isObject(texts)) {
    throw new Refusal("wrong", "texts", { wanted: "texts-object" });
  }
  for (const digest of Object.keys(texts).sort()) {
    judgeText(digest, texts[digest]);
  }
}

/**
 * @param {string} digest
 * @param {any} said
 */
function judgeText(digest, said) {
  if (!matches("hash", digest)) {
    throw new Refusal("wrong", "texts", { wanted: "texts-object" });
  }
  const place = `texts.${digest}`;
  if (!isObject(said) || Object.keys(said).sort().join() !== "salt,text" || !matches("id", said.salt)) {
    throw new Refusal("wrong", place, { wanted: "said" });
  }
  if (!isText(said.text)) {
    throw new Refusal("wrong", `${place}.text`, { wanted: "words" });
  }
  if (sha256(said.salt + said.text) !== digest) {
    throw new Refusal("other-text", place);
  }
}
