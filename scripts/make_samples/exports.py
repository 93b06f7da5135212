"""Rows → bytes in the layouts of real exports: Meta Business Suite and Ads Manager, Google Analytics 4, Google Ads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal


def meta_daily(title: str, rows: Iterable[tuple[date, int]]) -> bytes:
    """One metric of a page by day: UTF-16 LE with BOM, ``sep=,``, title, every cell quoted, a blank record at the end.

    A day's stamp is midnight in California as seen from a summer export: 01:00 in winter there.
    """
    lines = ["sep=,", f'"{title}"', '"Date","Primary"']
    lines += [f'"{day}T{"00" if _summer(day) else "01"}:00:00","{value}"' for day, value in rows]
    return b"\xff\xfe" + ("\n".join(lines) + "\n\n").encode("utf-16-le")


def _summer(day: date) -> bool:
    """Whether the day begins in summer time in the United States."""
    march, november = date(day.year, 3, 1), date(day.year, 11, 1)
    starts = march.day + (6 - march.weekday()) + 7  # the second Sunday of March
    ends = november.day + (6 - november.weekday())  # the first Sunday of November
    return date(day.year, 3, starts) < day <= date(day.year, 11, ends)


ADS_COLUMNS = (
    "Début des rapports",
    "Fin des rapports",
    "Nom de la campagne",
    "Diffusion de la campagne",
    "Paramètre d’attribution",
    "Couverture",
    "Impressions",
    "Répétition",
    "Montant dépensé (EUR)",
    "Clics sur un lien",
    "CPC (coût par clic sur un lien) (EUR)",
    "Achats",
    "Valeur de conversion des achats",
)


def meta_ads(rows: Iterable[Sequence[str]]) -> bytes:
    """Ads Manager in French: UTF-8 with BOM, cells quoted only where a blank or a comma stands in them."""
    lines = [",".join(_quoted(cell) for cell in row) for row in (ADS_COLUMNS, *rows)]
    return b"\xef\xbb\xbf" + ("\n".join(lines) + "\n").encode()


FACEBOOK_POSTS = (
    '"Post ID","Page ID","Page name",Title,Description,"Duration (sec)","Publish time","Caption type",Permalink,'
    '"Is crosspost","Is share","Post type",Languages,"Custom labels","Funded content status","Data comment",Date,Views,'
    'Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,"Total clicks","Link Clicks","Other Clicks",'
    '"Matched Audience Targeting Consumption (Photo Click)","Seconds viewed","Average Seconds viewed",'
    '"Estimated earnings (USD)","Ad impressions"'
)
INSTAGRAM_POSTS = (
    '"Post ID","Account ID","Account username","Account name",Description,"Duration (sec)","Publish time",Permalink,'
    '"Post type","Data comment",Date,Views,Reach,Likes,Shares,Comments,Saves,Follows'
)


def meta_content(header: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Business Suite's list of posts: UTF-8 with BOM, captions with their line breaks, quoted only where need be."""
    lines = [header, *(",".join(_quoted(cell) for cell in row) for row in rows)]
    return b"\xef\xbb\xbf" + ("\n".join(lines) + "\n").encode()


def tabs(rows: Iterable[Sequence[str]]) -> bytes:
    """A table as UTF-16 LE with BOM, tabs between cells; numbers with grouping commas are quoted."""
    lines = ["\t".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows]
    return b"\xff\xfe" + ("\n".join(lines) + "\n").encode("utf-16-le")


def google_ads(title: str, first: date, last: date, rows: Iterable[Sequence[str]]) -> bytes:
    """A report of Google Ads: its title and its range of days in words above the table."""
    return tabs(((title,), (f"{_in_words(first)} - {_in_words(last)}",), *rows))


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _quoted(cell: str) -> str:
    if any(character in cell for character in ' ,"\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def comma(value: Decimal) -> str:
    """A number as the French interface writes it into a file: decimal comma, no grouping, nothing for zero."""
    return str(value).replace(".", ",") if value else ""


def ga4(account: str, first: date, last: date, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A report of Google Analytics 4: ``#`` preamble, CRLF, the biggest rows first, no line end after the last row."""
    rule = "# ----------------------------------------"
    lines = [rule, "# Report CSV Export", f"# Account: {account}", f"# Property: {account} - GA4", rule, "# "]
    lines += ["# All Users", f"# Start date: {first:%Y%m%d}", f"# End date: {last:%Y%m%d}", ",".join(header)]
    lines += [",".join(str(cell) for cell in row) for row in rows]
    return "\r\n".join(lines).encode()
