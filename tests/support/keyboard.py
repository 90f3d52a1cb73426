"""Somebody without a mouse: what is reached with the Tab key, whether its focus is seen, and what is read aloud."""

from __future__ import annotations

import re

from playwright.sync_api import Page

HEARD = """(() => {
  window.heard = [];
  const live = '[role="status"], [role="alert"], [role="alertdialog"], [aria-live]';
  const hear = records => {
    for (const { target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const added = [...addedNodes].filter(one => one instanceof Element && one.matches(live));
      for (const place of [element?.closest(live), ...added]) {
        const words = place?.textContent?.trim();
        if (words && window.heard.at(-1) !== words) window.heard.push(words);
      }
    }
  };
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });
})();"""
"""Notes what a screen reader would say of places that speak by themselves; for `add_init_script`."""

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const label = element.labels?.[0]?.textContent ?? "";
  return {
    name: (element.getAttribute("aria-label") ?? (label || element.textContent)).trim().replace(/\\s+/g, " "),
    tag: element.localName,
    isOurs: element.closest("article") !== null,
    isSeen: width > 0 && height > 0 && (isOutlined || style.boxShadow !== "none"),
  };
}"""


class Keyboard:
    """The keys of somebody who sees the page and has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.on("filechooser", lambda _: None)  # asked for now, so that the browser knows it when a key is pressed
        self.unseen: list[str] = []
        """What had the focus without showing it."""

    def to(self, name: str, tag: str = "", *, most: int = 250, back: bool = False) -> None:
        """Press Tab until something of this name has the focus.

        Raises:
            AssertionError: it is not reached.
        """
        passed = []
        for _ in range(most):
            self.press("Shift+Tab" if back else "Tab")
            found = self.page.evaluate(FOCUS)
            if not found:
                continue
            if found["isOurs"] and not found["isSeen"]:
                self.unseen.append(f"{found['tag']} {found['name'][:40]}")
            passed.append(f"{found['tag']} {found['name'][:30]}")
            if re.fullmatch(name, found["name"]) and tag in ("", found["tag"]):
                return
        raise AssertionError(f"{name} is not reached; passed: {passed[-25:]}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Write over what stands in the field that has the focus."""
        self.press("Control+a")
        self.page.keyboard.type(words)

    def heard(self, words: str) -> None:
        """Wait until something was read aloud."""
        self.page.wait_for_function("words => window.heard.some(one => one.includes(words))", arg=words)
        self.page.evaluate("window.heard = []")
