"""Which addresses may become links: the one rule of the page and the PDF."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LINK_SCHEMES = ("http", "https", "mailto")


def safe_link(url: str) -> str:
    """`url` if it may become a link, else ""; the models check this too, but an output that runs what it shows would be worse.

    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)"), safe_link("/etc/passwd")
    ('https://example.org/a', '', '')
    """
    address = url.strip()
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:  # a broken host
        return ""
    return address if scheme in LINK_SCHEMES and not re.search(r"[\s\x00-\x1f]", address) else ""
