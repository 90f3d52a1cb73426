// What the theme leaves out for people who use a keyboard or a screen reader, and for paper.

/** Labels that open the menu and the search become buttons, so that a keyboard reaches them on narrow screens. */
function operate(label, name) {
  const toggle = document.getElementById(label.htmlFor);
  label.setAttribute("role", "button");
  label.setAttribute("aria-label", name);
  label.tabIndex = 0;
  const tell = () => label.setAttribute("aria-expanded", String(toggle.checked));
  toggle.addEventListener("change", tell);
  tell();
  label.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      label.click();
    }
  });
}

for (const label of document.querySelectorAll(".md-header__button[for='__drawer']")) {
  operate(label, "Menu");
}
for (const label of document.querySelectorAll(".md-header__button[for='__search']")) {
  operate(label, "Search");
}
document.querySelector(".md-search[role='dialog']")?.setAttribute("aria-label", "Search");

// Sections with a page of their own are labelled by an icon without words; their title names them.
for (const nav of document.querySelectorAll(".md-nav[aria-labelledby]")) {
  const label = document.getElementById(nav.getAttribute("aria-labelledby"));
  const title = nav.querySelector(":scope > .md-nav__title")?.textContent.trim();
  if (label && title && label.textContent.trim() === "") {
    label.setAttribute("aria-label", `Pages under ${title}`);
    label.setAttribute("role", "button");
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", title);
  }
}

/** A table that is wider than its place can be reached and scrolled by keyboard, and says that it scrolls. */
function watchWidth(box) {
  const judge = () => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
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
