"""The small rendered site with a page of what people type: every way of a text, in a wrapper and out of it."""

from __future__ import annotations

from dataclasses import replace

from immerse.model.page import Closed, Heading, Html, NavItem, Opened, RenderedPage
from immerse.rendering.parts import heading, parts_of
from immerse.rendering.prose import links_to
from immerse.texts.html import Manner, to_html
from immerse.texts.parsed_text import parse
from rendered_site import SITE, with_pages

TYPED = """\
A sentence:
- one `# x` and `</div>`
- two
  - [ ] deep

1. first

   more

2. second

A sentence between, *with* **marks**, ~~old~~, https://a.example/x?y=1&z=2 and <b>.

3. third[^1]

```
# {{ no heading }}
~~~
    - x


</code></pre>
```

!!! Never

[time]: [what]

> [!NOTE] Look at `this`
> Inside.

> [!HINT]
> Folded.

> quoted
> #words

| a | b |
|---|:-:|
| `x \\| y` | [it](lesson:TRI-L2) |

### A third *level* & {: .x #y } {{ z }}

#outage
=====

[^1]: A note.
"""
"""What people type; the page is the same whichever engine builds it."""

HEBREW = "TRI-5 שלום (24/7)!"


def typed_page() -> RenderedPage:
    manner = Manner(links_to({"TRI-L2": "learn/tri/tri-l2.md#after-hours"}), heading, "typed")
    parts = parts_of(to_html(parse(TYPED), ["VALUE # *x*"], manner))
    wrapped = (Opened("div", ' class="im-box" id="box"'), Heading(2, "in-a-box", "*In* a `box`"), *parts, Closed("div"))
    linked = Heading(2, "linked", "Back [to](it)", "learn/tri/tri-l2.md")
    from_right = Heading(2, "from-right", HEBREW, runs_left=True)
    parts = (
        Heading(1, "typed", "What people *type*"),
        *wrapped,
        linked,
        Html("<p>x</p>"),
        from_right,
        Html("<p>y</p>"),
    )
    return RenderedPage("What people *type*", parts)


RICH = replace(with_pages({"typed.md": typed_page()}), nav=(*SITE.nav, NavItem("What people *type*", "typed.md")))
