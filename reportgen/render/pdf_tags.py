"""What WeasyPrint's tags still lack for PDF/UA, added to its objects just before they are written.

- a header cell says whether it heads its column or its row;
- a table carries its caption as summary;
- a picture's box is told in the page's own units: it was in the layout's, from the upper edge down;
- a passage in another language says so, which the layout's boxes alone know (`keep_languages`);
- running headers and footers are artifacts: they were marked as content that no tag leads to;
- a link into the document says where it leads in words: it said so in the name of the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_POINTS = 0.75  # of the layout's pixel
_PAGINATION = {"Type": "/Pagination"}


def complete_tags(pdf: Any, captions: list[str], places: Mapping[str, str]) -> None:
    """``pdf`` is a pydyf.PDF with its structure tree; ``captions`` are those of its tables, in reading order;
    ``places`` are the words for what links lead to, by its name."""
    objects = {item.reference: item for item in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached = dict.fromkeys(_walk(root, objects))
    elements = [objects[reference] for reference in reached]
    _scope_headers(elements, objects)
    _summarise(elements, captions)
    _place_pictures(elements, objects)
    _make_artifacts(pdf, objects, root, reached)
    _name_places(objects, places)


def keep_languages() -> None:
    """From now on WeasyPrint gives an element the language of the passage that it is of; called again, it changes
    nothing. It reads the language of the whole document only."""
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    if getattr(build, "tells_languages", False):
        return

    def telling(box: Any, *others: Any) -> Iterator[Any]:
        import pydyf  # type: ignore[import-untyped]

        language = box.element.get("lang") if box.element is not None and box.element_tag != "html" else None
        for element in build(box, *others):
            if language:
                element["Lang"] = pydyf.String(language)
                element["S"] = "/Span" if element["S"] == "/NonStruct" else element["S"]
            yield element

    telling.tells_languages = True  # type: ignore[attr-defined]
    tags._build_box_tree = telling


def _walk(element: Any, objects: dict[bytes, Any]) -> Iterator[bytes]:
    """References of the structure elements below ``element``, in reading order."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes) and (child := objects.get(kid)) is not None and child.get("S"):
            yield kid
            yield from _walk(child, objects)


def _scope_headers(elements: list[Any], objects: dict[bytes, Any]) -> None:
    for cell in elements:
        if cell["S"] == "/TH":
            row = objects[cell["P"]]
            heads_column = objects[row["P"]]["S"] == "/THead"
            cell["A"]["Scope"] = "/Column" if heads_column else "/Row"


def _summarise(elements: list[Any], captions: list[str]) -> None:
    """A table that breaks over pages is several in the tags: then no caption can be told from the next, and none is
    set."""
    import pydyf

    tables = [element for element in elements if element["S"] == "/Table"]
    if len(tables) == len(captions):
        for table, caption in zip(tables, captions, strict=True):
            table["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(caption)})


def _place_pictures(elements: list[Any], objects: dict[bytes, Any]) -> None:
    for picture in elements:
        if picture["S"] == "/Figure":
            height = objects[picture["Pg"]]["MediaBox"][3]
            left, top, right, bottom = (edge * _POINTS for edge in picture["A"]["BBox"])
            picture["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _name_places(objects: Mapping[bytes, Any], places: Mapping[str, str]) -> None:
    import pydyf

    for link in objects.values():
        place = (
            link["Dest"].string if isinstance(link, dict) and link.get("Subtype") == "/Link" and "Dest" in link else ""
        )
        if place in places:
            link["Contents"] = pydyf.String(places[place])


def _make_artifacts(pdf: Any, objects: dict[bytes, Any], root: Any, reached: dict[bytes, None]) -> None:
    """Marked content whose element hangs outside the tree is re-marked in its page's stream."""
    import pydyf

    numbers = objects[root["ParentTree"]]["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    pages = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Page"]
    for page in pages:
        owners = parents[page["StructParents"]]
        loose = {index for index, owner in enumerate(owners) if owner not in reached}
        stream = objects[page["Contents"]].stream
        for place, item in enumerate(stream):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
                stream[place - 1], stream[place] = "/Artifact", pydyf.Dictionary(_PAGINATION)
        owners[:] = [b"null" if index in loose else owner for index, owner in enumerate(owners)]
