"""What cannot be read on a narrow page, as a script that a page runs."""

from __future__ import annotations

NARROWEST = 320
"""Pixels of the narrowest telephone."""
FAULTS = """async width => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  const drawn = () => new Promise(requestAnimationFrame);
  for (let frame = 0; frame < 3; frame++) await drawn();
  const scrolls = box => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const hides = box => ["hidden", "clip"].includes(getComputedStyle(box).overflowX);
  const known = new Map([[null, undefined]]);
  const within = box => {
    if (!known.has(box)) known.set(box, scrolls(box) ? box : within(box.parentElement));
    return known.get(box);
  };
  const unseen = ".im-sr, .im-file, .headerlink, .im-reach thead, .im-reach thead *, svg :not(text)";
  const faults = [], boxes = new Set();
  const at = element => `${element.tagName}.${element.className?.baseVal ?? element.className}: ` +
    element.textContent.trim().slice(0, 60);
  for (const element of document.querySelectorAll(".md-content *, .md-footer *")) {
    const { left, right, width: wide } = element.getBoundingClientRect();
    if (!wide || element.matches(unseen)) continue;
    const box = within(element.parentElement);
    if (box) boxes.add(box);
    else if (right > width + 0.5 || left < -0.5) faults.push(`beyond the edge: ${at(element)}`);
    if (hides(element) && element.scrollWidth > element.clientWidth + 1) faults.push(`cut off: ${at(element)}`);
  }
  for (const box of boxes) {
    if (box.scrollWidth <= box.clientWidth + 1) continue;
    if (box.tabIndex < 0) faults.push(`no keyboard reaches: ${at(box)}`);
    if (!box.getAttribute("aria-label") && !box.closest("pre")) faults.push(`without a name: ${at(box)}`);
  }
  const whole = document.documentElement.scrollWidth;
  if (whole > width) faults.push(`the page is ${whole} wide`);
  return faults;
}"""
