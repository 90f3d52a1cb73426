// Groups lines that end with the same sentence into one folded entry.

import { el } from "../checklist/build.mjs";
import { say } from "../words/sign.mjs";

/** The greatest number of lines with one sentence that are not grouped. */
const FEW = 3;

/**
 * @param {{sentence: string, line: string}[]} lines in their order; `line` is the whole of it
 * @returns {HTMLElement[]} a list entry for each line, or for each sentence that many lines end with
 */
export function gathered(lines) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const { sentence, line } of lines) {
    groups.set(sentence, [...(groups.get(sentence) ?? []), line]);
  }
  return [...groups].flatMap(([sentence, whole]) =>
    whole.length > FEW ? [many(sentence, whole)] : whole.map((line) => el("li", {}, line))
  );
}

/**
 * @param {string} sentence
 * @param {string[]} lines
 */
function many(sentence, lines) {
  const summary = el("summary", {}, say("sign.gathered", { sentence, n: lines.length }));
  return el("li", {}, el("details", {}, summary, el("ul", {}, ...lines.map((line) => el("li", {}, line)))));
}
