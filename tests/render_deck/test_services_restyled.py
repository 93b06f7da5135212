"""Another theme restyles a finished deck: LibreOffice draws its charts and panels in the new colours."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.render_deck.conftest import REPORTS, rendered
from tests.render_deck.test_services_templates import converted

pytestmark = pytest.mark.services
NEW = {"accent1": "0B7A3B", "accent2": "D40078", "dk2": "5A0FA8"}
OLD = "14568C"  # the data's colour, made of the fixture's brand
CHART_SLIDE = 3  # of the money fixture: a bridge with dark totals


def exchanged(data: bytes) -> bytes:
    """The deck with other colours in its theme, as PowerPoint writes them when one is chosen."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as deck, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in deck.namelist():
            content = deck.read(name)
            if name == "ppt/theme/theme1.xml":
                text = content.decode()
                for slot, colour in NEW.items():
                    text, found = re.subn(rf'(<a:{slot}><a:srgbClr val=")[0-9A-F]{{6}}', rf"\g<1>{colour}", text)
                    assert found == 1, slot
                content = text.encode()
            target.writestr(name, content)
    return out.getvalue()


def colours(folder: Path, data: bytes, page: int) -> dict[str, int]:
    """How many pixels of a drawn page have each colour."""
    from PIL import Image

    folder.mkdir()
    (folder / "deck.pptx").write_bytes(data)
    pdf = converted(folder, "deck.pptx", "pdf")
    command = ["pdftoppm", "-r", "40", "-f", str(page), "-l", str(page), "-png", "-singlefile", pdf, folder / "page"]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    with Image.open(folder / "page.png") as picture:
        found = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    return {f"{red:02X}{green:02X}{blue:02X}": count for count, (red, green, blue) in found}  # type: ignore[misc]


def test_charts_and_panels_follow_another_theme(tmp_path: Path) -> None:
    report, brand = REPORTS["money"]
    data = rendered(report, brand).data
    before = colours(tmp_path / "before", data, CHART_SLIDE)
    after = colours(tmp_path / "after", exchanged(data), CHART_SLIDE)
    assert before[OLD] > 1_000
    assert after[NEW["accent1"]] >= 0.95 * before[OLD]
    assert after[NEW["accent2"]] > 50  # the mark at the head
    assert OLD not in after
    assert not before.keys() & set(NEW.values())
