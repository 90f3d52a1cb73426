// Additions to the theme for keyboards, screen readers and printing.

import { all, first, make } from "./elements.mjs";

/**
 * The labels that open the menu and the search become real buttons, which can be focused with a keyboard, also on
 * narrow screens.
 * @param {HTMLLabelElement} label
 * @param {HTMLInputElement} toggle
 * @param {string} name
 */
function intoButton(label, toggle, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", label.htmlFor); // the theme's style sheet asks for it
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  toggle.addEventListener("change", tell);
  button.addEventListener("click", () => toggle.click());
  tell();
  label.replaceWith(button);
}

for (const [id, name] of [["__drawer", "Menu"], ["__search", "Search"]]) {
  const toggle = first(document, `#${id}`, HTMLInputElement);
  for (const label of all(document, `label.md-header__button[for='${id}']`, HTMLLabelElement)) {
    if (toggle) {
      intoButton(label, toggle, name);
    }
  }
}
document.querySelector(".md-search[role='dialog']")?.setAttribute("aria-label", "Search");

// Sections with a page of their own are labelled by an icon without text; their title gives the name.
for (const nav of all(document, ".md-nav[aria-labelledby]", HTMLElement)) {
  const label = document.getElementById(nav.getAttribute("aria-labelledby") ?? "");
  const title = nav.querySelector(":scope > .md-nav__title")?.textContent?.trim();
  if (label && title && label.textContent?.trim() === "") {
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", title);
  }
}

/**
 * A table that is wider than its container can be focused and scrolled by keyboard, and is labelled as scrollable; a
 * line above it says that it goes on, because its columns may end where the screen does.
 * @param {HTMLElement} box
 */
function watchWidth(box) {
  const hint = make("p", "im-meta im-no-print", "The table goes on to the side: scroll it.");
  const judge = () => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.before(hint);
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Table, scrolls sideways");
    } else {
      hint.remove();
      for (const name of ["tabindex", "role", "aria-label"]) {
        box.removeAttribute(name);
      }
    }
  };
  new ResizeObserver(judge).observe(box);
}

// The theme wraps tables after this module has run.
addEventListener("load", () => {
  for (const box of all(document, ".md-typeset__scrollwrap", HTMLElement)) {
    watchWidth(box);
  }
});

/** @type {HTMLDetailsElement[]} */
let opened = [];
addEventListener("beforeprint", () => {
  opened = all(document, ".md-typeset details:not([open])", HTMLDetailsElement);
  for (const details of opened) {
    details.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const details of opened) {
    details.open = false;
  }
  opened = [];
});
