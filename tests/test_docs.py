"""The documents say what is true: examples and calculations compute, commands and links exist, generated pages are current."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading_docs import Block, as_shown, blocks, calculated, mismatches, scores_of

ROOT = Path(__file__).resolve().parent.parent
METHOD = ROOT / "docs" / "method.md"


@pytest.mark.parametrize("block", blocks(METHOD, "yaml example"), ids=str)
def test_the_worked_examples_of_the_method_give_what_they_say(block: Block, tmp_path: Path) -> None:
    assert list(mismatches(*scores_of(block, tmp_path))) == []


@pytest.mark.parametrize("block", blocks(METHOD, "text calculation"), ids=str)
def test_the_hand_calculations_of_the_method_are_right(block: Block) -> None:
    for line in block.text.splitlines():
        *computed, (shown, _) = calculated(line)
        assert computed, f"nothing to compute: {line}"
        for _, number in computed:
            assert as_shown(number, shown), f"{line}: {number}"
