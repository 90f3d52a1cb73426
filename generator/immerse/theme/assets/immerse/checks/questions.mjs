// Knowledge checks: choose an answer, check it, see why. Without this module the answers are folded under each
// question.

import { all, button, first, make } from "../elements.mjs";
import { summary, verdict } from "./tally.mjs";
import { say } from "../words/checks.mjs";

/** @param {HTMLElement} question */
function chosenIn(question) {
  return first(question, "input:checked", HTMLInputElement)?.value ?? "";
}

/** A line that a screen reader reads out when it changes. */
function spoken() {
  const line = make("p", "im-verdict", "");
  line.setAttribute("role", "status");
  return line;
}

/**
 * Add a button and a verdict to one question; `onFirst` is called with the result of the first try.
 * @param {HTMLElement} question
 * @param {(isRight: boolean) => void} onFirst
 */
function enliven(question, onFirst) {
  const number = first(question, "legend", HTMLElement)?.firstChild?.textContent?.trim().toLowerCase();
  const answer = first(question, "details", HTMLDetailsElement);
  const result = spoken();
  let isFirst = true;
  const look = button(say("checks.check"), () => {
    if (chosenIn(question) === "") {
      result.textContent = say("checks.choose");
      return;
    }
    const isRight = chosenIn(question) === question.dataset.answer;
    result.textContent = verdict(isRight);
    result.classList.toggle("im-verdict--right", isRight);
    result.classList.toggle("im-verdict--wrong", !isRight);
    answer?.toggleAttribute("open", true);
    if (isFirst) {
      isFirst = false;
      onFirst(isRight);
    }
  });
  look.setAttribute("aria-label", `${say("checks.check")} ${number}`);
  answer?.before(look, result);
  question.addEventListener("change", () => {
    result.textContent = "";
  });
}

/**
 * Record the result in the checklist that this tab shows.
 * @param {HTMLElement} group
 * @param {{right: number, total: number}} tally
 */
async function keep({ dataset }, { right, total }) {
  const { keepScore } = await import("../practice/score.mjs");
  await keepScore(dataset.client ?? "", { deck: dataset.label ?? "checks", right, of: total }).catch(() => false);
}

for (const group of all(document, ".im-checks", HTMLElement)) {
  const questions = all(group, ".im-check", HTMLElement);
  const tally = { answered: 0, right: 0, total: questions.length, pass: Number(group.dataset.pass) };
  const line = spoken();
  group.append(line);
  for (const question of questions) {
    enliven(question, (isRight) => {
      tally.answered += 1;
      tally.right += isRight ? 1 : 0;
      line.textContent = summary(tally);
      if (tally.answered === tally.total) {
        keep(group, tally);
      }
    });
  }
}
