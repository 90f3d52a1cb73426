// Days of a calendar, YYYY-MM-DD, without clock and zone.

const DAY = 86_400_000;

/**
 * The day that is so many days later, or earlier.
 * @param {string} day
 * @param {number} count
 * @returns {string}
 */
export function dayAfter(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/**
 * Whole days from one day to another.
 * @param {string} first
 * @param {string} last
 */
export function daysBetween(first, last) {
  return (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY;
}

/**
 * The day of the reader's own calendar.
 * @param {Date} now
 * @returns {string}
 */
export function today(now) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
