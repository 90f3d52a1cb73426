"""What axe finds on pages, one after the other.

To judge colours takes it half of its time. What looks the same as something whose colours were judged to be good, by
all styles that have to do with colours, of itself and of all around it, is not judged again, except by `make fuzz`.
"""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tenth import IS_FUZZ

LOADED = "() => 'axe' in globalThis"
JUDGE = """async ([within, runOnly, good]) => {
  for (const moving of document.getAnimations()) {
    if (Number.isFinite(moving.effect.getComputedTiming().endTime)) moving.finish();
  }
  const styles = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow",
    "position", "mixBlendMode", "filter"];
  const looks = new Map([[null, ""]]), known = new Set(good), mark = "data-new-look";
  const lookOf = element => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element), { localName, className } = element;
      const said = [lookOf(element.parentElement), localName, className.baseVal ?? className];
      const words = said.concat(styles.map(name => style[name])).join();
      let one = 0, other = 0;
      for (let at = 0; at < words.length; at++) {
        one = Math.imul(one, 31) + words.charCodeAt(at) | 0;
        other = Math.imul(other, 37) + words.charCodeAt(at) | 0;
      }
      looks.set(element, `${one}.${other}`);
    }
    return looks.get(element);
  };
  for (const element of document.querySelectorAll("body *")) element.toggleAttribute(mark, !known.has(lookOf(element)));
  axe.configure({ rules: [{ id: "color-contrast", selector: `[${mark}]` }] });
  const reporter = (results, _, done) => done(results);
  const results = await axe.run(within, { ...(runOnly.length && { runOnly }), reporter, preload: false });
  for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
  const judged = results.find(({ id }) => id === "color-contrast");
  const found = kind => new Set((judged?.[kind] ?? []).map(({ node }) => lookOf(node.element)));
  const faults = results.flatMap(({ id, violations }) =>
    violations.map(({ node }) => `${id}: ${node.source.slice(0, 200)}`));
  return [faults, [...found("passes").difference(found("violations")).difference(found("incomplete"))]];
}"""


_good: set[str] = set()


def faults_of(page: Page, within: str = "html", only: Sequence[str] = ()) -> list[str]:
    """What is wrong on the page as it is, in the part that a selector names, by all rules or by those that are named by
    their ids or their tags. Nothing moves any more afterwards.
    """
    if not page.evaluate(LOADED):
        page.evaluate(AXE_SCRIPT)
    faults: list[str]
    faults, good = page.evaluate(JUDGE, [within, list(only), sorted(_good)])
    if not IS_FUZZ:
        _good.update(good)
    return faults
