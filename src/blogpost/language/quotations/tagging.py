"""Tag the words of a text: one letter for each word, by its possible roles in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve, frozen

from blogpost.language.bylines.kinds import is_given
from blogpost.language.locale import FALLBACK, load, nearest
from blogpost.language.quotations.spans import Shapes, shapes_of

# ------------------------------------------------------------------------------------------------ the lexicon

# The names of lists of words in a locale, and the tags of their words.
TAGS = {
    "self": "i",
    "person": "P",
    "pronoun": "P",
    "possessive": "H",
    "article": "d",
    "determiner": "D",
    "that": "T",
    "relative": "R",
    "subordinator": "U",
    "as": "q",
    "conjunction": "C",
    "infinitive": "I",
    "preposition": "O",
    "be": "b",
    "modal": "o",
    "auxiliary": "A",
    "adverb": "B",
    "time": "Y",
    "title": "M",
    "works": "m",
    "terms": "t",
    "speech": "S",
    "according": "K",
    "abbreviation": "N",
    "name": "N",
    "tells": "v",
    "says": "V",
    "saying": "G",
    "thinks": "W",
    "thinking": "g",
    "calls": "L",
    "calling": "l",
    "names": "E",
    "goes": "h",
    "weak": "p",
    "does": "F",
}
_PARTICIPLES = {"tells": "saying", "says": "saying", "thinks": "thinking", "calls": "calling"}
NAME, NOUN, GENITIVE, NUMBER = "N", "w", "Z", "9"
"""A capitalised word, and any other one; a word with ``'s``; digits."""
MAYBE_VERB, MAYBE_PARTICIPLE, MAYBE_ADVERB = "f", "j", "k"
"""Words with the ending of a past tense; capitalised words with that of a participle or an adverb, as at the start of a
sentence.
"""
MAYBE_SAYS = "u"
"""Capitalised verbs of saying, as at the start of a sentence in languages that leave out pronouns: Dijo que."""
MAYBE_NOUN = {("V", "w"): "n", ("V", "S"): "s", ("L", "w"): "c", ("L", "S"): "a", ("W", "S"): "e"}
"""Words that may be verbs or nouns, by both tags; `disambiguated` decides between them."""
_MAYBE_GIVEN = dict(zip("YOoBbAPHDd", "αβγδεζηθικ", strict=True))
"""Capitalised words that are given names, too, by their other tag: April, Per, Will, Ella."""
_VERBS = {maybe: verb for (verb, _), maybe in MAYBE_NOUN.items()}
_LOWER_ONLY = frozenset("vVWLEFhpSmtnscae")  # names if they are capitalised
QUOTATION = "Q"
SENTENCE_END = "."

_INNER_DOT = re.compile(r"\.(?=[,;:-])|(?<=^\(.)\.(?=\))")  # in an abbreviation: no sentence ends here
_MAX_CHUNKS_CACHED = 20_000
_MAX_CHUNK_LENGTH_CACHED = 50  # characters
_SHORTEST_NAME = 3  # letters
_SAMPLE = 1_000  # characters that decide the language
_ENGLISH = 0.1  # the share of English little words that no other language reaches
_LISTED, _FEWEST = 0.15, 3  # the share and the number of little words that a text in their language reaches


class Tagger(dict[str, str]):
    """The tags of any string between two spaces: ``said,`` is ``V,``.

    A few thousand common words make up most of any text, so nearly all strings are in the cache; others are split once.
    """

    def __init__(self, section: Mapping[str, Any], listed: Mapping[str, str], token: re.Pattern[str]) -> None:
        super().__init__({"": ""})
        self._section = section
        self._listed = listed
        self._token = token
        self._drops_pronouns = section.get("drops_pronouns", False)
        self._adverb_endings = tuple(section.get("adverb_endings", ()))
        self._verb_endings = tuple(section.get("verb_endings", ()))
        self._participle_endings = tuple(section.get("participle_endings", ()))

    def __missing__(self, chunk: str) -> str:
        if len(self) > _MAX_CHUNKS_CACHED:
            self.clear()
            self[""] = ""
        if chunk.isalpha():
            tags = self._word(chunk)
        elif chunk[:-1].isalpha() and (chunk[-1] in ",;:" or (chunk[-1] == "." and self._ends_sentence(chunk))):
            tags = self._word(chunk[:-1]) + chunk[-1]
        else:
            tags = _INNER_DOT.sub("", "".join(map(self._tag, self._token.findall(chunk))))
        if len(chunk) <= _MAX_CHUNK_LENGTH_CACHED:
            self[chunk] = tags
        return tags

    def in_small_letters(self) -> Tagger:
        """A tagger for Title Case, where a capital makes no name of a listed word."""
        return Tagger(self._section, {**self._listed, **self._capitalised()}, self._token)

    def _capitalised(self) -> dict[str, str]:
        lower = [(word, tag) for word, tag in self._listed.items() if word.islower()]
        return {form: tag for word, tag in lower for form in (word.capitalize(), word.upper())}

    def _ends_sentence(self, chunk: str) -> bool:
        if len(chunk) == 2:  # an initial, but not "I."
            return self._listed.get(chunk[0]) == TAGS["self"]
        return chunk not in self._listed  # not an abbreviation

    def _tag(self, token: str) -> str:
        first = token[0]
        if not first.isalnum():
            return _PUNCTUATION.get(first, "x")
        return NUMBER if first.isdigit() else self._word(token)

    def _word(self, word: str) -> str:
        word = word.replace("’", "'")
        tag = self._listed.get(word)
        if tag:
            return tag if word.islower() else self._or_given_name(word, tag)
        if word.islower():
            return self._by_shape(word)
        tag = self._listed.get(word.lower())
        if tag and not (word[0].isupper() and tag in _LOWER_ONLY):
            return self._or_given_name(word, tag)
        if tag == TAGS["says"] and self._drops_pronouns:
            return MAYBE_SAYS
        return self._by_shape(word)

    @staticmethod
    def _or_given_name(word: str, tag: str) -> str:
        """The tag, or the one of a word that may be a given name instead, if it is written as one."""
        maybe = _MAYBE_GIVEN.get(tag)
        return maybe if maybe and len(word) >= _SHORTEST_NAME and word.istitle() and is_given(word) else tag

    def _by_shape(self, word: str) -> str:
        if not word.isalpha():
            stem, _, clitic = word.rpartition("'")
            if stem:
                return self._with_clitic(stem, clitic)
        if word[0].isupper():
            if word.endswith(self._adverb_endings):
                return MAYBE_ADVERB
            return MAYBE_PARTICIPLE if word.endswith(self._participle_endings) else NAME
        if word.endswith(self._adverb_endings):
            return TAGS["adverb"]
        return MAYBE_VERB if word.endswith(self._verb_endings) else NOUN

    def _with_clitic(self, stem: str, clitic: str) -> str:
        """``he's`` is "he"; ``Roe's`` and ``workers'`` are genitives."""
        if (tag := self._listed.get(stem) or self._listed.get(stem.lower())) in tuple("PDTRYi"):
            return tag
        return GENITIVE if clitic in ("s", "") else NOUN


_PUNCTUATION = {
    **dict.fromkeys(".!?…\n", SENTENCE_END),
    **dict.fromkeys(",،、", ","),
    **dict.fromkeys(":", ":"),
    **dict.fromkeys(";", ";"),
    **dict.fromkeys("-–—―", "-"),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    "&": "C",
}


@frozen
class QuotationLexicon:
    """The words of a language for the rules of this package.

    Attributes:
        tags: the tag of every word.
        headline_tags: the tag of every word in a sentence in Title Case.
        token: a pattern of a word or a mark.
        elided: words after an apostrophe.
        agents: prepositions before the agent of a passive verb.
        thus: words that begin a sentence about the words before it.
        impersonal: pronouns for nobody.
        persons: pronouns for one person.
        shapes: the marks that open or close by their shape.
        orders: orders of the clause after a quotation, the usual one first.
        capitalised_nouns: whether all nouns have capitals, so these prove no name.
        articles_before_names: whether names of persons may have an article.
        drops_pronouns: whether a verb may be without a subject.
        is_listed: whether these words are surely those of the text; otherwise a verb can be any word.
    """

    tags: Tagger
    headline_tags: Tagger
    token: re.Pattern[str]
    elided: frozenset[str]
    agents: frozenset[str]
    thus: frozenset[str]
    impersonal: frozenset[str]
    persons: frozenset[str]
    shapes: Shapes
    orders: tuple[str, ...]
    capitalised_nouns: bool
    articles_before_names: bool
    drops_pronouns: bool
    is_listed: bool


def lexicon_for(text: str, language: str | None) -> QuotationLexicon:
    """The lexicon of a language; if it is None, of the one whose little words the text has most of."""
    if language:
        return lexicon_of(language)
    words = text[:_SAMPLE].lower().split()
    guessed, is_sure = _guessed(words)
    lexicon = lexicon_of(guessed)
    return lexicon if is_sure else evolve(lexicon, is_listed=False)


def _guessed(words: Sequence[str]) -> tuple[str, bool]:
    """The likeliest language, and whether there are enough of its little words."""
    little = _little_words()
    count = sum(map(little[FALLBACK].__contains__, words))
    if count >= _ENGLISH * len(words):
        return FALLBACK, count > 0
    counts = {language: sum(map(words_of.__contains__, words)) for language, words_of in little.items()}
    guessed = max(counts, key=counts.__getitem__)
    return guessed, counts[guessed] >= max(_FEWEST, _LISTED * len(words))


@cache
def _little_words() -> dict[str, frozenset[str]]:
    lists = tomllib.loads((files(__package__) / "little_words.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in lists.items()}


def lexicon_of(language: str) -> QuotationLexicon:
    """The lexicon of a language; the English one if it has none."""
    locale = nearest(language)
    lexicon = _lexicon_of(locale)
    is_other = locale == FALLBACK and not language.lower().startswith(FALLBACK)
    return evolve(lexicon, is_listed=False) if is_other else lexicon


@cache
def _lexicon_of(language: str) -> QuotationLexicon:
    own = load(language).sections.get("quotations")
    section = own or load(FALLBACK).sections["quotations"]
    listed = _listed(section)
    token = _token(section, listed)
    tagger = Tagger(section, listed, token)
    return QuotationLexicon(
        tags=tagger,
        headline_tags=tagger.in_small_letters(),
        token=token,
        elided=frozenset(section["elided"].split()),
        agents=frozenset(section["agents"].split()),
        thus=frozenset(section["thus"].split()),
        impersonal=frozenset(section.get("impersonal", "").split()),
        persons=frozenset(section["words"]["person"].split()),
        shapes=shapes_of(section["marks"]),
        orders=tuple(section["orders"]),
        capitalised_nouns=section.get("capitalised_nouns", False),
        articles_before_names=section.get("articles_before_names", False),
        drops_pronouns=section.get("drops_pronouns", False),
        is_listed=own is not None,
    )


def _listed(section: Mapping[str, Any]) -> dict[str, str]:
    """Each listed word with its tag; the first list with a word wins."""
    listed: dict[str, str] = {}
    for verbs in reversed(section["verbs"]):
        finite = TAGS[verbs["kind"]]
        listed |= _conjugated(verbs, "endings", finite)
        listed |= _conjugated(verbs, "nouns", MAYBE_NOUN.get((finite, NOUN), finite))
        listed |= _conjugated(verbs, "participles", TAGS.get(_PARTICIPLES.get(verbs["kind"], ""), finite))
    for name, words in reversed(section["words"].items()):
        listed |= {word: _with_noun(listed.get(word, ""), TAGS[name]) for word in words.split()}
    return listed


def _with_noun(verb: str, tag: str) -> str:
    """The tag of a word that a list gives this tag, and another list perhaps that of a verb."""
    return MAYBE_NOUN.get((_VERBS.get(verb, verb), tag), tag)


def _conjugated(verbs: Mapping[str, Any], endings: str, tag: str) -> dict[str, str]:
    stems = verbs["stems"].split()
    return dict.fromkeys((stem + ending for ending in verbs.get(endings, ()) for stem in stems), tag)


def _token(section: Mapping[str, Any], listed: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern of a word, an abbreviation with its dots, or one mark; joined words (l'eau, dit-il) are separate."""
    joined_before = _alternatives(section.get("prefixes", "").split())
    inverted = _alternatives(section.get("inverted", "").split())
    authors = _alternatives(word for word, tag in listed.items() if tag == TAGS["self"] and len(word) == 1)
    initial = rf"(?<!\w)(?!{authors}\.)[^\W\d_]\.(?=$)" if authors else r"(?<!\w)[^\W\d_]\.(?=$)"
    abbreviations = _alternatives(word for word in listed if word.endswith("."))
    inner = rf"[-'’.&/@](?!(?:t-)?{inverted}\b)\w+" if inverted else r"[-'’.&/@]\w+"
    inner += r"|(?<=\d),\d+"
    patterns = (
        joined_before and rf"(?<!\w){joined_before}['’](?=\w)",
        inverted and rf"(?<=\w)-(?:t-)?(?={inverted}\b)",
        abbreviations and rf"(?<!\w){abbreviations}",
        rf"(?:\w\.){{2,}}|{initial}|\w+(?:{inner})*+(?:(?<=s)['’])?|[^\w\s]|\n",
    )
    return re.compile("|".join(filter(None, patterns)))


def _alternatives(words: Iterable[str]) -> str:
    return f"(?:{alternatives})" if (alternatives := "|".join(map(re.escape, words))) else ""


# ------------------------------------------------------------------------------------------------ disambiguation

# An apparent verb is a noun after an article or a preposition, as is the first of two: "the state says".
_NOUN_NOT_VERB = re.compile("[VWLF](?:(?<=[dHZ].)(?![,:]?Q)|(?<=[wmSt].)(?=[vVAobW])|(?<=O.))")
_ADVERB = re.compile(f"(?:(?<=[.:;C])|^){MAYBE_ADVERB}(?=[UO]|,[PNMdDHOi])")  # Shortly after, and "Recently, Roe"
_SAYS_FIRST = re.compile(f"(?:(?<=[.:])|^){MAYBE_SAYS}(?=T|[,:]?Q|B?[,:T])")
_GOES, _WEAK = TAGS["goes"], TAGS["weak"]
# he maintained that; he held, "Q"; as he put it: "Q"; but not: they held the "Q"
_WEAKLY_REPORTS = re.compile(f"{_WEAK}(?=T|P?B?[,:]?Q|P[.,:BDOq]|P$|(?<=Q[PNi].)[.,]|(?<=QN.).?[.,])")
_REPORTS = re.compile(f"{_GOES}(?=O?(?:[,:.]|$|I[vV]))")  # goes, "Q"; "Q," he went on to say
_BOTH = {maybe: tags for tags, maybe in MAYBE_NOUN.items()}
_MAYBE_NOUN = re.compile(f"[{''.join(_BOTH)}]")
_BOTH_THOUGHT = MAYBE_NOUN["W", "S"]  # Roe thought
_BEFORE_VERB = frozenset("PRoI")  # pronouns, modals, "to"
_NEVER_BEFORE_VERB = frozenset("dHZO")
_STATE = MAYBE_NOUN["V", "w"]
_ONE_COMMA = re.compile("(?:^|[.;:Q])[^,.;:Q]*,$")  # her aide, state senator Roe; but: Roe, 52, states
_OBJECT = re.compile("[TPdDHZNMi]|,?Q|O?[,:]Q?")
_IN_PHRASE = f"dDHwNMjfZ9SmtC&{''.join(_BOTH)}"
_PHRASE_BEFORE = re.compile(f"[{_IN_PHRASE}]*$")
_BEFORE_SUBJECT = frozenset(("", *".,;:-(TCUqQR"))
_AFTER_QUOTATION = re.compile(f"Q[dDHNMZ][O{_IN_PHRASE}]*$")  # "Q," the paper claims
_MAX_SUBJECT_TAGS = 20
_ENDS_CLAUSE = re.compile("B?(?:[.,;OUY-]|$)")


_GIVEN = {sign: tag for tag, sign in _MAYBE_GIVEN.items()}
_MAYBE_GIVEN_NAME = re.compile(f"[{''.join(_GIVEN)}]")
# A month before a family name is a given name, but not after "in", "last" or a number.
_GIVEN_NAME = re.compile(
    f"(?:(?<![OdD9]){_MAYBE_GIVEN['Y']}|(?<=[^.;:(Q-])[{''.join(_GIVEN)}](?<!{_MAYBE_GIVEN['Y']})|"
    f"(?<![^.;:(Q-])[{''.join(map(_MAYBE_GIVEN.__getitem__, 'OoPHbA'))}](?=N{{1,3}},?A?[vV]))(?=N)"
)


def disambiguated(tags: str) -> str:
    """The tags of a paragraph, with one tag for each word that may be a verb or a noun, or a given name."""
    if not tags.isascii():
        tags = _MAYBE_GIVEN_NAME.sub(lambda match: _GIVEN[match[0]], _GIVEN_NAME.sub(NAME, tags))
    if MAYBE_ADVERB in tags:
        tags = _ADVERB.sub(TAGS["adverb"], tags).replace(MAYBE_ADVERB, NAME)
    if _GOES in tags:
        tags = _REPORTS.sub(TAGS["says"], tags).replace(_GOES, TAGS["does"])
    if MAYBE_SAYS in tags:
        tags = _SAYS_FIRST.sub(TAGS["says"], tags).replace(MAYBE_SAYS, NAME)
    if _WEAK in tags:
        tags = _WEAKLY_REPORTS.sub(TAGS["says"], tags).replace(_WEAK, TAGS["does"])
    return _NOUN_NOT_VERB.sub(NOUN, _MAYBE_NOUN.sub(_decided, tags))


def _decided(match: re.Match[str]) -> str:
    return _BOTH[match[0]][0 if _is_verb(match.string, match.start()) else 1]


def _is_verb(tags: str, place: int) -> bool:
    """Whether a possible noun is a verb, with a subject before it and an object after it."""
    start = place
    while start and tags[start - 1] == "B":
        start -= 1
    before, floor = tags[start - 1 : start], max(0, start - _MAX_SUBJECT_TAGS)
    if before in _BEFORE_VERB or (before == NAME and tags[place] == _BOTH_THOUGHT):
        return True
    if before in _NEVER_BEFORE_VERB or (tags[place] == _STATE and _ONE_COMMA.search(tags, floor, start)):
        return False
    if _AFTER_QUOTATION.search(tags, floor, start):
        return _ENDS_CLAUSE.match(tags, place + 1) is not None
    phrase = _PHRASE_BEFORE.search(tags, floor, start)
    begins = phrase is not None and tags[phrase.start() - 1 : phrase.start()] in _BEFORE_SUBJECT
    return begins and _OBJECT.match(tags, place + 1) is not None
