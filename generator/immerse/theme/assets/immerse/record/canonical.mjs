// JSON in its canonical form (RFC 8785) for the values that a record may hold: no fractions, no lone surrogates.

/**
 * The canonical text of a value: members in the order of UTF-16 code units, no blanks.
 * @param {any} value null, true, false, a whole number, a string, an array or an object of these
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/**
 * The order of two strings by UTF-16 code units, as RFC 8785 sorts: negative, zero or positive.
 * @param {string} one
 * @param {string} other
 */
export function order(one, other) {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
