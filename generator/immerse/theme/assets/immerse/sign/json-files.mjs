// JSON files with a schema, read strictly: an invalid file has one fault code, a newer format another.

import { Refusal } from "../record/faults.mjs";
import { readJson } from "../record/json.mjs";
import { isObject } from "../record/shapes.mjs";

/** The greatest number of bytes of a key card or a signer's request. */
export const MOST_BYTES = 16 * 1024;

/**
 * The object in a file, which has exactly these members and `schema`.
 * @param {Uint8Array} content the bytes of the file
 * @param {string} schema the expected `schema`, such as `immerse.keycard/1`
 * @param {string[]} members the names of its other members
 * @param {string} code the fault code of an invalid file; with `-newer` that of a newer format
 * @param {number} [most] the greatest number of bytes
 * @returns {Record<string, any>}
 * @throws {Refusal} `code` with a place, or `code` and `-newer`
 */
export function objectOf(content, schema, members, code, most = MOST_BYTES) {
  if (content.length > most) {
    throw new Refusal(code);
  }
  const value = valueOf(content, code);
  const said = isObject(value) ? value.schema : undefined;
  if (said !== schema) {
    const isNewer = typeof said === "string" && said.startsWith(schema.slice(0, -1)) &&
      /^[1-9][0-9]{0,5}$/.test(said.slice(schema.length - 1));
    throw new Refusal(isNewer ? `${code}-newer` : code, isObject(value) ? "schema" : "");
  }
  if (Object.keys(value).sort().join() !== ["schema", ...members].sort().join()) {
    throw new Refusal(code);
  }
  return value;
}

/**
 * @param {Uint8Array} content
 * @param {string} code
 * @returns {any}
 */
function valueOf(content, code) {
  try {
    return readJson(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
  } catch (error) {
    if (error instanceof Refusal || error instanceof TypeError) {
      throw new Refusal(code, error instanceof Refusal ? error.fault.place : "");
    }
    throw error;
  }
}
