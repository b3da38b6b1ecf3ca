"""The names that the package offers, and that offering them costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import msiscore


@pytest.mark.parametrize("name", msiscore.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(msiscore, name) is not None


def test_any_other_name_is_not() -> None:
    with pytest.raises(AttributeError, match=r"module 'msiscore' has no attribute 'scores'"):
        _ = msiscore.scores


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys, msiscore; print(sorted(name for name in sys.modules if name.startswith('msiscore')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "['msiscore']"
