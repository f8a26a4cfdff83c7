"""Bodies that a page serves in a script, for another script to show, as Google's own blogs do."""

from __future__ import annotations

from blogpost.markup.dom import Element, parse_html

_TEMPLATE = "text/template"


def show_templates(body: Element) -> None:
    """Puts what scripts of that type hold in their places, once: the same stands in a ``noscript`` behind them."""
    for script in [script for script in body.iter("script") if script.get("type") == _TEMPLATE]:
        copy = next(script.itersiblings(), None)
        if copy is not None and copy.tag == "noscript":
            copy.tag = "div"
        elif (shown := parse_html(f"<div>{script.text or ''}</div>")) is not None:
            shown.tag = "div"
            script.addprevious(shown)
