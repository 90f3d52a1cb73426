// Formats texts of the catalogue: fills in the values, and chooses the plural form of a number.

export const LANGUAGE = "en";

const PLURALS = new Intl.PluralRules(LANGUAGE);

/**
 * A function that formats the texts of a catalogue, or of a part of it.
 * @param {Record<string, string | Record<string, string>>} words key -> text
 */
export function speaking(words) {
  /**
   * A text of the catalogue with its values.
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
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      if (!Object.hasOwn(values, name)) {
        throw new Error(`${key} needs ${name}`);
      }
      return String(values[name]);
    });
  };
}
