"""Words that introduce a post's labels, and words that introduce the date of an edit, in many languages."""

from __future__ import annotations

import re

from blogpost.remembering import remembered

_LONGEST = 60  # characters

# Whole words and phrases; what follows is a label, a colon or the end of the line.
_LABELS = """
    tags?|tagged(?: with| as| in| under)?|filed (?:under|in)|posted (?:in|under)|published in|categor(?:y|ies)|
    categori[sz]ed(?: as| in| under)?|topics?|labels?|keywords?|technorati tags|in category|
    kategorien?|schlagw(?:ort|orte|örter|orten)|stichw(?:ort|orte|örter)|themen?|verschlagwortet(?: mit)?|
    abgelegt unter|kategorisiert in|veröffentlicht (?:in|unter)|gespeichert unter|
    etiquetas?|etiquetad[oa](?: como| con| en)?|categor[ií]as?|archivado en|publicado en|temas?|palabras clave|
    marcadores|arquivado em|publicado em|
    étiquet(?:te|é)e?s?|mots?[ -]clés?|cat[ée]gories?|class[ée] (?:dans|sous)|publié dans|thèmes?|rubriques?|libellés|
    categorie|argomenti|etichette|parole chiave|pubblicato in|archiviato in|
    categorieën|trefwoorden|onderwerpen|geplaatst in|
    метки|теги|тэги|рубрик[аи]|категори[яи]|ключевые слова|опубликовано в|хабы|темы|мітки|позначки|
    kategori(?:er|a|e|oita|at)?|emneord|etiketter|nyckelord|taggar|ämnen|merkkisanat|avainsanat|asiasanat|tunnisteet|
    tagit|tagi|kategorie|etykiety|słowa kluczowe|opublikowano w|štítky|rubriky|címkék|kategória|
    etiketler|kategoriler|konular|ετικέτες|κατηγορί(?:α|ες)|
    カテゴリー?|タグ|テーマ|ラベル|キーワード|标签|標籤|标签云|分类|分類|分類專欄|关键词|關鍵字|文章标签|文章分类|
    전체 ?태그|태그|카테고리|키워드|
    وسوم|التصنيفات|الوسوم|كلمات مفتاحية|תגיות|קטגוריות|kata kunci|chủ đề|từ khóa|หมวดหมู่|แท็ก
"""
_WORDS = "|".join(part.strip() for part in _LABELS.split("|"))
_INTRODUCTION = re.compile(
    rf"[\W_]*(?:(?:{_WORDS})\s*(?:&|and|und|y|et|e|/|,)?\s*){{1,4}}(?P<end>\s*[:：：|›»\-–—]\s*|\s+|$)",
    re.IGNORECASE,
)

# Parts of words. One by one they are found sooner than by a pattern, which tries all of them at each letter.
_UPDATED = tuple(
    part.strip()
    for part in """
    updat|modif|edited|revised|aktualis|geändert|bearbeitet|überarbeitet|actualiz|atualiz|editad|mis à jour|mise à jour|
    обновл|изменен|оновлен|更新|수정|redigeret|opdateret|uppdater|oppdatert|gewijzigd|bijgewerkt|aggiornat|päivitet|
    zaktualizowan|aktualizov|frissítve|güncelle|diubah|cập nhật
    """.split("|")
)


def mentions_update(text: str) -> bool:
    """Whether a text has a word for an edit: "Updated on"."""
    return any(map(text.lower().__contains__, _UPDATED))


@remembered(1024)
def introduces_labels(text: str) -> bool:
    """Whether a line consists only of words that introduce labels: "Filed under:", "Tags"."""
    if len(text) > _LONGEST:
        return False
    match = _INTRODUCTION.match(text)
    return match is not None and not text[match.end() :].strip()


def labels_after(text: str) -> tuple[str, bool] | None:
    """The text after words that introduce labels, and whether a colon or another mark is between them."""
    match = _INTRODUCTION.match(text)
    if match is None or not text[match.end() :].strip():
        return None
    return text[match.end() :].strip(), bool(match["end"].strip())
