"""Each shipped export has its platform, or is known to have none."""

from __future__ import annotations

from reportgen.sources.describe import descriptions
from reportgen.vocabulary.platforms import PLATFORMS


def test_every_shipped_export_has_a_platform_or_none() -> None:
    shipped = {about.id for about in descriptions()}
    of_any_tool = {"crm_leads", "mentions"} | {name for name in shipped if name.startswith("fivetran_")}
    assert PLATFORMS.keys() == shipped - of_any_tool


def test_a_platform_bears_the_name_with_which_its_exports_are_listed() -> None:
    names = {about.id: about.name for about in descriptions()}
    assert [name for name, platform in PLATFORMS.items() if not names[name].startswith(platform)] == []
