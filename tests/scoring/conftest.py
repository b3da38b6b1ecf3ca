from __future__ import annotations

from hypothesis import settings

settings.register_profile("scoring", deadline=None)  # a busy machine is no reason to fail
settings.load_profile("scoring")
