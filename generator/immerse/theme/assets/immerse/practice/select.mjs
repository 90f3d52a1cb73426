// A labelled list to choose from.

import { make } from "../elements.mjs";

/**
 * @param {string} words the label
 * @param {[string, string][]} options value and words of each
 */
export function select(words, options) {
  const field = make("label", "im-practice__field", `${words} `);
  const input = make("select", "im-practice__select", "");
  for (const [value, shown] of options) {
    const option = make("option", "", shown);
    option.value = value;
    input.append(option);
  }
  field.append(input);
  return { field, input };
}
