from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.errors import OutputError
from msiscore.exchange.writing import replace_files


def test_all_files_are_written(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"1")
    replace_files({old: b"2", new: b"3"}, {old: b"1", new: None})
    assert (old.read_bytes(), new.read_bytes()) == (b"2", b"3")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]


def test_a_file_that_has_changed_or_appeared_stops_everything(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"1")
    new.write_bytes(b"x")
    with pytest.raises(OutputError, match="new has changed in the meantime"):
        replace_files({old: b"2", new: b"3"}, {old: b"1", new: None})
    with pytest.raises(OutputError, match="old has changed in the meantime"):
        replace_files({old: b"2"}, {old: b"0"})
    assert old.read_bytes() == b"1"


def test_a_folder_that_is_gone_leaves_the_others_alone(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"1")
    with pytest.raises(OutputError, match="nothing was changed"):
        replace_files({old: b"2", tmp_path / "gone" / "new": b"3"}, {old: b"1", tmp_path / "gone" / "new": None})
    assert old.read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
