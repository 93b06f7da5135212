"""Cells → numbers. How a file writes its decimals is decided once per file, never per cell.

Nothing is guessed: what is neither a number nor a mark of absence is told, with what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from reportgen.sources.rows import Cell

Style = Literal["point", "comma"]

STEP = Decimal("0.000001")  # every value is held to six decimals, in each reader alike
_ONCE = Decimal(1)
LIMIT = Decimal(10) ** 12
ABSENT = frozenset({"", "-", "--", "---", "–", "—", "nan", "n/a", "na", "null", "none", "#n/a", "(not set)", "select"})
COMMA_LANGUAGES = frozenset({"fr", "de", "es", "pt", "it", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "uk", "ru"})

_LAKHS = r"\d{1,2}(,\d{2})+,\d{3}"  # 1,23,456: as India groups digits
_THOUSANDS = r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}"
POINT_PATTERN = rf"^[-+]?(\d+\.(\d{{1,2}}|\d{{4,}})|0\.\d+|{_THOUSANDS}|{_LAKHS}(\.\d+)?)$"
COMMA_PATTERN = r"^[-+]?(\d+,(\d{1,2}|\d{4,})|0,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})$"
OPEN_PATTERN = r"^[-+]?[1-9]\d{0,2}[.,]\d{3}$"
_POINT, _COMMA, _OPEN = (re.compile(pattern) for pattern in (POINT_PATTERN, COMMA_PATTERN, OPEN_PATTERN))
_NUMBER: dict[Style, re.Pattern[str]] = {
    "point": re.compile(rf"^[-+]?(\d+|\d{{1,3}}(,\d{{3}})+|{_LAKHS})?(\.\d*)?([eE][-+]?\d{{1,2}})?$"),
    "comma": re.compile(r"^[-+]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?$"),
}

_SHORTENED = re.compile(r"[-+]?\d(?:[.,](\d+))?E\+(\d{2,3})")  # by a spreadsheet; programs write 1e+05 and 1.0E7

_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "BRL", "TWD", "CLP", "COP", "ARS"})
_CODES = ("EUR", "GBP", "CHF", "INR", "UAH", "IDR", "JPY", "CNY", "PLN", "SEK", "NOK", "DKK", "CZK", *sorted(_DOLLARS))
SIGNS: dict[str, frozenset[str]] = {
    "$": _DOLLARS,
    "US$": frozenset({"USD"}),
    "CA$": frozenset({"CAD"}),
    "A$": frozenset({"AUD"}),
    "AU$": frozenset({"AUD"}),
    "NZ$": frozenset({"NZD"}),
    "S$": frozenset({"SGD"}),
    "HK$": frozenset({"HKD"}),
    "MX$": frozenset({"MXN"}),
    "R$": frozenset({"BRL"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "₹": frozenset({"INR"}),
    "₴": frozenset({"UAH"}),
    "₺": frozenset({"TRY"}),
    "₩": frozenset({"KRW"}),
    "zł": frozenset({"PLN"}),
    "Rp": frozenset({"IDR"}),
    "kr": frozenset({"SEK", "NOK", "DKK"}),
    **{code: frozenset({code}) for code in _CODES},
}
"""A currency's sign or code beside an amount → the currencies that write it so."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=lambda sign: (-len(sign), sign)))
_FRAME = re.compile(rf"([-+]?) ?(?:({_SIGN})\.?)? ?([-+]?)(\S.*?)(?: ?({_SIGN})\.?)?(?: ?(%))?")
_UNADORNED = re.compile(r"[-+]?[\d.,]+")
_GROUPED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d*)?")
_CENSORED = re.compile(r"[<>≤≥] ?\d+([.,]\d+)? ?%?")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ", "−": "-", "’": "'"})


class CellError(ValueError):
    """The cell is not what its column holds; ``would_be_right`` says what is."""

    def __init__(self, what: str, would_be_right: str, kind: str) -> None:
        super().__init__(what)
        self.would_be_right = would_be_right
        self.kind = kind


def bare(text: str) -> str:
    """A number's text without blanks, apostrophes, a currency's sign or a percent sign; other text as it stands."""
    if _UNADORNED.fullmatch(text):
        return text
    match = _FRAME.fullmatch(text.translate(_BLANKS).strip())
    if match is None or (match[1] and match[3]):
        return text
    digits = match[4]
    if " " in digits or "'" in digits:
        if not _GROUPED.fullmatch(digits):
            return text
        digits = digits.replace(" ", "").replace("'", "")
    return match[1] + match[3] + digits


def currencies(cell: Cell) -> frozenset[str]:
    """The currencies that an amount's own sign allows: ``US$50.00`` is USD, ``$50`` any dollar; none without a sign."""
    match = _FRAME.fullmatch(cell.translate(_BLANKS).strip()) if isinstance(cell, str) else None
    return SIGNS.get(match[2] or match[5] or "", frozenset()) if match else frozenset()


def is_absent(text: str) -> bool:
    """Whether a cell says that there is no number: a mark of absence, or a censored one (``< 10%``), which is none."""
    stripped = text.strip()
    return stripped.casefold() in ABSENT or (stripped[:1] in "<>≤≥" and _CENSORED.fullmatch(stripped) is not None)


def decide_style(cells: Iterable[Cell], language: str) -> Style:
    """The decimal mark of a file: from cells that can be read one way only, else from its headers' language.

    Raises CellError where cells contradict each other or nothing settles ``1.234``.
    """
    point = comma = undecided = ""
    for cell in cells:
        if not isinstance(cell, str) or ("." not in cell and "," not in cell):
            continue
        text = bare(cell)
        if _POINT.match(text):
            point = point or cell
        elif _COMMA.match(text):
            comma = comma or cell
        elif _OPEN.match(text):
            undecided = undecided or cell
    return settle_style(point, comma, undecided, language)


def settle_style(point: str, comma: str, undecided: str, language: str) -> Style:
    """The decimal mark, from one example of each sort (empty: there is none) and the language.

    Raises CellError.
    """
    if point and comma:
        raise CellError(
            f"'{point}' has a decimal point and '{comma}' a decimal comma, in one file",
            "Write all numbers of a file alike.",
            "mixed_decimals",
        )
    if point or comma:
        return "point" if point else "comma"
    if language in COMMA_LANGUAGES:
        return "comma"
    if undecided and not language:
        raise CellError(
            f"'{undecided}' may be read in two ways, and nothing else in the file settles it",
            "Write numbers without a separator of thousands.",
            "open_decimals",
        )
    return "point"


def number(cell: Cell, style: Style, times: Decimal = _ONCE) -> Decimal | None:
    """A cell → its number, held to six decimals; None where the file says that there is none. ``2.81%`` is 0.0281.

    ``times``: what it is multiplied by (3600 for hours → seconds).

    Raises CellError.
    """
    if isinstance(cell, Decimal):
        return _held(cell * times, str(cell))
    if isinstance(cell, str) and cell.isdigit() and cell.isascii() and len(cell) < 12:
        return Decimal(cell) if times is _ONCE else _held(Decimal(cell) * times, cell)
    if not isinstance(cell, str):
        raise CellError(f"{cell} is a date where a number should be", "Write a number.", "not_a_number")
    stripped = cell.strip()
    if is_absent(stripped):
        return None
    if stripped.startswith("="):
        what = f"'{shown(cell)}' is not a number but a formula whose result was not saved"
        raise CellError(what, "Open the file in a spreadsheet and save it anew.", "not_a_number")
    text = bare(stripped)
    if "E+" in text and (shortened := _SHORTENED.fullmatch(text)) and len(shortened[1] or "") < int(shortened[2]):
        what = f"'{shown(cell)}' is a number of which a spreadsheet kept the first digits alone"
        raise CellError(what, "Export the file anew, and do not save it from a spreadsheet.", "rounded_number")
    if not any(char.isdigit() for char in text) or not _NUMBER[style].match(text):
        raise CellError(f"'{shown(cell)}' is not a number", _right(style), "not_a_number")
    text = text.replace(",", "") if style == "point" else text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise CellError(f"'{shown(cell)}' is not a number", _right(style), "not_a_number") from None
    return _held((value / 100 if stripped.endswith("%") else value) * times, cell)


def _held(value: Decimal, text: str) -> Decimal:
    if not value.is_finite():
        raise CellError(f"'{shown(text)}' is not a number", "Write a number.", "not_a_number")
    if abs(value) >= LIMIT:
        raise CellError(f"'{shown(text)}' is too large", "Numbers stay below a million millions.", "too_large")
    held = value.quantize(STEP, ROUND_HALF_UP)
    return value if value == held else held  # as it stands, with as many decimals as are stated


def trimmed(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals, so that every reader hands over the same digits."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _right(style: Style) -> str:
    mark = "point" if style == "point" else "comma"
    return f"Write a number with a decimal {mark}, or leave the cell empty."


def shown(cell: str) -> str:
    """A cell's text as a message shows it: one line, of bearable length."""
    text = " ".join(cell.split())
    return text if len(text) <= 40 else text[:39] + "…"
