// One post as a form: the questions, and after the answer the decisions of the tables.

import { all, button, make } from "../elements.mjs";
import { say } from "../words/say.mjs";
import { CLOCKS, isRight, ownersFor, PRIORITIES, rightFor } from "./cards.mjs";

/** @typedef {import("./cards.mjs").Answer} Answer */
/** @typedef {import("./cards.mjs").Card} Card */
/** @typedef {import("./cards.mjs").Choice} Choice */
/** @typedef {"priority" | "owner" | "clock"} Question */

/** @type {Question[]} */
const QUESTIONS = ["priority", "owner", "clock"];

/** @param {Question} question @param {string} value */
function wordsOf(question, value) {
  if (question === "priority") {
    return value === "left" ? say("practice.left") : value;
  }
  return question === "clock" ? say(`practice.clock.${value}`) : value || say("practice.nobody");
}

/** @param {Question} question @param {string[]} values */
function choices(question, values) {
  const group = make("fieldset", "im-practice__question", "");
  group.append(make("legend", "", say(`practice.${question}`)));
  for (const value of values) {
    const label = make("label", "im-practice__choice", "");
    const input = make("input", "", "");
    input.type = "radio";
    input.name = `practice-${question}`;
    input.value = value;
    label.append(input, ` ${wordsOf(question, value)}`);
    group.append(label);
  }
  return group;
}

/** @param {HTMLFormElement} form @returns {Choice | null} null while a choice is missing */
function chosenIn(form) {
  const chosen = new Map(all(form, "input:checked", HTMLInputElement).map((input) => [input.name.slice(9), input.value]));
  const [priority, owner, clock] = QUESTIONS.map((question) => chosen.get(question));
  return priority === undefined || owner === undefined || clock === undefined ? null : { priority, owner, clock };
}

/** @param {Answer} answer */
function dueLine(answer) {
  const times = answer.due.map((due) => say(`practice.due.${due.id}`, { words: due.words, who: due.who }));
  const posted = answer.posted ? say("practice.posted", { posted: answer.posted, desk: answer.desk }) : "";
  return [posted, ...times].filter(Boolean).join(", ");
}

/**
 * The decisions of the tables, with the rows that decided.
 * @param {Card} card
 * @param {Answer} answer
 */
function told(card, answer) {
  const right = rightFor(answer);
  const list = make("dl", "im-facts", "");
  const line = (/** @type {string} */ term, /** @type {string} */ words) => {
    if (words) {
      list.append(make("dt", "", term), make("dd", "", words));
    }
  };
  for (const question of QUESTIONS) {
    line(say(`practice.term.${question}`), wordsOf(question, right[question]));
  }
  line(say("practice.due"), dueLine(answer));
  line(say("practice.rows"), answer.rows.join(" · "));
  line(say("practice.note"), card.note);
  return list;
}

/** @param {Record<Question, boolean>} verdict */
function resultOf(verdict) {
  if (isRight(verdict)) {
    return say("practice.result.right");
  }
  const names = (/** @type {boolean} */ right) =>
    QUESTIONS.filter((question) => verdict[question] === right).map((question) => say(`practice.word.${question}`)).join(", ");
  const right = names(true);
  return say(right ? "practice.result.some" : "practice.result.wrong", { right, wrong: names(false) });
}

/**
 * Show a post in `place`.
 * @param {HTMLElement} place
 * @param {{card: Card, answer: Answer, owners: string[], title: string}} asked
 * @param {(choice: Choice) => Record<Question, boolean>} judged
 * @param {() => void} next
 */
export function showCard(place, asked, judged, next) {
  const { card, answer } = asked;
  const heading = make("h2", "im-practice__title", asked.title);
  heading.tabIndex = -1;
  const post = make("div", "im-message im-practice__post", "");
  post.append(...card.text.split("\n").filter(Boolean).map((line) => make("p", "", line)));
  const form = make("form", "im-practice__form", "");
  const submit = make("button", "im-button", say("practice.answer"));
  submit.type = "submit";
  submit.disabled = true;
  const hint = make("p", "im-meta", say("practice.choose-three"));
  const owners = ownersFor(card.id, answer, asked.owners);
  form.append(choices("priority", PRIORITIES), choices("owner", owners), choices("clock", CLOCKS), submit, hint);
  const result = make("p", "im-verdict", "");
  result.setAttribute("role", "status");
  const shown = make("div", "im-practice__told", "");
  form.addEventListener("change", () => {
    submit.disabled = chosenIn(form) === null;
    hint.hidden = !submit.disabled;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const choice = chosenIn(form);
    if (!choice) {
      return;
    }
    const verdict = judged(choice);
    result.textContent = resultOf(verdict);
    result.classList.toggle("im-verdict--right", isRight(verdict));
    result.classList.toggle("im-verdict--wrong", !isRight(verdict));
    const onward = button(say("practice.next"), next);
    const again = button(say("practice.again"), () => {
      form.reset();
      submit.disabled = true;
      hint.hidden = false;
      result.textContent = "";
      shown.replaceChildren();
      heading.focus();
    });
    shown.replaceChildren(make("h3", "", say("practice.tables")), told(card, answer), onward, " ", again);
    onward.focus();
  });
  place.replaceChildren(heading, post, form, result, shown);
  heading.focus();
}
