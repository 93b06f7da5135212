# ruff: noqa: E501 - names of 120 characters, kept whole
"""The reports made by hand with other names, scripts, figures and words in them: what clients and data may bring."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from reportgen.document.large import readable
from reportgen.document.own_words import own_words
from reportgen.model.report import Objective, Passages, Report
from reportgen.model.text import Figure
from tests.render_pdf import fixtures

NAMES = ("Luminaires Dorval", "Maison Lumière", "Atelier Halo", "Recevoir des demandes de conseil")
ARABIC = ("متجر النور", "بيت الضوء 2026", "مصابيح الشرق", "صيف العروض")
HEBREW = ("חנות האור", "בית הנורות", "מנורות המזרח", "מבצעי הקיץ")
CHINESE = ("东方照明", "光之家有限公司", "ハロー工房", "서울 조명 상담 요청")
EMOJI = ("👩‍💻 Studio", "🇫🇷 Lumière 👍🏽", "Halo 1️⃣ ☃", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 👨‍👩‍👧‍👦 Conseils 💡")
HIDDEN = (
    "a\u202eb\u2066c\u200b",
    "Maison\x07 \ud800Lumie\u0300re",
    "H\u0301\u0302\u0303\u0304\u0306\u0307" * 3 + "alo",
    "x\u00ad\ufeff\ufffe y",
)
LONG = (
    "Compagnie internationale des luminaires d’intérieur, d’extérieur et de jardin de Dorval et de toute la vallée de l’Orne",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" + "luminaires" * 4,
    "Halo" * 30,
    "Recevoir des demandes de conseil de particuliers, d’architectes, d’hôtels et de collectivités dans toute la région",
)  # fmt: skip
SMALL, LARGE = Decimal("0.00012"), Decimal("98765432109")
MARKDOWN = """\
Les **ventes** montent ; *enfin* : voir [l’étude](https://example.org/a?b=1).

1. Garder le guide : 12 demandes
2. Arrêter le reste
   - sauf en `story`

<b>HTML</b> & co !
"""


def named(names: tuple[str, ...], report: Report | None = None) -> Report:
    """The report with other names in place of the client's, two competitors' and an objective's."""
    pairs = tuple(zip(NAMES, names, strict=True))
    made: Report = _changed(report or fixtures.whole(fixtures.report()), pairs)
    return made


def scaled(value: Decimal, report: Report | None = None) -> Report:
    """The report with every amount replaced by one as small or as large as they come."""
    made: Report = _valued(report or fixtures.whole(fixtures.report()), value)
    return readable(made)


def commented(report: Report | None = None) -> Report:
    """Markdown in the three texts and beside the charts."""
    words = own_words(MARKDOWN, "commentary.summary", "fr")

    def spoken(block: object) -> Any:
        if isinstance(block, Passages):
            return replace(block, passages=tuple(replace(p, paragraphs=words[:3]) for p in block.passages))
        return replace(block, commentary=words) if isinstance(block, Objective) else block

    report = report or fixtures.report()
    pages = tuple(replace(page, blocks=tuple(spoken(block) for block in page.blocks)) for page in report.pages)
    return replace(report, pages=pages)


def _changed(part: Any, pairs: tuple[tuple[str, str], ...]) -> Any:
    if isinstance(part, str):
        for old, new in pairs:
            part = part.replace(old, new)
        return part
    if isinstance(part, tuple):
        return tuple(_changed(item, pairs) for item in part)
    if is_dataclass(part) and not isinstance(part, Figure | type):
        return replace(part, **{item.name: _changed(getattr(part, item.name), pairs) for item in fields(part)})
    return part


def _valued(part: Any, value: Decimal) -> Any:
    if isinstance(part, Figure) and isinstance(part.value, Decimal | int) and part.unit == "currency":
        return replace(part, value=value if part.value >= 0 else -value, precision=5 if value < 1 else part.precision)
    if isinstance(part, tuple):
        return tuple(_valued(item, value) for item in part)
    if is_dataclass(part) and not isinstance(part, Figure | type):
        return replace(part, **{item.name: _valued(getattr(part, item.name), value) for item in fields(part)})
    return part
