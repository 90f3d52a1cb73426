// The day by which signatures are dated.

/** @returns {string} YYYY-MM-DD in UTC, as in the moment of an event */
export function today() {
  return new Date().toISOString().slice(0, 10);
}
