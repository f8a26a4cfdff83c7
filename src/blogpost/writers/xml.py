"""Elements of XML as text. Strings of posts hold no character that XML can't, so escaping is all they need."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def element(name: str, text: str | None = None, /, **attributes: str | None) -> str:
    """An element with text, or an empty one. Attributes that are None are left out."""
    start = f"<{name}{write_attributes(attributes)}"
    return f"{start}/>" if text is None else f"{start}>{escape(text, quote=False)}</{name}>"


def cdata_element(name: str, text: str, /, **attributes: str | None) -> str:
    """An element whose text is in a CDATA section, which some importers expect."""
    kept = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{write_attributes(attributes)}><![CDATA[{kept}]]></{name}>"


def write_attributes(attributes: Mapping[str, str | None]) -> str:
    """Attributes with a space before each."""
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value is not None)
