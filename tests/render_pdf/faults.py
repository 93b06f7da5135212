"""Faults planted in a PDF that has none, with the rules of each judge that must see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True, slots=True)
class Fault:
    """``rules`` are outloud's; ``clauses`` those of the standards, by flavour, as veraPDF tells them."""

    plant: Callable[[pikepdf.Pdf], None]
    rules: set[str]
    clauses: set[tuple[str, str]]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The structure's elements in reading order."""

    def below(element: Any) -> Iterator[Any]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return below(pdf.Root.StructTreeRoot)


def _first(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(element for element in elements(pdf) if str(element.S) == kind)


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _no_alternative(pdf: pikepdf.Pdf) -> None:
    del _first(pdf, "/Figure").Alt


def _skipped_heading(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "/H2").S = pikepdf.Name.H4


def _no_scope(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if str(element.S) == "/TH":
            del element.A
        if str(element.S) in ("/TD", "/TH") and "/A" in element and "/Headers" in element.A:
            del element.A.Headers


def _no_claim(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b'pdfuaid:part="1"', b"")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def _no_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _no_relationship(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].AFRelationship


def _no_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _smoothed(pdf: pikepdf.Pdf) -> None:
    picture = next(item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Interpolate" in item)
    picture.Interpolate = True


FAULTS: dict[str, Fault] = {
    "no language": Fault(_no_language, {"DOC-013"}, {("ua1", "7.2")}),
    "no alternative text": Fault(_no_alternative, {"FIG-001"}, {("ua1", "7.3")}),
    "a skipped heading": Fault(_skipped_heading, {"HDG-001"}, {("ua1", "7.4.2")}),
    "no scope": Fault(_no_scope, {"TBL-002"}, {("ua1", "7.5")}),
    "no claim": Fault(_no_claim, {"DOC-012"}, {("ua1", "5")}),
    "file name instead of title": Fault(_no_title, {"DOC-011"}, {("ua1", "7.1")}),
    "no relationship": Fault(_no_relationship, set(), {("3a", "6.8")}),
    "no profile": Fault(_no_profile, set(), {("3a", "6.2.4.3"), ("3a", "6.2.10")}),
    "a smoothed picture": Fault(_smoothed, set(), {("3a", "6.2.8")}),
}
