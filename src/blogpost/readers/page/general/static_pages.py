"""Recognize pages that are not posts of a blog, though they belong to it: "About", "Contact"."""

from __future__ import annotations

import re

from blogpost.addresses import parts_of
from blogpost.language.folding import folded
from blogpost.readers.page.general.stated import Stated

SINGLE = re.compile(r"^(?:single|postid-|single-post|post-template|item|permalink)")
"""The classes that systems give to the bodies of pages with a single post."""

_PAGES = {
    "wordpress": re.compile(r"^(?:page|page-id-\d+|page-template.*|type-page)$"),
    "ghost": re.compile(r"^page-template$"),
    "drupal": re.compile(r"^(?:page-)?node-type-page$"),
    "squarespace": re.compile(r"^collection-type-page$"),
}
"""The classes that systems give to the bodies of static pages."""

_ANY_PAGE = re.compile("|".join(pattern.pattern for pattern in _PAGES.values()))

_WORDS = """
    about / about me / about us / about this blog / about this site / about the author / about the blog /
    who i am / who we are / colophon / über mich / ueber mich / über uns / ueber uns / über dieses blog /
    über diesen blog / über den autor / über die autorin / wer ich bin / wer bin ich / à propos / à propos
    de moi / à propos de nous / à propos de ce blog / qui suis je / qui sommes nous / acerca de / acerca de
    mí / acerca de nosotros / sobre mí / sobre mim / sobre nosotros / sobre nós / sobre o autor / sobre o
    blog / sobre el autor / sobre el blog / sobre / quién soy / quiénes somos / quem sou / quem somos / chi
    sono / chi siamo / over mij / over ons / over deze blog / om mig / om meg / om oss / om os / om bloggen
    / minusta / meistä / tietoa minusta / tietoa meistä / o mnie / o nas / o mně / o autorovi / o blogu /
    rólam / rólunk / hakkımda / hakkımızda / σχετικά / σχετικά με εμένα / о себе / обо мне / о нас / о
    блоге / об авторе / про мене / про нас / 关于 / 关于我 / 关于我们 / 关于本站 / 關於 / 關於我 / 關於我們
    / について / 自己紹介 / プロフィール / このブログについて / 소개 / 블로그 소개 / حول / من نحن / من أنا
    / אודות / tentang / tentang saya / tentang kami / về tôi / giới thiệu
    """
_ABOUT = frozenset(folded(" ".join(words.split())) for words in _WORDS.split("/"))
_DIVIDERS = re.compile(r"[-_+]+|%20")
_FILE = re.compile(r"(?:index)?\.\w{3,5}$")


def is_static_page(stated: Stated) -> bool:
    """Whether a known system shows that this is a static page, not a post."""
    classes = stated.body_classes
    if not any(map(_ANY_PAGE.match, classes)):
        return False
    pattern = _PAGES.get(stated.system or "")
    return pattern is not None and any(map(pattern.match, classes)) and not any(map(SINGLE.match, classes))


def is_about(stated: Stated, title: str | None) -> bool:
    """Whether a page's title or address means "about"."""
    path = _FILE.sub("", parts_of(stated.canonical).path).strip("/")
    called = path.rpartition("/")[2]
    names = (folded(" ".join(_DIVIDERS.sub(" ", name).split())).strip(" :!?.") for name in (title or "", called))
    # The signs of a system are looked for in the whole source.
    return not _ABOUT.isdisjoint(names) and stated.system is not None
