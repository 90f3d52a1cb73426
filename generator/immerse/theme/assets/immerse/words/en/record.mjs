export default {
  "record.at": "{place}: {sentence}"
};
