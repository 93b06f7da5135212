"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.files import write_whole


def test_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    write_whole({tmp_path / "new" / "a.pdf": b"a", tmp_path / "new" / "b.pptx": b"b"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == {"a.pdf": b"a", "b.pptx": b"b"}


def test_a_failure_leaves_what_stood_there(tmp_path: Path) -> None:
    """The second file can't be written (its place is below a file): the first keeps its old bytes."""
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "wall").write_bytes(b"")
    with pytest.raises(OSError, match="wall"):
        write_whole({tmp_path / "a.pdf": b"new", tmp_path / "wall" / "b.pptx": b"b"})
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "wall"]
