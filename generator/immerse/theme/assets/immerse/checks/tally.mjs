// The result line of a knowledge check for the answers chosen so far.

import { say } from "../words/checks.mjs";

/** @param {boolean} isRight */
export function verdict(isRight) {
  return say(isRight ? "checks.right" : "checks.wrong");
}

/**
 * The line below the questions. `right` counts first tries, `pass` is the share that passes, in percent.
 * @param {{answered: number, right: number, total: number, pass: number}} tally
 */
export function summary({ answered, right, total, pass }) {
  const tried = say("checks.answered", { answered, right, total });
  if (answered < total) {
    return tried;
  }
  return `${tried} ${say(right * 100 >= pass * total ? "checks.passed" : "checks.failed", { pass })}`;
}
