// How a text of the catalogue is said: its values filled in, and the form that its number asks for.

export const LANGUAGE = "en";

const PLURALS = new Intl.PluralRules(LANGUAGE);

/**
 * What says the texts of a catalogue, or of a part of it.
 * @param {Record<string, string | Record<string, string>>} words key -> text
 */
export function speaking(words) {
  /**
   * A text of the catalogue with its values.
   * @param {string} key
   * @param {Record<string, string | number>} [values] `n` chooses the form of a text that counts
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
