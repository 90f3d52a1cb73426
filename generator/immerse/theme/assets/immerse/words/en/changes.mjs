export default {
  "changes.done": "I have read this",
  "changes.earlier": "Show earlier changes too",
  "changes.known": "You have read {read}.",
  "changes.newer": "You last read {read}, which is newer.",
  "changes.since": "You last read {read}. This is what changed since."
};
