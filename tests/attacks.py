"""What would run script out of a post, and what finds it in what is written: for tests of output safety."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from blogpost.markup.dom import parse_html

SCRIPT = "document.documentElement.dataset.ran=1"
"""A script that leaves a trace on the page that runs it."""

# ------------------------------------------------------------------------------------------------ addresses

_SVG = f"<svg xmlns='http://www.w3.org/2000/svg' onload='{SCRIPT}'/>"
ADDRESSES: tuple[str, ...] = (
    f"javascript:{SCRIPT}",
    f"JaVaScRiPt:{SCRIPT}",
    f" javascript:{SCRIPT}",
    f"\tjavascript:{SCRIPT}",
    f"\n\r\f javascript:{SCRIPT}",
    f"java\tscript:{SCRIPT}",
    f"java\nscript:{SCRIPT}",
    f"java\r\nscript:{SCRIPT}",
    f"javascript\t:{SCRIPT}",
    f"\x00javascript:{SCRIPT}",
    f"java\x00script:{SCRIPT}",
    f"\x01javascript:{SCRIPT}",
    f"\x1b\x1fjavascript:{SCRIPT}",
    f"\x0bjavascript:{SCRIPT}",
    f"\x7fjavascript:{SCRIPT}",
    f"\x85javascript:{SCRIPT}",
    f"\xa0javascript:{SCRIPT}",
    f"\u2028javascript:{SCRIPT}",
    f"\u200bjavascript:{SCRIPT}",
    f"\ufeffjavascript:{SCRIPT}",
    f"\ud800javascript:{SCRIPT}",
    f"java\ufffescript:{SCRIPT}",
    f"java\ud800script:{SCRIPT}",
    f"java\xadscript:{SCRIPT}",
    f"javascript&colon;{SCRIPT}",
    f"javascript&#58;{SCRIPT}",
    f"javascript&#x3a;{SCRIPT}",
    f"&#106;&#97;vascript:{SCRIPT}",
    f"&#x6A&#x61vascript:{SCRIPT}",
    f"&#0000106avascript:{SCRIPT}",
    f"java&Tab;script:{SCRIPT}",
    f"java&NewLine;script:{SCRIPT}",
    f"java&#9;script:{SCRIPT}",
    f"java&#0;script:{SCRIPT}",
    f"&#1;javascript:{SCRIPT}",
    f"&amp;#106;avascript:{SCRIPT}",
    f"javascript%3A{SCRIPT}",
    f"%6Aavascript:{SCRIPT}",
    f"javascript://a.example/%0A{SCRIPT}",
    f"javascript://%0d%0a{SCRIPT}//http://a.example/",
    f"java\\script:{SCRIPT}",
    f"javascript\\:{SCRIPT}",
    f"vbscript:{SCRIPT}",
    f"VBScript:{SCRIPT}",
    f"livescript:{SCRIPT}",
    f"data:text/html,<script>{SCRIPT}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    f"DATA:text/html,<script>{SCRIPT}</script>",
    f"da\tta:text/html,<script>{SCRIPT}</script>",
    f"data:,<script>{SCRIPT}</script>",
    f"data:;base64,<script>{SCRIPT}</script>",
    f"data:image/svg+xml,{_SVG}",
    f"data:image/svg+xml;image/png,{_SVG}",
    f"data:image/png/../svg+xml,{_SVG}",
    f"data:image/xml,{_SVG}",
    f"data:image/png\x00,{_SVG}",
    f"data:application/xhtml+xml,{_SVG}",
    f"data:text/xml,{_SVG}",
    "blob:http://a.example/1",
    "file:///etc/passwd",
    "filesystem:http://a.example/1",
    "view-source:javascript:1",
    "about:blank",
    "jar:http://a.example!/x.html",
    "intent://a.example#Intent;end",
    f"feed:javascript:{SCRIPT}",
    "ms-settings:",
)

_IS_SAFE = frozenset(("http", "https", "mailto", "tel", ""))
_BITMAP = re.compile(r"data:image/(png|gif|jpeg|webp)[;,]", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def scheme_of(url: str) -> str:
    """The scheme that a browser sees: it strips controls and spaces before, and tabs and line ends anywhere."""
    found = _SCHEME.match(re.sub(r"[\t\n\r]", "", re.sub(r"\A[\x00-\x20]+", "", url)))
    return found[1].lower() if found else ""


def is_safe(url: str, *, of_image: bool = False) -> bool:
    return scheme_of(url) in _IS_SAFE or (of_image and _BITMAP.match(url) is not None)


def _spelt(character: str) -> st.SearchStrategy[str]:
    """A character as itself, in the other case, or as a reference of some kind."""
    code = ord(character)
    return st.sampled_from(
        (
            character,
            character,
            character.swapcase(),
            f"&#{code};",
            f"&#{code:07};",
            f"&#x{code:x};",
            f"&#X{code:04X};",
            f"&#{code}",
            f"&amp;#{code};",
            f"%{code:02x}",
        )
    )


_ODD = (
    "",
    "",
    "",
    "\t",
    "\n",
    "\r",
    "\0",
    "\x01",
    " ",
    "&Tab;",
    "&NewLine;",
    "&#10;",
    "&#x0d;",
    "&#0;",
    "\xad",
    "\u200b",
)
_unsafe = st.sampled_from((f"javascript:{SCRIPT}", f"vbscript:{SCRIPT}", f"data:text/html,<script>{SCRIPT}</script>"))
_disguised = _unsafe.flatmap(
    lambda url: st.tuples(
        *(st.tuples(st.sampled_from(_ODD), _spelt(character)).map("".join) for character in url[:16]), st.just(url[16:])
    ).map("".join)
)
addresses: st.SearchStrategy[str] = st.deferred(lambda: st.sampled_from(ADDRESSES) | _disguised)
"""Addresses that run script, or would if somebody undid their disguise once too often."""

# ------------------------------------------------------------------------------------------------ markup

_AROUND_ADDRESSES = (
    '<a href="{}">x</a>',
    "<a href='{}'><img src=/x.png></a>",
    "<a href={}>x</a>",
    '<img src="{}" alt="x">',
    '<img data-src="{}" data-original="{}" srcset="{} 2x">',
    '<iframe src="{}"></iframe>',
    '<iframe data-src="{}"></iframe>',
    '<embed src="{}">',
    '<object data="{}"><param name="movie" value="{}"><embed src="{}"></object>',
    '<video src="{}" poster="{}"><source src="{}"></video>',
    '<audio src="{}"></audio>',
    '<blockquote cite="{}"><p>x</p></blockquote>',
    '<q cite="{}">x</q>',
    '<form action="{}"><button formaction="{}">x</button><input type=image src="{}"></form>',
    '<svg><a xlink:href="{}"><text>x</text></a><use href="{}"/><image href="{}"/></svg>',
    '<math href="{}"><mtext>x</mtext></math>',
    '<table background="{}"><tr><td background="{}">x</td></tr></table>',
    '<div style="background: url({})">x</div>',
    '<figure><a href="{}"><img src="{}"></a><figcaption><a href="{}">x</a></figcaption></figure>',
    '<area href="{}"><map><area href="{}"></map>',
    '<base href="{}"><a href="x">x</a>',
    '<link rel="stylesheet" href="{}"><meta http-equiv="refresh" content="0;url={}">',
    '<p><a href="{}" title="{}">{}</a></p>',
    "[x]({})\n\n![x]({})\n\n<{}>\n\n[x][y]\n\n[y]: {}\n",
)
_RUNNING = (
    "<script>{0}</script>",
    "<SCRIPT SRC=//a.example/x.js></SCRIPT><script>{0}//",
    "<scr<script>ipt>{0}</script>",
    "<<script>{0}//<</script>",
    "<script/x>{0}</script>",
    "<script\x0b>{0}</script><script\x00>{0}</script>",
    '<img src=x onerror="{0}">',
    "<img src=x:x onerror={0}>",
    "<img/src=x/onerror={0}>",
    '<img src="x` `<script>{0}</script>"` `>',
    '<img """><script>{0}</script>">',
    '<p onclick="{0}" onmouseover="{0}" ONFOCUS="{0}" tabindex=0 autofocus>x</p>',
    '<body onload="{0}"><svg onload="{0}"><svg/onload={0}>',
    "<details open ontoggle={0}><summary>x</summary></details>",
    "<input autofocus onfocus={0}><select onfocus={0} autofocus><textarea onfocus={0} autofocus>",
    "<video onerror={0}><source onerror={0}></video><audio src=x onerror={0}>",
    "<marquee onstart={0}>x</marquee>",
    '<iframe srcdoc="&lt;script&gt;parent.{0}&lt;/script&gt;"></iframe>',
    '<iframe srcdoc="<script>parent.{0}</script>" src="http://www.youtube.com/embed/x" onload="{0}"></iframe>',
    "<style>@import 'javascript:{0}';</style><style><img src=x onerror={0}></style>",
    '<div style="width: expression({0}); -moz-binding: url(x)">x</div>',
    '<noscript><p title="</noscript><img src=x onerror={0}>"></noscript>',
    "<textarea></textarea><img src=x onerror={0}></textarea>",
    "<title></title><img src=x onerror={0}></title>",
    "<xmp></xmp><img src=x onerror={0}></xmp><plaintext><img src=x onerror={0}>",
    "<!--><img src=x onerror={0}>--><!--[if gte IE 4]><script>{0}</script><![endif]-->",
    "<!-- --!><img src=x onerror={0}> -->",
    "<![CDATA[><img src=x onerror={0}>]]>",
    "<?xml version='1.0'?><?x ><img src=x onerror={0}>?>",
    '<svg><style><img src=x onerror={0}></style></svg><svg></p><style><a id="</style><img src=x onerror={0}>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={0}&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={0}>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.{0}</script>'></iframe></foreignObject></svg>",
    "<svg><animate onbegin={0} attributeName=x dur=1s><set attributeName=href to=javascript:{0}></svg>",
    "<template><script>{0}</script></template><object><script>{0}</script></object>",
    '<a href=x onclick={0}>x</a><b id="><script>{0}</script>">x</b>',
    "&lt;script&gt;{0}&lt;/script&gt;",
    "&amp;lt;script&amp;gt;{0}&amp;lt;/script&amp;gt;",
    "&#60;img src=x onerror={0}&#62;",
    "\uff1cscript\uff1e{0}\uff1c/script\uff1e",
    "\u02c2script\u02c3{0}",
    "<pre><code>&lt;/code>&lt;/pre>&lt;script>{0}&lt;/script></code></pre>",
    '<pre class="language-&quot;&gt;&lt;script&gt;{0}&lt;/script&gt;">x</pre>',
    "<pre><code class='language-x\"><script>{0}</script>'>x</code></pre>",
    '<img src=x alt="&quot;&gt;&lt;script&gt;{0}&lt;/script&gt;" title="`--&gt;&lt;script&gt;{0}&lt;/script&gt;">',
    '<iframe src="http://www.youtube.com/embed/x&quot; onload=&quot;{0}"></iframe>',
    '<a href="http://a.example/&quot; onclick=&quot;{0}">x</a><a href="http://a.example/\'"><script>{0}</script>">x</a>',
)
RUNNING: tuple[str, ...] = tuple(piece.format(SCRIPT) for piece in _RUNNING)
"""Pieces of HTML that run the script in some browser."""


def around(address: str) -> Iterator[str]:
    """Pieces of HTML and Markdown that lead to an address, or load it."""
    return (piece.replace("{}", address) for piece in _AROUND_ADDRESSES)


BREAKING: tuple[str, ...] = (
    *RUNNING,
    *("</title>", "</p>", "</article>", "</body></html>", '"', "'", "`", "``", ">", '">', "'>", "-->", "<!--", "]]>"),
    *("<!-- comments -->", "<!-- comment -->", "<!--more-->", "## Comments", "# x", "---", "\n---\n", "\n...\n", "+++"),
    *("\n\n", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\0", "\\", "\\\\", "\\\n", "    ", "\t", "> ", "- "),
    *("```", "~~~", "```html\n", "[x](", "](x)", "![", "[x]: ", "<http://a.example>", "&", "&lt;", "&#60;", "&quot;"),
    *(
        "title: x",
        "\ntitle: x\n",
        "date: 2012-10-18",
        ": ",
        " #",
        "!!python/object:os.system",
        "!x",
        "*x",
        "&x",
        "{x: y}",
    ),
    *("{{", "}}", "{%", "%}", "{{< x >}}", "{{% x %}}", "{% include x %}", "{: .x}", "$$", "\nStatus: x\n", "[x]{y=z}"),
    *(
        "| a |",
        "|---|",
        "~~",
        "**",
        "_",
        "javascript:",
        "word",
        " ",
        "\ud800",
        "\ufffe",
        "\x1b[31m",
        "\x9b31m",
        "\u202e",
    ),
)
"""What would end the place that a text stands in, or begin another one."""

breaking: st.SearchStrategy[str] = st.deferred(
    lambda: st.lists(st.sampled_from(BREAKING), min_size=1, max_size=6).map("".join)
)

# ------------------------------------------------------------------------------------------------ finding

# All that is ever written: of other elements, not one.
ELEMENTS = frozenset(
    "html head meta title link body article header footer section div p h1 h2 h3 h4 h5 h6 span time data a img br em "
    "strong u s del sup sub code pre blockquote ol ul li figure figcaption iframe table thead tbody tr th td hr".split()
)
_ATTRIBUTES = frozenset(
    "lang charset rel href class id src alt title cite start style data-provider allowfullscreen datetime value "
    "name content data-id data-time-zone data-kind data-status data-comment-count data-raw data-deleted "
    "align".split()  # cmark's tables
)
_ADDRESSED = frozenset(("href", "src", "cite"))
_STYLES = frozenset(("white-space: pre-wrap", "text-align:left"))


def dangers(html: str, *, besides: frozenset[str] = frozenset()) -> list[str]:
    """What in a piece of HTML could run, lead to what runs, or was never meant to be written.

    Args:
        html: the piece.
        besides: names of elements and attributes that are meant to be there besides the usual ones.
    """
    root = parse_html(html)
    elements = () if root is None else root.iter(etree.Element)
    return [danger for element in elements for danger in _of_element(element, besides)]


def _of_element(element: etree._Element, besides: frozenset[str]) -> Iterator[str]:
    if element.tag not in ELEMENTS | besides:
        yield f"<{element.tag}>"
    for name, value in element.attrib.items():
        if name not in _ATTRIBUTES | besides or (name == "style" and value not in _STYLES):
            yield f"<{element.tag} {name}={value!r}>"
        if name in _ADDRESSED and not is_safe(value, of_image=element.tag == "img"):
            yield f"<{element.tag} {name}={value!r}>"


def unsafe_addresses(tree: Any) -> list[str]:
    """The addresses in a JSON tree that could run."""
    return [
        value
        for key, value, of_image in _addresses(tree)
        if key in ("href", "src", "url", "cite") and not is_safe(value, of_image=of_image)
    ]


def _addresses(tree: Any) -> Iterator[tuple[str, str, bool]]:
    values: Iterable[Any] = tree if isinstance(tree, list) else ()
    if isinstance(tree, dict):
        values = tree.values()
        yield from ((key, value, key == "src") for key, value in tree.items() if isinstance(value, str))
    for value in values:
        yield from _addresses(value)
