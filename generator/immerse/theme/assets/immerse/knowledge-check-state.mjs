// What a knowledge check says of the answers chosen so far.

/** @param {boolean} isRight */
export function verdict(isRight) {
  return isRight ? "Right." : "Not this one. The reason is below.";
}

/**
 * The line below the questions. `right` counts first tries, `pass` is the share that passes, in percent.
 * @param {{answered: number, right: number, total: number, pass: number}} tally
 */
export function summary({ answered, right, total, pass }) {
  const tried = `${answered} of ${total} answered, ${right} right at the first try.`;
  if (answered < total) {
    return tried;
  }
  const isPassed = right * 100 >= pass * total;
  return `${tried} ${isPassed ? "That would pass." : `${pass}% would pass; read the reasons and come back tomorrow.`}`;
}
