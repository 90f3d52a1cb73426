// Why a file is no record that can be used: a code, a place, and what its sentence needs.

/**
 * @typedef {object} Fault
 * @property {string} code the sentence in the catalogue is `record.fault.` and this
 * @property {string} place `line:column`, counted from 1 in characters, or the path of a member (`entries[3].at`); empty
 *   where the whole file is meant
 * @property {Record<string, string | number>} values what is filled into the sentence
 */

/** A fault on its way out of the reader; nothing outside of this folder sees it. */
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

/**
 * One sentence that says what is wrong and where.
 * @param {Fault} fault
 * @param {(key: string, values?: Record<string, string | number>) => string} say the catalogue of texts
 * @returns {string}
 */
export function sentenceOf(fault, say) {
  const { wanted, ...values } = fault.values;
  const filled = wanted ? { ...values, wanted: say(`record.wanted.${wanted}`) } : values;
  const sentence = say(`record.fault.${fault.code}`, filled);
  return fault.place ? say("record.at", { place: fault.place, sentence }) : sentence;
}
