"""The languages of a site: which there are, a page's file in each, the words of a script.

Every page is there once a language, and carries that language alone. A script holds its words in
Indonesian; in front of it stand the same in the page's language (``kelasWords``, which
``course/js/exercise/wording.js`` reads).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from course.words import INDONESIAN, LANGUAGES, Speech, fixed_words, spoken

_QUOTES = re.compile(r"[\"'`\\\n]")


@dataclass(frozen=True)
class Languages:
    """What a class offers."""

    others: tuple[str, ...] = ()
    """Besides Indonesian, in the order in which they are offered."""
    begins: str = INDONESIAN
    """What a phone shows on which nobody has chosen yet."""

    @property
    def speeches(self) -> list[Speech]:
        """Return each language with the pages' own words, Indonesian first."""
        return [Speech(), *map(fixed_words, self.others)]

    def of_page(self, name: str) -> dict[str, Any]:
        """Return what the templates ``language`` and ``languages`` need for a page."""
        codes = (INDONESIAN, *self.others)
        if len(codes) == 1:
            return {"languages": []}
        urls = {code: page_url(name, code) for code in codes}
        return {
            "languages": [(code, LANGUAGES[code], urls[code]) for code in codes],
            "pages_json": script_json(urls), "begins": self.begins,
        }  # fmt: skip


def page_url(name: str, language: str) -> str:
    """Return a page's file in a language: ``m1-internet.html``, ``m1-internet.en.html``."""
    return f"{name}.html" if language == INDONESIAN else f"{name}.{language}.html"


def with_words(script: str, more: Iterable[str] = ()) -> str:
    """Return a script with its words in the language spoken now in front; in Indonesian as it is.

    Of the catalogue only what stands in the script, and ``more``: what it says of data.
    """
    if spoken().language == INDONESIAN:
        return script
    words = script_json(words_in(script, spoken(), more))
    return f"globalThis.kelasWords=Object.assign(globalThis.kelasWords||{{}},{words});\n{script}"


def words_in(script: str, speech: Speech, more: Iterable[str] = ()) -> dict[str, str]:
    """Return the sentences of a script, and ``more``, by the Indonesian ones."""
    wanted = set(more)
    return {
        text: said for text, said in speech.words.items() if text in wanted or _says(script, text)
    }


def _says(script: str, text: str) -> bool:
    """Return whether a text stands in a script from quote to quote, not as a part of another."""
    parts = _QUOTES.split(text)
    begins = any(quote + parts[0] in script for quote in "\"'`")
    ends = any(parts[-1] + quote in script for quote in "\"'`")
    return begins and ends and all(part in script for part in parts)


def script_json(data: Any) -> Markup:
    """Return JSON that cannot end the ``<script>`` element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))  # noqa: S704
