// Formats texts of the catalogue: fills in the values, and chooses the plural form of a number.

import { CONTRACT } from "../record/record-fields.mjs";

export const LANGUAGE = "en";

const PLURALS = new Intl.PluralRules(LANGUAGE);
const NUMBERS = new Intl.NumberFormat(LANGUAGE);

/**
 * A function that formats the texts of a catalogue, or of a part of it.
 * @param {Record<string, string | Record<string, string>>} words key -> text
 */
export function speaking(words) {
  /**
   * A text of the catalogue with its values; `{limits.text}` is a number of the contract.
   * @param {string} key
   * @param {Record<string, string | number>} [values] `n` chooses the plural form
   * @returns {string}
   * @throws {Error} there is no such text, or a value is missing
   */
  return (key, values = {}) => {
    const entry = Object.hasOwn(words, key) ? words[key] : undefined;
    if (entry === undefined) {
      throw new Error(`no words for ${key}`);
    }
    const text = typeof entry === "string" ? entry : (entry[PLURALS.select(Number(values.n))] ?? entry.other);
    return text.replace(/\{(?:(limits|signing)\.)?(\w+)\}/g, (_, group, name) => {
      if (group) {
        return NUMBERS.format(CONTRACT[/** @type {"limits" | "signing"} */ (group)][name]);
      }
      if (!Object.hasOwn(values, name)) {
        throw new Error(`${key} needs ${name}`);
      }
      return String(values[name]);
    });
  };
}
