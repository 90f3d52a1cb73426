// A line below a field that warns of possible personal data; it prevents nothing.

import { say } from "../words/say.mjs";
import { el } from "./build.mjs";
import { suspicions } from "./suspicions.mjs";

/**
 * The line for a field.
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 */
export function warnOf(input) {
  const line = el("p", { class: "im-warning", role: "status" });
  const look = () => {
    const words = suspicions(input.value).map((name) => say(`checklist.looks-like-${name}`));
    const told = words.length > 0 ? [...words, say("checklist.no-data")].join(" ") : "";
    if (line.textContent !== told) {
      line.textContent = told;
    }
  };
  input.addEventListener("input", look);
  look();
  return line;
}
