"""The evaluation over draws gives the kernel's scores, for every rule that a node can have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from msiscore.analysis.evaluation import Evaluation
from msiscore.scoring.hierarchy import Hierarchy
from msiscore.scoring.kernel import aggregate
from tests.scoring.strategies import Case, cases

DRAWS = 5


@settings(deadline=None, max_examples=150)
@given(cases(), st.integers(0, 2**32), st.booleans(), st.booleans())
def test_every_draw_is_what_the_kernel_gives_for_its_weights_and_ratings(
    case: Case, seed: int, ratings: bool, some: bool
) -> None:
    rng = np.random.default_rng(seed)
    hierarchy = case.hierarchy
    nodes = [k for k in range(len(hierarchy.nodes)) if not some or rng.random() < 0.5]
    factors = {k: rng.uniform(0.2, 3, (len(hierarchy.nodes[k].children), DRAWS)) for k in nodes}
    values = [row[:, np.newaxis] for row in case.values]
    if ratings:
        for row in range(0, hierarchy.items, 2):
            drawn = rng.choice([0.0, 0.3, 0.5, 1.0], (case.values.shape[1], DRAWS))
            values[row] = np.where(np.isnan(values[row]), np.nan, drawn)
    known = ~np.isnan(case.values)
    found = Evaluation(hierarchy, known, case.open_ | known).rows(values, factors)
    for d in range(DRAWS):
        own = tuple(
            replace(node, weights=tuple((np.array(node.weights) * factors[k][:, d]).tolist())) if k in factors else node
            for k, node in enumerate(hierarchy.nodes)
        )
        one = np.array([x[:, d if x.shape[1] > 1 else 0] for x in values])
        expected = aggregate(Hierarchy(hierarchy.items, own), one, case.open_)
        seen = np.array([x[:, d if x.shape[1] > 1 else 0] for x in found[hierarchy.items :]])
        np.testing.assert_allclose(seen, expected, rtol=0, atol=1e-12)
