"""Where WeasyPrint looks for Pango, and what is said where there is none."""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

import pytest

from reportgen.errors import RenderError
from reportgen.render import press


@pytest.fixture(autouse=True)
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)


def test_on_a_mac_any_python_finds_homebrews_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "libpango-1.0.dylib"
    library.touch()
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("platform.machine", lambda: "arm64")
    monkeypatch.setitem(press._HOMEBREW, "arm64", tmp_path)
    monkeypatch.setattr(ctypes.util, "find_library", own := {"fontconfig": "/elsewhere/libfontconfig.dylib"}.get)
    with press.cheap_import():
        assert ctypes.util.find_library("pango-1.0") == str(library)
        assert ctypes.util.find_library("fontconfig") == "/elsewhere/libfontconfig.dylib"
        assert ctypes.util.find_library("libpango-1.0-0") is None
    assert ctypes.util.find_library == own


def load() -> None:
    print("pages of advice")
    raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file")


def test_without_pango_one_sentence_says_what_to_install(capsys: pytest.CaptureFixture[str], checkout: Path) -> None:
    with pytest.raises(RenderError) as raised, press.cheap_import():
        load()
    assert str(raised.value) == (
        "cannot load library 'libpango-1.0-0'. A PDF needs Pango. On Debian and Ubuntu: apt-get install libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango. Without it: --format json."
    )
    assert capsys.readouterr().out == ""
    assert "apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n" in (
        checkout / "scripts" / "setup.sh"
    ).read_text("utf-8")
