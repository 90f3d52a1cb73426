// Elements of the checklist, made without markup: user input only ever becomes text.

import { button } from "../elements.mjs";

/** @typedef {Node | string | null | false | undefined} Child */

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | null | undefined>} attributes false, null and undefined are left out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...shown(children));
  return element;
}

/**
 * The children without null, undefined and false.
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
export function shown(children) {
  return children.filter((child) => child !== null && child !== undefined && child !== false);
}

let count = 0;

/** An id that no other element has. */
export function ownId() {
  count += 1;
  return `own-${count}`;
}

/**
 * A field with its label and a help line.
 * @param {string} label
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} input
 * @param {string} [help]
 */
export function field(label, input, help = "") {
  input.id ||= ownId();
  const line = help ? el("small", { id: `${input.id}-help` }, help) : null;
  if (line) {
    input.setAttribute("aria-describedby", line.id);
  }
  return el("div", { class: "im-field" }, el("label", { for: input.id }, label), input, line);
}

/**
 * A list to choose from.
 * @param {[string, string][]} options value and words
 * @param {string} [chosen]
 */
export function select(options, chosen = "") {
  return el(
    "select",
    {},
    ...options.map(([value, words]) => el("option", { value, selected: value === chosen }, words)),
  );
}

/**
 * A form that calls `submit` if all its fields are valid.
 * @param {Record<string, string>} attributes
 * @param {() => void} submit
 * @param {...Child} children
 */
export function form(attributes, submit, ...children) {
  const made = el("form", { class: "im-own-form", ...attributes }, ...children);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return made;
}

/**
 * The submit button of a form.
 * @param {string} words
 */
export function sending(words) {
  const made = button(words, () => {});
  made.type = "submit";
  made.classList.add("im-button--first");
  return made;
}

/**
 * A row of buttons.
 * @param {...Child} children
 */
export function row(...children) {
  return el("p", { class: "im-row" }, ...children);
}
