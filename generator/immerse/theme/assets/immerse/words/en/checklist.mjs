export default {
  "checklist.items": { "one": "{n} item", "other": "{n} items" }
};
