"""Metadata of a page: from its head, structured data, and Blogger's own page data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from blogpost.addresses import joined, parts_of, web_address
from blogpost.blogger import (
    TEMPLATE_ADDRESSES,
    at_home,
    blog_id_in,
    is_permalink,
    is_posts_feed,
    is_static_page,
    posts_feed,
)
from blogpost.language.dates import parse_moment
from blogpost.language.detection import detect_language
from blogpost.language.locale import FALLBACK
from blogpost.markup.dom import Element, has_class, text_of
from blogpost.markup.html import GENERATOR
from blogpost.markup.javascript import read_string
from blogpost.markup.texts import SILENT, texts
from blogpost.readers.languages import bcp47
from blogpost.readers.page.selectors import without_number
from blogpost.readers.page.structured import is_unfilled
from blogpost.remembering import cached_property

_OF_ONE_POST = ("item", "static_page")
_SAVED_FROM = "<!-- saved from url="
_SAVED_URL = re.compile(r"(?:\(\d+\))?(https?://[^\s>]+)")
_COPIED_FROM = re.compile(r"<!-- Mirrored from ([\w.-]+)(/[^\s>]*) by HTTrack", re.ASCII)
_HEAD = 2_000  # characters
_PAGE_DATA = "_WidgetManager._SetDataContext("
_WIDGETS = "window.___gcfg"
_WIDGETS_LANGUAGE = re.compile(r"""\s*=\s*\{\s*["']?lang["']?\s*:\s*["']([\w-]+)""", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_MAX_DAY_LENGTH = 60  # characters
_MAX_TEXT_LENGTH = 10_000  # characters of one of Blogger's lines, most of them white space
_BODIES = frozenset(("comment-body", "entry-content", "post-body"))
_CLASSES = etree.XPath("//@class | //@itemprop", smart_strings=False)
_IDS = etree.XPath("//@id", smart_strings=False)
_AFTER = etree.XPath("following::meta | following::link | following::title | following::base")
_FEED_FORMAT = re.compile(r" - (?:Atom|RSS)$")


# Texts that only Blogger's own pages have in their source: addresses of its templates, and its script for widgets.
_SIGNS = (*TEMPLATE_ADDRESSES, "_WidgetManager")
_BLOGGER = "blogger.com/"
_SIGNS_OF_BLOGGER = tuple(sign for sign in _SIGNS if _BLOGGER in sign)
_OTHER_SIGNS = tuple(sign for sign in _SIGNS if _BLOGGER not in sign)
# Classes and ids that occur together only in Blogger's templates, for blogs whose owners removed its addresses: one of
# each group.
_TEMPLATE_MARKS = (
    (("comments-block",), ("comment-poster", "comment-timestamp")),
    (("blogger-labels",),),
    (("date-header",), ("post-body",), ("post-footer",)),
)
# Web archives put their own address and the time of the copy before every address on a page.
_COPY = r"\d{4,14}(?:[a-z]{2}_)?"  # the time of the copy, and its kind: an image is "20190401000000im_"
_ARCHIVED = re.compile(rf"(?:https?:)?(?://[\w.:-]+)?(/(?:[\w.-]+/){{0,4}}){_COPY}/https?://", re.ASCII)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")


class Metadata:
    """The metadata of a page.

    Args:
        root: the page.
        text: the source of the page.
        url: its address, if the caller knows it.
        widget: the element that holds the page's posts. Everything after it is ignored.
        shown: the part of the source that has been parsed; all of it if None.
    """

    def __init__(
        self,
        root: Element,
        text: str,
        url: str | None = None,
        *,
        widget: Element | None = None,
        shown: str | None = None,
    ) -> None:
        self.root = root
        self.widget = widget
        self._text = text
        self._shown = text if shown is None else shown
        self._given_url = url
        self._properties: dict[str, str] = {}
        self._links: dict[str, list[Element]] = {}
        self._base: str | None = None
        self.page_title: str | None = None
        self._scripts: list[Element] = []
        after = frozenset(_AFTER(widget)) if widget is not None else ()
        for element in root.iter("meta", "link", "title", "base", "script"):
            if (tag := element.tag) == "script":
                self._scripts.append(element)
            elif element not in after:
                self._note(element, tag)

    def _note(self, element: Element, tag: str) -> None:
        if tag == "meta":
            if not (content := element.get("content")):
                return
            name = element.get("property") or element.get("name") or element.get("http-equiv")
            if name and not is_unfilled(content):
                self._properties.setdefault(name.lower(), content)
        elif tag == "link":
            self._links.setdefault((element.get("rel") or "").lower(), []).append(element)
        elif tag == "base":
            self._base = self._base or element.get("href")
        elif self.page_title is None:
            title = text_of(element)
            self.page_title = None if is_unfilled(title) else title or None

    @cached_property
    def is_blogger_page(self) -> bool:
        """Whether Blogger made the page: by its generator, else by addresses or marks of Blogger's templates."""
        generator = self._properties.get("generator")
        if generator:
            return generator.lower().startswith("blogger")
        return self._has_sign or any(
            all(any(map(self._has_mark, names)) for names in groups) for groups in _TEMPLATE_MARKS
        )

    @property
    def is_of_blogger(self) -> bool:
        """Whether it is beyond doubt that Blogger made the page: its generator says so, or its widget is there."""
        generator = self._properties.get("generator") or ""
        return self.widget is not None or generator.lower().startswith("blogger")

    @property
    def _has_sign(self) -> bool:
        """Whether the source has a text that only Blogger's pages have. Each search takes as long as the page is."""
        if self.may_mention(_BLOGGER) and self.mentions(_SIGNS_OF_BLOGGER):
            return True
        return any(map(self.may_mention, _OTHER_SIGNS))

    def _has_mark(self, name: str) -> bool:
        """Whether something on the page has exactly this class or id."""
        if not self.may_mention(name):
            return False
        return self.mentions((f'="{name}"', f"='{name}'", f"={name}>", f"={name} "))

    @property
    def given_url(self) -> str | None:
        """The address of the page as the caller gave it."""
        return self._given_url

    @property
    def source(self) -> str:
        """The source of the page."""
        return self._text

    @property
    def is_from_blogpost(self) -> bool:
        """Whether this library wrote the page, so it states every field of a post exactly."""
        return self._properties.get("generator") == GENERATOR

    @cached_property
    def words(self) -> frozenset[str]:
        """The words by which themes find elements: all classes, ids without the number at their end, and itemprops."""
        words = {word for value in _CLASSES(self.root) for word in value.split()}
        words.update(map(without_number, _IDS(self.root)))
        return frozenset(words)

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether any of these words occurs in the page's source."""
        return any(word in self._text for word in words)

    def may_mention(self, word: str) -> bool:
        """Whether a word that most pages lack occurs in the page's source: searching backwards takes half the time."""
        return self._text.rfind(word) >= 0

    @cached_property
    def has_texts_of_styles(self) -> bool:
        """Whether the page may have texts in attributes that its style sheet prints."""
        return self._shown.rfind("data-text=") >= 0  # as in `may_mention`

    # -------------------------------------------------------------------------------------------- addresses

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page states for itself. Copies of pages leave addresses in scripts unchanged."""
        return next((url for url in self._own_addresses() if url and url.startswith(("http://", "https://"))), None)

    @property
    def archive(self) -> str | None:
        """The path of the copies in the web archive that the page is from, such as ``/web/``.

        The page's own address or its feeds' must say so, as authors link to archives, too.
        """
        for url in self._stated_addresses():
            if "/http" in url and (match := _ARCHIVED.match(url)):
                return match[1]
        return None

    def _stated_addresses(self) -> Iterator[str]:
        """The addresses that may be the page's own or its feeds'."""
        feeds = [link.get("href") for rel in ("alternate", "service.post") for link in self._links.get(rel, ())]
        own = (self._href("canonical"), self._properties.get("og:url"), self._given_url, self._saved_from)
        return filter(None, (*own, *feeds))

    def _own_addresses(self) -> Iterator[str | None]:
        yield self._href("canonical")
        yield self._properties.get("og:url")
        yield self.page_data("blog", "canonicalUrl")
        yield self._given_url
        yield self._saved_from
        yield self._copied_from

    @property
    def _saved_from(self) -> str | None:
        """The address in the comment that browsers add to a page when they save it."""
        at = self._text.find(_SAVED_FROM, 0, _HEAD)
        match = _SAVED_URL.match(self._text, at + len(_SAVED_FROM)) if at >= 0 else None
        return match[1] if match else None

    @property
    def _copied_from(self) -> str | None:
        """The address in the comment that HTTrack adds to a page when it copies it: there, it has no scheme."""
        match = _COPIED_FROM.search(self._text, 0, _HEAD)
        if match is None:
            return None
        scheme = "https" if f"https://{match[1]}" in self._text else "http"
        return f"{scheme}://{match[1]}{match[2]}"

    def at_home(self, url: str) -> str:
        """An address of the blog on the page's own host, if it has a host of a country."""
        return at_home(url, self.canonical)

    @cached_property
    def base(self) -> str | None:
        """The base of relative addresses."""
        return joined(self.canonical, self._base) or None if self._base else self.canonical

    @cached_property
    def structured_data(self) -> list[Element]:
        """The scripts of JSON-LD, anywhere on the page."""
        return [script for script in self._scripts if script.get("type") == "application/ld+json"]

    def _href(self, rel: str) -> str | None:
        for link in self._links.get(rel, ()):
            if href := (link.get("href") or "").strip():
                return href
        return None

    @cached_property
    def is_of_one_post(self) -> bool:
        """Whether this is the page of a single post, by Blogger's page data or by its address."""
        if self.kind is not None:
            return self.kind in _OF_ONE_POST
        return self.canonical is not None and is_permalink(self.canonical)

    @property
    def is_of_error(self) -> bool:
        """Whether Blogger says that there is no such page."""
        return self.kind == "error_page"

    @cached_property
    def is_static(self) -> bool:
        """Whether this is one of the blog's static pages."""
        return self.kind == "static_page" or is_static_page(self.canonical)

    @property
    def is_home(self) -> bool:
        """Whether this is the blog's first page."""
        place = parts_of(self.canonical)
        return place.path in ("", "/", "/index.html") and not place.query and not self.is_of_one_post

    @property
    def post_url(self) -> str | None:
        """The address of the page's only post, if the page is a post's own."""
        url = self.canonical
        return url if url and (self.kind in _OF_ONE_POST or is_permalink(url)) else None

    @property
    def feed_url(self) -> str | None:
        """The blog's feed of posts."""
        hrefs = (link.get("href") or "" for link in self._links.get("alternate", ()))
        if stated := next((href for href in hrefs if is_posts_feed(href)), None):
            return stated
        return posts_feed(self.canonical)

    # -------------------------------------------------------------------------------------------- the blog

    @cached_property
    def blog_title(self) -> str | None:
        """The blog's title: from the page data, else from the names of its feeds."""
        if title := self.page_data("blog", "title"):
            return title
        named = [link.get("title") or "" for link in self._links.get("alternate", ())]
        named = [title for title in named if _FEED_FORMAT.search(title)]
        named += [link.get("title") or "" for link in self._links.get("service.post", ())]
        return _FEED_FORMAT.sub("", named[0]).strip() or None if named else None

    @cached_property
    def blog_id(self) -> str | None:
        """The blog's number."""
        return self.page_data("blog", "blogId") or blog_id_in(self._href("service.post"))

    @property
    def blog_url(self) -> str | None:
        """The blog's address."""
        for name in ("canonicalHomepageUrl", "homepageUrl"):
            if url := web_address(self.base, self.page_data("blog", name)):
                return url
        return None

    # -------------------------------------------------------------------------------------------- page data

    @cached_property
    def scripts(self) -> list[str]:
        """The scripts on the page."""
        return [script.text for script in self._scripts if script.text]

    @cached_property
    def _page_data(self) -> str:
        """The page data that Blogger passes to its widgets in a script."""
        at = self._text.rfind(_PAGE_DATA)  # it is at the end of a page
        return self._text[at:] if at >= 0 else ""

    def page_data(self, name: str, key: str) -> str | None:
        """A value of Blogger's page data: ``blog`` and ``pageType`` say ``item``."""
        data = self._page_data
        start = data.find(f"{{'name': '{name}', 'data': ") if data else -1
        at = data.find(f"'{key}': '", start) if start >= 0 else -1
        return read_string(data, at + len(f"'{key}': ")) or None if at >= 0 else None

    @cached_property
    def kind(self) -> str | None:
        """``item``, ``index``, ``archive``, ``static_page`` or ``error_page``, if Blogger states it."""
        kind = self.page_data("blog", "pageType")
        return None if kind is None else kind.lower()

    @property
    def is_dynamic(self) -> bool:
        """Whether the posts are put into the page by a script, out of the blog's feed."""
        named = (self._properties.get("blogger-template"), self.page_data("template", "name"))
        return not {"dynamic", "Dynamic Views"}.isdisjoint(named)

    @cached_property
    def language(self) -> str | None:
        """The BCP 47 tag of the page's language: stated, else detected from Blogger's words."""
        return self.stated_language or (self._shown_language if self.is_blogger_page else None)

    @cached_property
    def stated_language(self) -> str | None:
        """The BCP 47 tag of the language that the page states, in Blogger's own data first."""
        return next(filter(None, map(bcp47, self._stated_languages())), None)

    def _stated_languages(self) -> Iterator[str | None]:
        yield self.page_data("blog", "locale")
        yield self._widgets_language
        yield self._properties.get("og:locale")
        yield self.root.get("lang")
        yield self.root.get("xml:lang")
        yield self._properties.get("content-language")

    @property
    def _shown_language(self) -> str | None:
        """The language of Blogger's words around the posts.

        Templates left in English have dates in the language of the blog.
        """
        shown = (text for _, _, text in texts(self.root, _is_not_interface))
        lines = [" ".join(text.split()) if len(text) <= _MAX_TEXT_LENGTH else text for text in shown]
        language = detect_language(lines)
        dated = [line for line in lines if len(line) <= _MAX_DAY_LENGTH and _YEAR.search(line)]
        foreign = [line for line in dated if parse_moment(line, language=FALLBACK) is None]
        return (language == FALLBACK and detect_language(foreign)) or language

    @property
    def _widgets_language(self) -> str | None:
        """The language that Blogger passes to Google's buttons."""
        at = self._text.find(_WIDGETS)
        match = _WIDGETS_LANGUAGE.match(self._text, at + len(_WIDGETS)) if at >= 0 else None
        return match[1] if match else None

    @property
    def title(self) -> str | None:
        """The title of the page's one post."""
        return self._properties.get("og:title") or self.page_data("blog", "pageName")


def _is_not_interface(element: Element) -> bool:
    return element.tag in SILENT or has_class(element, _BODIES)


# ------------------------------------------------------------------------------------------------ web archives


def without_archive(text: str, place: str) -> str:
    """The source of a page, or an address, as it was before a web archive with its copies in this place changed it."""
    steps = place.replace("/", r"\\?/")  # scripts may escape them
    wrapped = re.compile(
        rf"(?:https?:)?(?:\\?/\\?/[\w.:-]+)?{steps}{_COPY}\\?/(?=https?:|mailto:)([^\s\"'<>]*)", re.ASCII
    )
    return wrapped.sub(r"\1", _without_toolbar(text))


def _without_toolbar(text: str) -> str:
    begin, end = (text.find(mark) for mark in _TOOLBAR)
    return text[:begin] + text[end + len(_TOOLBAR[1]) :] if 0 <= begin < end else text
