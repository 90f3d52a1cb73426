// A labelled list to choose from, in a line of its kind.

import { make } from "./elements.mjs";

/**
 * @param {string} words the label
 * @param {[string, string][]} options value and words of each
 * @param {string} [chosen]
 */
export function choice(words, options, chosen = "") {
  const field = make("label", "im-choice", `${words} `);
  const input = make("select", "im-choice__list", "");
  for (const [value, shown] of options) {
    const option = make("option", "", shown);
    option.value = value;
    option.selected = value === chosen;
    input.append(option);
  }
  field.append(input);
  return { field, input };
}
