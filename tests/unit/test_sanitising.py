"""Nothing that an author, a policy or an imported file says can run in a page."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from itertools import product
from types import FrameType

import markdown
import pytest
from immerse.hosts.site_config import MARKDOWN_EXTENSIONS
from immerse.output.sanitizer import LARGEST_PAGE, sanitize
from immerse.problems import ImmerseError

SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "&#0000106;avascript&colon;alert(1)",
    "\x01javascript:alert(1)",
    "&#14; javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&Tab;:alert(1)",
    "\u200bjavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "DATA:text/html,x",
    "file:///etc/passwd",
    "blob:https://evil.example/1",
    "filesystem:https://evil.example/1",
    "view-source:javascript:alert(1)",
    "feed:javascript:alert(1)",
    "//evil.example/x",
    "///evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example/x",
    "/\t/evil.example/x",
    "\t//evil.example/x",
]
LINKS = [
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    '<img src="{}" alt="x">',
    '<svg viewBox="0 0 1 1"><a href="{}"><text>x</text></a></svg>',
    '<svg><a xlink:href="{}"><text>x</text></a></svg>',
    '<svg><use href="{}#a"/></svg>',
    '<svg><image href="{}"/></svg>',
    '<iframe src="{}"></iframe>',
    '<form action="{}"><button formaction="{}">x</button></form>',
    '<base href="{}">',
    '<link rel="stylesheet" href="{}">',
    '<meta http-equiv="refresh" content="0;url={}">',
    '<object data="{}"></object><embed src="{}">',
    '<math href="{}"><mtext>x</mtext></math>',
]
MARKDOWN_LINKS = [
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "[x][r]\n\n[r]: {}",
    "[r]\n\n[r]: <{}>",
    "<{}>",
    "[x](y){{: href='{}' }}",
    "text[^1]\n\n[^1]: [x]({})",
]
HANDLERS = [
    "<{} onerror=alert(1) src=x>",
    "<{} onload=alert(1)>",
    "<{} onmouseover='alert(1)' style='position:fixed;inset:0'>",
    "<{}/onfocus=alert(1) autofocus tabindex=1>",
    "<{} ontoggle=alert(1) open>",
    "<{} onbegin=alert(1) attributeName=x dur=1s>",
    "<{} onanimationstart=alert(1) class=md-overlay>",
    "<{}\nonpointerrawupdate=alert(1)>",
]
TAGS = [
    *("img", "svg", "body", "input", "details", "video", "audio", "marquee", "select", "textarea", "iframe"),
    *("math", "animate", "set", "style", "a", "div", "table", "p", "object", "isindex", "x-custom"),
]
MUTATIONS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script\x0btype='module'>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script xlink:href=data:,alert(1)></script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<svg><desc><iframe src=javascript:alert(1)></iframe></desc></svg>",
    "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "<svg><style>@import '//evil.example/x.css';</style></svg>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><a href='</title><img src=x onerror=alert(1)>'>",
    "<xmp><img title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><?import namespace='t' implementation='#default#time2'?>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a id=a><text>x</text></a></svg>",
    "<svg><set attributeName=onmouseover to=alert(1) /></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)/>#x'/></svg>",
    "<a href=x style='background:url(//evil.example)'>x</a>",
    "<svg><rect fill='url(//evil.example/#x)'/></svg>",
    "<div id=__palette_0 class='md-dialog md-overlay' data-md-component=search>x</div>",
    "<input type=image src=//evil.example><input type=submit formaction=javascript:alert(1)>",
    "<img srcset='//evil.example 1x' src=x>",
    "<table background=//evil.example><td background=javascript:alert(1)>x",
    "<details open ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details>",
    "<p>`</p><img src=x onerror=alert(1)>`",
    "\u003cimg src=x onerror=alert(1)\u003e",
    "<img/src=x/onerror=alert(1)//",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<<a href='javascript:alert(1)'>x</a",
    "{: onclick='alert(1)' }",
    "# Title {: #x onclick='alert(1)' style='x' }",
    "*x*{: onmouseover=alert(1) }",
    "![x](y){: onerror=alert(1) src=//evil.example }",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    '!!! note "<img src=x onerror=alert(1)>"\n    <script>alert(1)</script>',
    '??? note "</summary><script>alert(1)</script>"\n    x',
    "<div markdown onclick=alert(1)>\n<script>alert(1)</script>\n</div>",
    "```{.x onclick=alert(1)}\n<script>alert(1)</script>\n```",
    "Term <img src=x onerror=alert(1)>\n:   <script>alert(1)</script>",
    "[^<img src=x onerror=alert(1)>]: x",
]
PAYLOADS = (
    [template.replace("{}", link) for template, link in product(LINKS, SCHEMES)]
    + [
        template.replace("{{", "{").replace("}}", "}").replace("{}", link)
        for template, link in product(MARKDOWN_LINKS, SCHEMES)
    ]
    + [template.replace("{}", tag) for template, tag in product(HANDLERS, TAGS)]
    + MUTATIONS
)

_ALLOWED_SCHEME = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FORBIDDEN = re.compile(
    "script|style|iframe|object|embed|link|meta|base|form|button|frame|frameset|applet|math|foreignobject|animate|set|"
    "animatetransform|animatemotion|image|use|video|audio|source|track|template|noscript|xmp|plaintext"
)
_PLACES = {"href", "src", "xlink:href", "action", "formaction", "data", "poster", "background", "srcset", "cite"}


class Judge(HTMLParser):
    """What of a page a browser would run, or load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _FORBIDDEN.fullmatch(tag):
            self.dangers.append(f"<{tag}>")
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20\u200b]", "", value or "")
            foreign = plain.startswith(("//", "/\\", "\\")) or (
                _ANY_SCHEME.match(plain) and not _ALLOWED_SCHEME.match(plain)
            )
            if name.startswith("on") or name in ("style", "srcdoc", "srcset", "formaction", "action"):
                self.dangers.append(name)
            elif name in _PLACES and (foreign or (tag == "img" and _ANY_SCHEME.match(plain))):
                self.dangers.append(f"{name}={plain}")
            if "url(" in plain.lower() or "md-overlay" in plain or (name in ("id", "name") and plain.startswith("__")):
                self.dangers.append(f"{name}={plain}")

    handle_startendtag = handle_starttag


def dangers(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.dangers


def convert(text: str) -> str:
    names = [name if isinstance(name, str) else next(iter(name)) for name in MARKDOWN_EXTENSIONS]
    options = {key: value for entry in MARKDOWN_EXTENSIONS if isinstance(entry, dict) for key, value in entry.items()}
    return markdown.Markdown(extensions=names, extension_configs=options).convert(text)


@pytest.fixture(scope="module")
def converted() -> list[str]:
    return [convert(payload) for payload in PAYLOADS]


def test_no_payload_is_left_after_markdown_and_sanitising(converted: list[str]) -> None:
    left = {
        payload: found for payload, html in zip(PAYLOADS, converted, strict=True) if (found := dangers(sanitize(html)))
    }
    assert left == {}
    assert len(PAYLOADS) >= 300


def test_the_judge_sees_what_markdown_alone_lets_through(converted: list[str]) -> None:
    assert sum(bool(dangers(html)) for html in converted) > 300


def test_nothing_comes_to_life_when_a_browser_writes_the_page_anew(converted: list[str]) -> None:
    again = [sanitize(sanitize(html)) for html in converted]
    assert [html for html in again if dangers(html)] == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/?a=1#b">x</a>',
        '<a href="mailto:team@example.org">x</a>',
        '<a href="tel:+442079460123">x</a>',
        '<a href="../tri-l2/#after-hours">x</a>',
        '<a href="#fn:1">x</a>',
        '<img src="../media/queue.png" alt="The queue">',
        '<details class="question" open="open"><summary>x</summary></details>',
        '<td align="right">5</td>'.join(["<table><tbody><tr>", "</tr></tbody></table>"]),
        '<svg viewBox="0 0 10 10" role="img" aria-labelledby="a"><title id="a">T</title><g class="im-a">'
        '<path d="M0 0"></path><text x="12.5%" y="2" text-anchor="middle">P1<tspan dy="2">2</tspan></text></g></svg>',
        '<fieldset><legend>Q</legend><input type="radio" id="q-tri-k1-a" name="q-tri-k1" data-answer="a">'
        '<label for="q-tri-k1-a">A</label></fieldset>',
        '<section class="im-item" data-item-id="TRI-5" data-digest="sha256:ab" hidden=""></section>',
        "<p>a &amp; b &lt;c&gt;</p>",
    ],
)
def test_what_our_pages_hold_stays_as_it_is(html: str) -> None:
    assert sanitize(html) == html


def test_a_page_beyond_the_limit_is_refused() -> None:
    with pytest.raises(ImmerseError, match="allowed are 1,000,000; split it"):
        sanitize("x" * (LARGEST_PAGE + 1))


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_signal_inside_of_the_filter_is_not_lost(
    stop: type[BaseException], capfd: pytest.CaptureFixture[str]
) -> None:
    html = f'<p class="stopped-by-{stop.__name__}">words</p>'

    def signalled(frame: FrameType, event: str, arg: object) -> None:
        if frame.f_code.co_name == "_is_free_class":
            sys.settrace(None)
            raise stop

    traced = sys.gettrace()
    sys.settrace(signalled)
    try:
        with pytest.raises(stop):
            sanitize(html)
    finally:
        sys.settrace(traced)
    assert sanitize(html) == html
    assert capfd.readouterr().err == ""
