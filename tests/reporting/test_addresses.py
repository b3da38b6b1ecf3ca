"""Names of files that every system can store, and addresses that lead from any page to any other."""

from __future__ import annotations

import re
from dataclasses import replace
from posixpath import join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msiscore.model import IDENTIFIER
from msiscore.reporting.addresses import PAGES, file_names, link_in_one_file, places_of, relative
from tests.reporting.sample import sample_report, sectioned

DEVICES = ["con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(10))]
IDS = st.from_regex(IDENTIFIER, fullmatch=True)


@given(st.lists(IDS | st.sampled_from([*DEVICES, "Nul.a", "index", "mon-1", "MON-1", "a.", "a"]), max_size=12))
def test_every_system_can_store_the_names_side_by_side(ids: list[str]) -> None:
    names = file_names(ids)
    assert set(names) == set(ids)
    assert len({name.casefold() for name in names.values()}) == len(names)
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,88}", name)
        assert name.partition(".")[0].casefold() not in DEVICES
        assert name.casefold() != "index"


@given(st.permutations(["mon-1", "MON-1", "con", "a", "b"]))
def test_a_name_does_not_depend_on_the_order(ids: list[str]) -> None:
    assert file_names(ids) == file_names(sorted(ids))


@pytest.mark.parametrize("id_", ["food-products", "MON-01", "1.10", "console", "com10x", "x" * 80])
def test_a_usual_id_is_its_own_name(id_: str) -> None:
    assert file_names([id_]) == {id_: id_}


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=3), st.lists(st.sampled_from(["a", "b", "c"]), max_size=3))
def test_a_relative_address_leads_to_the_page(target: list[str], start: list[str]) -> None:
    page, here = "/".join([*target, "x.html"]), "/".join([*start, "y.html"])
    assert normpath(join("/".join(start), relative(page, here))) == page


def test_the_same_question_has_its_answer_in_the_folder_and_in_one_file() -> None:
    report = sample_report()
    folder, one = places_of(report), link_in_one_file(report)
    link_to = folder.link_from("initiatives/initiative-01.html")
    assert link_to("profile", "initiative-02") == "initiative-02.html"
    assert link_to("criterion", "MON-01") == "../criteria/MON-01.html"
    assert link_to("source", 3) == "../sources.html#source-3"
    assert link_to("section", "ranking") == "../index.html#ranking"
    assert link_to("page", "method") == "../method.html"
    assert link_to("rating", "initiative-01", "MON-01") == "#rating-MON-01"
    assert one("profile", "initiative-02") == "#profile-initiative-02"
    assert one("criterion", "MON-01") == "#criterion-MON-01"
    assert one("source", 3) == "#source-3"
    assert one("section", "ranking") == "#ranking"


def test_what_has_no_place_has_no_address() -> None:
    report = sectioned(replace(sample_report(), views=()))
    link_to = places_of(report).link_from(PAGES["index"])
    assert link_to("section", "views") == link_to("profile", "nobody") == link_to("criterion", "NO-99") == ""
    assert link_to("rating", "initiative-01", "NO-99") == ""
    without = replace(report, sections=tuple(section for section in report.sections if section.id not in ("annex", "profiles")))
    one = link_in_one_file(without)
    assert one("profile", "initiative-01") == one("criterion", "MON-01") == one("source", 1) == one("section", "annex") == ""
