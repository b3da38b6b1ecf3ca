"""Old pages go, the user's own files stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msiscore.errors import OutputError
from msiscore.reporting.record import RECORD, outdated, record_of, refuse_foreign
from msiscore.reporting.write import write_files

OURS = b'<meta name="generator" content="msiscore 0.1.0">'


def site(*names: str) -> dict[str, bytes]:
    pages = {name: OURS + name.encode() for name in names}
    return pages | {RECORD: record_of(pages)}


def written(folder: Path, *names: str) -> None:
    write_files(folder, site(*names))


def test_the_record_is_json_with_a_hash_for_each_page() -> None:
    record = json.loads(record_of({"b.html": b"b", "a.html": b"a"}))
    assert list(record["pages"]) == ["a.html", "b.html"]
    assert record["pages"]["a.html"] == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_what_the_report_no_longer_has_is_found(tmp_path: Path) -> None:
    written(tmp_path, "index.html", "initiatives/a.html", "initiatives/b.html", "initiatives/c.html")
    (tmp_path / "initiatives/b.html").write_bytes(b"changed by hand")
    (tmp_path / "initiatives/c.html").unlink()
    (tmp_path / "initiatives/mine.html").write_bytes(b"mine")
    assert outdated(tmp_path, site("index.html")) == (["initiatives/a.html"], ["initiatives/b.html"])
    assert outdated(tmp_path, {"report.pdf": b""}) == ([], [])


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"[1]",
        b"\xff",
        b"{}",
        b'{"pages": 1}',
        b'{"pages": {"a.html": 1}}',
        b"[" * 100_000,
        b'{"pages": {"../mine.html": "DIGEST", "mine.txt": "DIGEST", "/etc/mine.html": "DIGEST", "x/mine.html": "DIGEST"}}',
    ],
    ids=range(8),
)
def test_a_record_that_is_not_ours_removes_nothing(record: bytes, tmp_path: Path) -> None:
    from hashlib import sha256

    folder = tmp_path / "out"
    (folder / "x").mkdir(parents=True)
    for name in ("../mine.html", "mine.txt", "x/mine.html"):
        (folder / name).write_bytes(b"mine")
    (folder / RECORD).write_bytes(record.replace(b"DIGEST", sha256(b"mine").hexdigest().encode()))
    assert outdated(folder, site("index.html")) == ([], [])


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/style.css").write_bytes(b"body { color: red }")
    (tmp_path / "index.html").write_bytes(b"<h1>Our organisation</h1>")
    with pytest.raises(OutputError, match=r"index\.html, .*style\.css was not made by msiscore.*Nothing was changed"):
        refuse_foreign(tmp_path, site("index.html", "assets/style.css", "sources.html"))
    refuse_foreign(tmp_path, {"index.html": b"no pages are written when there is no record"})


def test_what_msiscore_wrote_is_overwritten_also_where_its_templates_are_the_users(tmp_path: Path) -> None:
    pages = {"index.html": b"<p>without a word on who made it</p>", "sources.html": OURS, "method.html": b""}
    write_files(tmp_path, pages | {RECORD: record_of(pages)})
    refuse_foreign(tmp_path, site("index.html", "sources.html", "method.html"))
    (tmp_path / RECORD).unlink()
    with pytest.raises(OutputError, match=r"index\.html was not made"):
        refuse_foreign(tmp_path, site("index.html", "sources.html", "method.html"))


def test_old_pages_come_back_if_the_new_ones_cannot_be_written(tmp_path: Path) -> None:
    written(tmp_path, "index.html", "initiatives/a.html")
    (tmp_path / "sources.html").mkdir()
    with pytest.raises(OutputError, match="nothing was changed"):
        write_files(tmp_path, site("index.html", "sources.html"), remove=["initiatives/a.html"])
    assert (tmp_path / "initiatives/a.html").read_bytes() == OURS + b"initiatives/a.html"
    (tmp_path / "sources.html").rmdir()
    write_files(tmp_path, site("index.html", "sources.html"), remove=["initiatives/a.html"])
    assert not (tmp_path / "initiatives/a.html").exists()


def test_a_page_that_changes_only_its_capitals_is_kept(tmp_path: Path) -> None:
    """Where capitals do not count, removing the old name after writing the new one would take the new page away."""
    written(tmp_path, "criteria/Mon.html")
    new = site("criteria/mon.html")
    gone, _ = outdated(tmp_path, new)
    write_files(tmp_path, new, remove=gone)
    assert (tmp_path / "criteria/mon.html").read_bytes() == OURS + b"criteria/mon.html"
