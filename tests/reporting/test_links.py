"""Which addresses become links."""

from __future__ import annotations

import pytest

from msiscore.reporting.links import safe_link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("http://[broken", ""),
        ("https://example.org/a b", ""),
        ("", ""),
    ],
)
def test_safe_link(url: str, link: str) -> None:
    assert safe_link(url) == link
