"""The languages of the pages: French first and without a prefix, the others each under its own.

Pure data: it knows no page and no request. A language is offered to visitors once its catalogue
says the citizens' pages, and it bears « traduction à relire » until a person who reads it signs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf.locale import LANG_INFO


@dataclass(frozen=True)
class Language:
    """One language: its code and prefix, its name in itself, how it is written.

    `locale` gives dates and names of days (CLDR); `is_offered` shows it in the menu of languages;
    `signed_by` says who, speaking it, read the translation again: "" until somebody did.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    locale: str
    is_offered: bool = False
    signed_by: str = ""

    @property
    def is_source(self) -> bool:
        """Whether the texts are written in this language."""
        return self.code == SOURCE

    @property
    def is_to_review(self) -> bool:
        """Whether nobody has read the translation again yet."""
        return not self.is_source and not self.signed_by


SOURCE = "fr"
LANGUAGES: tuple[Language, ...] = (
    Language("fr", "Français", "ltr", "fr_FR", is_offered=True),
    Language("en", "English", "ltr", "en_GB", is_offered=True),
    Language("ar", "العربية", "rtl", "ar", is_offered=True),
    Language("uk", "Українська", "ltr", "uk_UA", is_offered=True),
    Language("ru", "Русский", "ltr", "ru_RU", is_offered=True),
    Language("fa", "فارسی", "rtl", "fa_IR", is_offered=True),
    Language("ps", "پښتو", "rtl", "ps_AF"),
    Language("ti", "ትግርኛ", "ltr", "ti_ER"),
)
BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}

# Django knows neither Pashto nor Tigrinya.
for _one in LANGUAGES:
    LANG_INFO.setdefault(
        _one.code,
        {
            "bidi": _one.direction == "rtl",
            "code": _one.code,
            "name": _one.name,
            "name_local": _one.name,
        },
    )


def language_of(path: str) -> Language:
    """Return the language that the first part of a path names: « /en/lieux/ » is in English."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return BY_CODE[SOURCE] if first == SOURCE else BY_CODE.get(first, BY_CODE[SOURCE])


def in_language(path: str, code: str) -> str:
    """Return the path of the same page in another language."""
    current = language_of(path)
    bare = path if current.is_source else path.removeprefix(f"/{current.code}") or "/"
    return bare if code == SOURCE else f"/{code}{bare}"
