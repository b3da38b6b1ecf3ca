"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from msiscore.drafting import new_files
from msiscore.drafting.new_files import write_file, write_new_files
from msiscore.errors import OutputError


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_file(tmp_path / "a/b/c.yaml", "é\n")
    assert (tmp_path / "a/b/c.yaml").read_bytes() == "é\n".encode()
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["c.yaml"]


def test_what_was_there_survives_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "a.yaml", "old")
    monkeypatch.setattr(os, "replace", _refuse)
    with pytest.raises(OutputError, match="cannot be written: no room"):
        write_file(tmp_path / "a.yaml", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    assert (tmp_path / "a.yaml").read_text() == "old"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_file(tmp_path / "b", "mine")
    with pytest.raises(OutputError, match="exists already"):
        write_new_files(tmp_path, {"a": "1", "b": "2"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_broken_link_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="exists already"):
        write_new_files(tmp_path, {"a": "1"})


def test_a_failure_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda old, new: _refuse() if str(new).endswith("c") else real(old, new))
    with pytest.raises(OutputError):
        write_new_files(tmp_path / "new", {"a/b": "1", "a/c": "2"})
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_told(tmp_path: Path) -> None:
    assert write_new_files(tmp_path, {"a": "1", "b/c": "2"}) == [tmp_path / "a", tmp_path / "b/c"]
    assert new_files.__doc__


def _refuse(*args: object) -> None:
    raise OSError(28, "no room")
