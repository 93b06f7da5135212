"""A smaller PDF that shows the same, from WeasyPrint's objects just before they are written.

WeasyPrint wraps each background picture and each centred line of a chart in a group of its own. A group is needed
where it is laid over the page half transparent; all others are written into the stream that draws them, which saves a
quarter of the file. Every stream is packed once, where writing would pack it twice: for its bytes and for their sum.

A logo's gradient is a tile of one unit that holds a shading, which some readers leave white: it becomes the shading.
"""

from __future__ import annotations

import re
from typing import Any

_CALL = re.compile(rb"/(\S+) (Do|gs|sh)")
_HELD = ("XObject", "Pattern", "Shading")


def pack(pdf: Any) -> None:
    """``pdf`` is a pydyf.PDF that is complete: its streams cannot be changed afterwards."""
    objects = {item.reference: item for item in pdf.objects}
    for page in [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]:
        _unfold(pdf, objects, objects[page["Contents"]], objects[page["Resources"]])
    for item in [item for item in pdf.objects if getattr(item, "extra", {}).get("PatternType") == 1]:
        _shade(pdf, objects, item)
    _freeze(pdf)


def _shade(pdf: Any, objects: dict[bytes, Any], tile: Any) -> None:
    """Makes a tile that holds nothing but a group with a shading a pattern of that shading."""
    import pydyf  # type: ignore[import-untyped]

    held = list(objects[tile.extra["Resources"]]["XObject"].values())
    group = _group(objects, held[0]) if len(held) == 1 else None
    if group is None or len(tile.stream) != 2 or len(group.stream) != 1:
        return
    name, operator = _call(group.stream[0])
    if operator == "sh":
        shading = objects[group.extra["Resources"]]["Shading"][name]
        entry = {"Type": "/Pattern", "PatternType": 2, "Matrix": tile.extra["Matrix"], "Shading": shading}
        pattern = pydyf.Dictionary(entry)
        pattern.number = tile.number
        pdf.objects[tile.number] = pattern
        _drop(pdf, objects, held[0])


def _unfold(pdf: Any, objects: dict[bytes, Any], stream: Any, resources: Any) -> None:
    """Writes the groups that ``stream`` draws into it, the innermost first."""
    content: list[Any] = []
    opaque, saved, gone = True, [], set()
    for item in stream.stream:
        name, operator = _call(item)
        if item == b"q":
            saved.append(opaque)
        elif item == b"Q" and saved:
            opaque = saved.pop()
        elif operator == "gs":
            opaque = _opaque(resources["ExtGState"].get(name, {}), opaque)
        elif operator == "Do" and opaque and (group := _group(objects, resources["XObject"].get(name))):
            inner = objects[group.extra["Resources"]]
            _unfold(pdf, objects, group, inner)
            if _fits(group, inner, resources):
                resources["ExtGState"].update(inner["ExtGState"])
                content += [b"q", *group.stream, b"Q"]
                gone.add(name)
                continue
        content.append(item)
    stream.stream = content
    for name in gone:
        _drop(pdf, objects, resources["XObject"].pop(name))


def _call(item: Any) -> tuple[str, str]:
    """The name and the operator of what draws an object, sets a state or shades; else two empty words."""
    match = _CALL.fullmatch(item) if isinstance(item, bytes) else None
    return (match[1].decode(), match[2].decode()) if match else ("", "")


def _opaque(state: Any, before: bool) -> bool:
    """Whether what is drawn after ``state`` was set covers what lies below it."""
    if "SMask" in state or "BM" in state:
        return False
    return bool(state["ca"] == 1) if "ca" in state else before


def _group(objects: dict[bytes, Any], reference: bytes | None) -> Any:
    form = objects.get(reference) if reference else None
    return form if form is not None and form.extra.get("Subtype") == "/Form" and "Group" in form.extra else None


def _fits(group: Any, inner: Any, outer: Any) -> bool:
    """It holds no marks of content, and its names mean the same outside."""
    marked = any(isinstance(item, bytes) and item in (b"BMC", b"BDC") for item in group.stream)
    states = all(outer["ExtGState"].get(name, state) == state for name, state in inner["ExtGState"].items())
    return not marked and states and not any(inner.get(kind) for kind in _HELD)


def _drop(pdf: Any, objects: dict[bytes, Any], reference: bytes) -> None:
    """The object and its resources become null: their numbers stay, so that no reference changes."""
    for item in (objects[reference], objects[objects[reference].extra["Resources"]]):
        pdf.objects[item.number] = _null(item.number)


def _null(number: int) -> Any:
    import pydyf

    null = pydyf.Array()
    null.number = number
    return null


def _freeze(pdf: Any) -> None:
    import pydyf

    class Frozen(pydyf.Object):  # type: ignore[misc]
        compressible = False
        data = b""

    for item in [item for item in pdf.objects if isinstance(item, pydyf.Stream)]:
        frozen = Frozen()
        frozen.number, frozen.data = item.number, item.data
        pdf.objects[item.number] = frozen
