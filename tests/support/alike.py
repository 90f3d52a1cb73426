"""What stands on a page many times over, built alike: two of each are judged for all of them."""

from __future__ import annotations

from tenth import IS_FUZZ

OF_EACH = 10_000 if IS_FUZZ else 2
"""Elements of one kind in one place that are judged: all of them with `make fuzz`."""
WITHOUT_REPETITIONS = """most => {
  const own = new Set(["id", "href", "src", "for", "name", "value", "title", "datetime", "content", "d", "x", "y"]);
  const kindOf = element => {
    const seen = new Map();
    for (const child of [...element.children]) {
      const kind = kindOf(child), before = seen.get(kind) ?? 0;
      seen.set(kind, before + 1);
      if (before >= most) child.remove();
    }
    const told = [...element.attributes].filter(({ name }) => !own.has(name)).map(({ name, value }) =>
      name.startsWith("data-") || name.startsWith("aria-label") || name === "aria-describedby" ? name : name + value);
    const hasWords = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    return `${element.tagName}[${told.sort()}]${hasWords}(${[...seen.keys()].sort()})`;
  };
  kindOf(document.querySelector(".md-container") ?? document.body);
}"""
"""A script: of neighbours with the same tag, attributes and parts, whose words alone differ, takes away all but the
first `most`. The header stays whole: the theme switches its colours by what stands there."""
WITHOUT_FRAME = """() => {
  for (const part of document.querySelectorAll(".md-sidebar, .md-tabs, .md-footer, .md-search")) {
    part.style.setProperty("display", "none", "important");
  }
}"""
"""A script: hides what the theme puts around each page of a view, built alike. It is not removed: the theme's scripts
still read it, and without it they sometimes miss that the colour scheme has changed."""
