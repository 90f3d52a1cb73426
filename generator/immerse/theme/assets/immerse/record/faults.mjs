// The reasons for which a file is refused: a code, a place, and the values of its sentence.

/**
 * @typedef {object} Fault
 * @property {string} code its sentence in the catalogue is `record.fault.` and this code
 * @property {string} place `line:column`, counted from 1 in characters, or the path of a member (`entries[3].at`); empty
 *   for the whole file
 * @property {Record<string, string | number>} values values of the sentence
 */

/** A fault that the reader throws; it is caught within this folder. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} [place]
   * @param {Record<string, string | number>} [values]
   */
  constructor(code, place = "", values = {}) {
    super(code);
    /** @type {Fault} */
    this.fault = { code, place, values };
  }
}

/** Places of a file that is another kind of file altogether: they help nobody to find the fault. */
const WHOLE_FILE = new Set(["", "schema", "1:1"]);

/**
 * One sentence: the fault, and its place inside the file.
 * @param {Fault} fault
 * @param {(key: string, values?: Record<string, string | number>) => string} say the catalogue of texts
 * @returns {string}
 */
export function sentenceOf(fault, say) {
  const { wanted, ...values } = fault.values;
  const filled = wanted ? { ...values, wanted: say(`record.wanted.${wanted}`) } : values;
  const sentence = say(`record.fault.${fault.code}`, filled);
  return WHOLE_FILE.has(fault.place) ? sentence : say("record.at", { place: fault.place, sentence });
}
