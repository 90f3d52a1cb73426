// What the theme leaves out for people who use a keyboard or a screen reader, and for paper.

/** The labels that open the menu and the search become real buttons: a keyboard reaches those, on narrow screens too. */
function intoButton(label, name) {
  const toggle = document.getElementById(label.htmlFor);
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

for (const [toggle, name] of [["__drawer", "Menu"], ["__search", "Search"]]) {
  for (const label of document.querySelectorAll(`label.md-header__button[for='${toggle}']`)) {
    intoButton(label, name);
  }
}
document.querySelector(".md-search[role='dialog']")?.setAttribute("aria-label", "Search");

// Sections with a page of their own are labelled by an icon without words; their title names them.
for (const nav of document.querySelectorAll(".md-nav[aria-labelledby]")) {
  const label = document.getElementById(nav.getAttribute("aria-labelledby"));
  const title = nav.querySelector(":scope > .md-nav__title")?.textContent.trim();
  if (label && title && label.textContent.trim() === "") {
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", title);
  }
}

/** A table that is wider than its place can be reached and scrolled by keyboard, and says that it scrolls. */
function watchWidth(box) {
  const judge = () => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Table, scrolls sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) {
        box.removeAttribute(name);
      }
    }
  };
  new ResizeObserver(judge).observe(box);
}

// The theme wraps tables after this module has run.
window.addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    watchWidth(box);
  }
});

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".md-typeset details:not([open])")];
  for (const details of opened) {
    details.open = true;
  }
});
window.addEventListener("afterprint", () => {
  for (const details of opened) {
    details.open = false;
  }
  opened = [];
});
