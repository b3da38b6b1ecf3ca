from __future__ import annotations

from pathlib import Path

import pytest

from msiscore.exchange.tables.assessment_texts import MOST_COMMENTS, assessment_data, assessment_text, set_text, sources_text
from msiscore.exchange.tables.collected import Found, Rated
from msiscore.exchange.tables.skeleton import framework_for
from msiscore.framework import Framework, State
from msiscore.loading.mapping_loader import MappingFile, load_mapping
from msiscore.loading.yaml_reader import read_text
from tests.exchange.tables.trying import WIDE, write_mapping

Made = tuple[MappingFile, Framework]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    more = """\
    assessors: [{id: ann, name: Ann, interests: {en: none, nl: geen}, from: A.}, {id: bob, name: Bob, interests: some}]
    sources: {ar: {title: Annual report, date: 2020-04, from: [The report]}}
    """
    file = load_mapping(write_mapping(tmp_path, WIDE, more))
    return file, framework_for(file, tmp_path)[0]


def test_a_rating_is_as_short_as_it_can_be(made: Made) -> None:
    found = Found("moon", {"title": "Moon Pact"})
    found.ratings = {
        "B-1": Rated(2, 4, "45", evidence=({"source": "ar", "page": "12"},)),
        "A-1": Rated(2, 3, "2"),
        "B-2": Rated(2, 5, state=State.TOO_EARLY, texts={"reason": "New.", "assessor": "ann"}),
    }
    assert assessment_data(found, *made) == {
        "initiative": {"id": "moon", "title": "Moon Pact"},
        "assessors": [{"id": "ann", "name": "Ann", "interests": {"en": "none", "nl": "geen"}}],
        "ratings": {
            "A-1": "2",
            "B-1": {"value": "45", "evidence": [{"source": "ar", "page": "12"}]},
            "B-2": {"state": "too-early", "reason": "New.", "assessor": "ann"},
        },
    }


def test_an_initiative_without_a_title_has_its_id_and_one_without_ratings_an_empty_map(made: Made) -> None:
    assert assessment_data(Found("moon"), *made) == {"initiative": {"id": "moon", "title": "moon"}, "ratings": None}


def test_what_was_left_out_stands_in_comments_whatever_it_says(made: Made) -> None:
    found = Found("moon", left_out=["A-1: `x\nratings: {}` is bad", *[f"B-1: {n}" for n in range(MOST_COMMENTS)]])
    text = assessment_text(found, *made)
    assert read_text(Path("moon.yaml"), text).data == assessment_data(found, *made)
    assert "# - A-1: `x ratings: {}` is bad" in text
    assert text.endswith("# - and 1 more\n")


def test_the_set_names_the_framework_and_its_version(made: Made) -> None:
    data = read_text(Path("set.yaml"), set_text(*made, "table\nx: y.csv")).data
    assert data == {"id": "schemes", "title": "Schemes", "framework": {"id": "fruit", "version": "1.0.0"}, "as-of": "2023"}


def test_sources_keep_all_but_what_the_table_calls_them(made: Made) -> None:
    data = read_text(Path("sources.yaml"), sources_text(made[0])).data
    assert data == {"ar": {"title": "Annual report", "date": "2020-04"}}
