"""Find the blog's title and address, and the language of its page."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import islice

from blogpost.language.folding import folded
from blogpost.markup.dom import Element, line_of
from blogpost.readers.languages import bcp47
from blogpost.readers.page.general.candidates import BLOG_TITLE, BLOG_URL, LANGUAGE, Candidate, choose
from blogpost.readers.page.general.json_ld import text
from blogpost.readers.page.general.outline import Outline
from blogpost.readers.page.general.stated import Stated
from blogpost.values import Blog

_MOST_LINKS = 300
_LONGEST_TITLE = 100  # characters
_SAMPLE = 4_000  # characters
_ENOUGH = 0.25  # the share of a text's letters that belong to such a script
_LATIN = string.ascii_letters.encode()
_LIKELY = 8  # characters of a text with as many letters as others need to be more than that share
# Words after the blog's name in a feed's name: "Coast Notes » Comments Feed", "Coast Notes Full Atom Feed".
_FEED_WORDS = re.compile(
    r"(?:(?:\s*[»|·:–—-]\s*|\s)(?:all|full|posts?|comments?|rss|atom|feed|newsfeed|blog feed|2\.0|1\.0|0\.3|"
    r"\((?:rss|atom)[^)]*\)|"
    r"kommentar-?feed|flux|canal|recent entries))+\s*$",
    re.IGNORECASE,
)
# The languages of scripts, for pages that claim a language with another script.
_SCRIPTS = (
    (re.compile("[\uac00-\ud7a3]"), ("ko",)),
    (re.compile("[\u3041-\u30fa]"), ("ja",)),
    (re.compile("[\u4e00-\u9fff]"), ("zh", "ja", "yue", "ko")),
    (re.compile("[\u0400-\u04ff]"), tuple("ru uk be bg sr mk kk ky mn tg tt ba cv uz az bs".split())),
    (re.compile("[\u0370-\u03ff]"), ("el",)),
    (re.compile("[\u0590-\u05ff]"), ("he", "yi")),
    (re.compile("[\u0600-\u06ff]"), ("ar", "fa", "ur", "ps", "ku", "ckb", "sd", "ug")),
    (re.compile("[\u0e00-\u0e7f]"), ("th",)),
)  # fmt: skip
_CYRILLIC = (
    (re.compile("[іїєґ]"), "uk"),
    (re.compile("[ўЎ]"), "be"),
    (re.compile("[ђћџјљњ]"), "sr"),
    (re.compile("[ыэё]"), "ru"),
)
_PERSIAN = re.compile("[پچژگ]")


def find_language(stated: Stated, outline: Outline) -> str | None:
    """The BCP 47 tag of the page's stated language, unless its text is in another script."""
    candidates = list(_languages(stated))
    chosen = choose(candidates, LANGUAGE, same=str)
    claimed = chosen[0].value if chosen else None
    written = _written(outline, claimed)
    if written is not None:
        candidates.append(Candidate(written, "script"))
        return choose(candidates, LANGUAGE, same=str)[0].value
    return claimed


def _languages(stated: Stated) -> Iterator[Candidate[str]]:
    values = (
        ("html", stated.root.get("lang")),
        ("html", stated.root.get("xml:lang")),
        ("og_locale", stated.property("og:locale")),
        ("json_ld", text(stated.article.get("inLanguage"))),
        ("meta", stated.property("language", "content-language", "dc.language")),
    )
    for source, value in values:
        if tag := bcp47(value):
            yield Candidate(tag, source)


def _written(outline: Outline, claimed: str | None) -> str | None:
    """The language of the prose's script, if the claimed language has another script."""
    sample = _sample(outline)
    if sample.isascii() or not _may_be_of_script(sample):
        return None
    letters = sum(map(str.isalpha, sample))
    primary = (claimed or "").partition("-")[0]
    for script, languages in _SCRIPTS:
        if letters and len(script.findall(sample)) > _ENOUGH * letters:
            return None if primary in languages else _among(languages, sample)
    return None


def _sample(outline: Outline) -> str:
    """The beginning of the page's prose."""
    texts: list[str] = []
    length = 0
    for line in outline.lines:
        if line.is_prose:
            texts.append(line.text)
            length += len(line.text)
            if length >= _SAMPLE:
                break
    return "".join(texts)[:_SAMPLE]


def _may_be_of_script(sample: str) -> bool:
    """Whether enough of a text's letters may be of one of the scripts. UTF-8 has two bytes or more for each of them."""
    encoded = sample.encode("utf-8", "surrogatepass")
    most = len(encoded) - len(sample)
    least = len(encoded) - len(encoded.translate(None, _LATIN))  # letters: seen at once, and mostly enough
    if most <= _ENOUGH * least:
        return False
    letters = sum(map(str.isalpha, sample[: _LIKELY * most]))  # enough to see it, unless there are many
    return most > _ENOUGH * letters


def _among(languages: tuple[str, ...], sample: str) -> str | None:
    if "uk" in languages:
        return next((tag for letters, tag in _CYRILLIC if letters.search(sample)), None)
    if "fa" in languages:
        return "fa" if _PERSIAN.search(sample) else "ar"
    return languages[0]


def find_blog(stated: Stated, *, title: str | None) -> Blog | None:
    """The blog that the page belongs to, as far as the page states it.

    Args:
        stated: what the page states.
        title: the post's title, which isn't the blog's.
    """
    titles = [each for each in _titles(stated) if folded(each.value) != folded(title or "")]
    chosen = choose(titles, BLOG_TITLE, same=folded)
    urls = choose(_urls(stated), BLOG_URL, same=lambda url: url.rstrip("/"))
    blog = Blog(None, chosen[0].value if chosen else None, urls[0].value if urls else None)
    return blog if blog.title or blog.url else None


def _titles(stated: Stated) -> Iterator[Candidate[str]]:
    """The names of the blog. Links count only if nothing states a name."""
    stating = [*_stated_titles(stated)]
    yield from stating
    parts = {folded(part) for part in stated.title_parts}
    for link in _home_links(stated) if not stating else ():
        name = line_of(link, longest=_LONGEST_TITLE)
        if name and folded(name) in parts:
            yield Candidate(name, "home_link")


def _stated_titles(stated: Stated) -> Iterator[Candidate[str]]:
    if name := stated.property("og:site_name"):
        yield Candidate(name, "og_site_name")
    for node in stated.graph.of_kind("WebSite", "Blog"):
        if name := text(node.get("name")):
            yield Candidate(name, "json_ld")
    if name := stated.property("application-name"):
        yield Candidate(name, "application_name")
    parts = {folded(part) for part in stated.title_parts}
    for feed in stated.feeds:
        name = _FEED_WORDS.sub("", " ".join((feed.get("title") or "").split())).strip()
        if name and (folded(name) in parts or len(stated.feeds) == 1):
            yield Candidate(name, "feed")


def _urls(stated: Stated) -> Iterator[Candidate[str]]:
    nodes = (stated.absolute(text(node.get("url"))) for node in stated.graph.of_kind("WebSite", "Blog"))
    links = (stated.absolute(link.get("href")) for link in stated.links.get("home", ()))
    shown = (stated.absolute(link.get("href")) for link in _home_links(stated))
    for source, urls in (("json_ld", nodes), ("home_link", links), ("home_link", shown)):
        for url in urls:
            if url:
                yield Candidate(url, source)
                return


def _home_links(stated: Stated) -> Iterator[Element]:
    """The page's first links to its site's home page."""
    home = (stated.home or "").rstrip("/")
    for link in islice(stated.root.iter("a"), _MOST_LINKS):
        href = (link.get("href") or "").strip()
        is_home = href == "/" or (home and href.rstrip("/") == home)
        if is_home or ((rel := link.get("rel")) and "home" in rel.lower().split()):
            yield link
