"""What axe finds on pages, one after the other.

To judge colours takes it more than half of its time. What looks the same as something whose colours were judged to be
good, by all styles that have to do with colours, of itself and of all around it that gives it a ground, is not judged
again, and of what looks the same on one page the first two are judged, except by `make fuzz`.
"""

from __future__ import annotations

from collections.abc import Sequence

from alike import OF_EACH
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tenth import IS_FUZZ

LOADED = "() => 'axe' in globalThis"
JUDGE = """async ([within, runOnly, good, most]) => {
  for (const moving of document.getAnimations()) {
    if (Number.isFinite(moving.effect.getComputedTiming().endTime)) moving.finish();
  }
  const styles = ["color", "fontSize", "fontWeight", "textShadow"];
  const ground = { backgroundColor: "rgba(0, 0, 0, 0)", backgroundImage: "none", opacity: "1", position: "static",
    mixBlendMode: "normal", filter: "none" };
  const looks = new Map(), grounds = new Map([[null, ""]]), known = new Set(good), mark = "data-new-look";
  const short = words => {
    let one = 0, other = 0;
    for (let at = 0; at < words.length; at++) {
      one = Math.imul(one, 31) + words.charCodeAt(at) | 0;
      other = Math.imul(other, 37) + words.charCodeAt(at) | 0;
    }
    return `${one}.${other}`;
  };
  const said = ({ localName, className }, style, names) =>
    [localName, className.baseVal ?? className, ...names.map(name => style[name])].join();
  const hasGround = (element, style) => Object.entries(ground).some(([name, plain]) => style[name] !== plain) ||
    ["::before", "::after"].some(part => getComputedStyle(element, part).content !== "none");
  const groundOf = element => {
    if (!grounds.has(element)) {
      const style = getComputedStyle(element), around = groundOf(element.parentElement);
      const own = hasGround(element, style) ? short(around + said(element, style, Object.keys(ground))) : around;
      grounds.set(element, own);
    }
    return grounds.get(element);
  };
  const lookOf = element => {
    if (!looks.has(element)) {
      const words = said(element, getComputedStyle(element), [...styles, ...Object.keys(ground)]);
      looks.set(element, short(groundOf(element.parentElement) + words));
    }
    return looks.get(element);
  };
  const shown = new Map();
  const isJudged = element => {
    const look = lookOf(element), before = shown.get(look) ?? 0;
    const hasWords = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (hasWords && element.checkVisibility({ visibilityProperty: true })) shown.set(look, before + 1);
    return !known.has(look) && before < most;
  };
  for (const element of document.querySelectorAll(`:is(${within}) *`)) element.toggleAttribute(mark, isJudged(element));
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
    faults, good = page.evaluate(JUDGE, [within, list(only), sorted(_good), OF_EACH])
    if not IS_FUZZ:
        _good.update(good)
    return faults
