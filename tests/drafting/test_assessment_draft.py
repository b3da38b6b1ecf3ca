"""A drafted assessment is valid as it stands, shows every question, and is answered by deleting one sign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from msiscore.assessment import Assessment
from msiscore.drafting.assessment_draft import STATE_MEANINGS, Draft, draft_assessment
from msiscore.drafting.comments import WIDTH
from msiscore.framework import Framework, State
from msiscore.loading.documents import Document
from msiscore.loading.framework_loader import load_framework
from msiscore.loading.yaml_reader import read_yaml
from tests.making import criterion, dimension, framework

SCALES = {
    "level": {"kind": "levels", "levels": ["absent", "weak", {"en": "strong", "nl": "sterk"}], "first": 1},
    "yes": {"kind": "yes-no"},
    "points": {"kind": "points", "of": 5, "step": 0.5},
    "share": {"kind": "measure", "unit": "%", "from": 0, "to": 100},
    "sector": {"kind": "thresholds", "unit": "%", "steps": ["> 0", ">= 30"]},
    "rank": {"kind": "relative", "unit": "cases", "method": "min-max"},
}


def every_scale() -> Framework:
    return framework(
        dimension(
            "d",
            *(criterion(f"X-{name}", scale=name) for name in SCALES),
            criterion("X-both", scale="level", aspects=["paper", "practice"]),
            dimension("inner", criterion("X-in", scale="sector", descriptors=["none", "some", "many"])),
        ),
        scales=SCALES,
        combine_aspects="minimum",
    )


def draft(of: Framework, **more: str) -> str:
    return draft_assessment(Draft(**{"framework": of, "set_name": "things", "initiative": "apple", "title": "Apple pact"} | more))  # type: ignore[arg-type]


def read(text: str, folder: Path) -> Assessment:
    file = folder / "apple.yaml"
    file.write_text(text, encoding="utf-8")
    document = Document.of(read_yaml(file))
    assessment = document.validate(Assessment)
    assert document.problems == []
    assert assessment is not None
    return assessment


@pytest.mark.parametrize("name", ["msi-core", "kit-rbc"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_shipped_frameworks(name: str, language: str, tmp_path: Path) -> None:
    of = load_framework(name)
    text = draft(of, language=language)
    assert read(text, tmp_path).ratings == {}
    flat = re.sub(r"\s+(#\s+)*", " ", text)
    for one in of.criteria:
        assert " ".join(one.question.in_language(language).split()) in flat
        for descriptor in one.descriptors:
            assert " ".join(descriptor.in_language(language).split()) in flat
    assert max(map(len, text.splitlines())) <= WIDTH


def test_deleting_one_sign_answers(tmp_path: Path) -> None:
    """Every line that offers an answer is tried alone; those of numbers get the number that they ask for."""
    text, answered = draft(every_scale()), 0
    for match in re.finditer(r"^  #(X-\w+): ?(\S*)", text, re.MULTILINE):
        id_, answer = match.groups()
        line = f"  {id_}: {answer}" if answer not in ("", "{paper:") else f"  {id_}: 1" if not answer else f"  {id_}: {{paper:"
        changed = text[: match.start()] + line + text[match.end() :]
        rating = read(changed, tmp_path).ratings[id_]
        answered += rating.answer is not None or rating.state is not None or id_ == "X-both"
    assert answered == 3 + 2 + 1 + 1 + 1 + 1 + 1 + 1 + 7, (
        "three levels, yes and no, five numbers, aspects, and a state for each but that"
    )


def test_levels_carry_their_own_numbers_and_names() -> None:
    lines = draft(every_scale(), language="nl").splitlines()
    assert "  #X-level: 1  # absent" in lines
    assert "  #X-level: 3  # sterk" in lines


def test_numbers_say_what_they_mean() -> None:
    lines = draft(every_scale()).splitlines()
    assert "  #X-sector:  # write the number here; allowed: a number in %" in lines
    assert "  #   level 2 (>= 30 %): many" in lines


def test_nested_dimensions_say_where_they_are() -> None:
    assert "  # Title of d > Title of inner" in draft(every_scale()).splitlines()


def test_every_state_is_explained() -> None:
    assert set(STATE_MEANINGS) == set(State) - {State.UNANSWERED}
    text = draft(every_scale())
    assert all(state.value in text for state in STATE_MEANINGS)


def test_the_schema_is_named_in_the_first_line() -> None:
    assert draft(every_scale(), schema="../x.json").startswith("# yaml-language-server: $schema=../x.json\n")
    assert "yaml-language-server" not in draft(every_scale())


@pytest.mark.parametrize("hostile", ["a\nratings: {}", "\u2028x: y", "\x85- z", "# ' \" : {", "\u202e", "x" * 100_000])
def test_hostile_texts_of_a_framework_stay_in_their_comments(hostile: str, tmp_path: Path) -> None:
    of = framework(
        dimension(
            "d",
            criterion(
                "A-1", why=hostile, guidance=hostile, evidence_needed=hostile, descriptors=[f"{hostile}{i}" for i in range(5)]
            ),
        )
    )
    assert read(draft(of, title=hostile[:200]), tmp_path).ratings == {}
