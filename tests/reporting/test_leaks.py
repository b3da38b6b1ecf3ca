"""The last look before anything is written."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from msiscore.assessment import AssessmentSet, Source
from msiscore.errors import InputProblems
from msiscore.loading.set_loader import load_set
from msiscore.reporting import write
from msiscore.reporting.leaks import Guard, readable
from msiscore.reporting.sources import Audience
from msiscore.reporting.write import RENDERERS, write_report
from msiscore.scoring.scores import Scores, score
from tests.making import a_set, assessment, criterion, dimension, framework, plain_report

QUOTE = "They told us to sign first and to read it later."
HIDDEN = "The treasurer keeps the second book at home."


def a_small_set(reason: str = "Said.", note: str = "Nothing.") -> AssessmentSet:
    evidence = [
        {"source": "open", "visibility": "restricted", "quote": QUOTE},
        {"source": "hidden", "note": HIDDEN},
        {"source": "open", "note": note},
    ]
    of = framework(dimension("d", criterion("A")))
    made = a_set(of, assessment("x", {"A": {"level": 1, "reason": reason, "evidence": evidence}}))
    sources = {
        "open": Source.model_validate({"title": "An open source of good length"}),
        "hidden": Source.model_validate({"title": "Books of the treasurer at home", "visibility": "secret"}),
    }
    return replace(made, sources=sources)


def refused(made: AssessmentSet, audience: Audience = "public", **files: bytes) -> str:
    with pytest.raises(InputProblems) as error:
        Guard(made, audience).refuse_leaks(plain_report(score(made), audience=audience), files)
    return str(error.value)


def test_a_clean_set_passes_in_both_editions() -> None:
    made = a_small_set()
    for audience in ("public", "parties"):
        Guard(made, audience).refuse_leaks(
            plain_report(score(made), audience=audience), {"a.txt": b"An open source of good length"}
        )


def test_a_repeated_quote_is_found_in_the_set_and_in_the_report() -> None:
    told = refused(a_small_set(reason=f"One said: {QUOTE}"))
    assert "x.yaml: this quote may not be shown in this edition, but it is repeated in x.yaml" in told
    assert "repeated in the report" in told
    assert "sign first" not in told  # the message itself gives nothing away


def test_the_parties_may_see_what_is_restricted_but_not_what_is_secret() -> None:
    made = a_small_set(reason=f"One said: {QUOTE}")
    Guard(made, "parties").refuse_leaks(plain_report(score(made), audience="parties"), {"a.txt": QUOTE.encode()})
    assert "this note may not be shown" in refused(a_small_set(note=HIDDEN), "parties")
    assert "repeated in a.txt" in refused(made, "parties", **{"a.txt": HIDDEN.encode()})


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        QUOTE.encode(),
        f"<!-- {QUOTE} -->".encode(),
        b"<td title='x'>They <b>told</b> us to sign\nfirst &amp; and to read it later".replace(b"&amp; ", b""),
        json.dumps({"a": [{"b": QUOTE.replace("to sign", "\nto sign")}]}).encode(),
        b"%PDF-1.7 \xff\x00" + QUOTE.encode() + b"\xff",
        zipped(f"<si><t>{QUOTE.upper()}</t></si>".encode()),
        b"<img src='data:image/svg+xml;base64," + b64encode(f"<svg><title>{QUOTE}</title>".encode()) + b"'>",
    ],
    ids=["plain", "comment", "markup", "json", "pdf", "workbook", "picture"],
)
def test_finished_files_are_read(content: bytes) -> None:
    assert "repeated in out" in refused(a_small_set(), out=content)


def test_json_that_is_none_is_read_as_text() -> None:
    assert list(readable(b"{broken"))[-1] == "{broken"


@pytest.mark.parametrize("name", list(RENDERERS))
def test_a_renderer_that_leaks_writes_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leak(rendering: Any) -> bytes:
        return HIDDEN.encode()

    monkeypatch.setattr(write, "RENDERERS", {name: ("leaky", leak)})
    with pytest.raises(InputProblems, match="repeated in leaky"):
        write_report(a_small_set(), tmp_path / "out", formats=[name], audience="parties")
    assert not (tmp_path / "out").exists()


def test_the_line_of_the_confidential_text_is_named(tutorial: Scores) -> None:
    made = load_set("tutorial")
    text = "CONFIDENTIALMARKER They found me a new place within a week."
    with pytest.raises(InputProblems) as error:
        Guard(made, "public").refuse_leaks(None, {"scores.csv": text.encode()})
    (problem,) = error.value.problems
    assert problem.file is not None
    assert (problem.file.name, problem.code) == ("moonwool-pact.yaml", "leak")
    lines = problem.file.read_text(encoding="utf-8").splitlines()
    assert "They found me a new place" in lines[problem.line - 1]
