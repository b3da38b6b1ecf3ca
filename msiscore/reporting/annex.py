"""What a reader needs to judge the numbers: the method in words, criteria, weights, states, bands, and how to make it again."""

from __future__ import annotations

from collections.abc import Iterator

from msiscore import __version__
from msiscore.framework import Criterion, Dimension, Framework, MinimumScore, Requirement, State
from msiscore.model import Text
from msiscore.reporting.figures import Figures
from msiscore.reporting.phrases import (
    ASPECTS,
    AUDIENCE_NAMES,
    STATE_MEANINGS,
    STATE_NAMES,
    TREATMENTS,
    WEIGHTINGS,
    level_name,
    minimum_asks,
    minimum_consequence,
    rule,
    scale_text,
    score_asks,
)
from msiscore.reporting.report import BandEntry, CriterionEntry, DimensionAnnex, Figure, Provenance, Term, WeightSetEntry
from msiscore.reporting.sources import Audience
from msiscore.reporting.wording import Wording
from msiscore.scoring.scores import Scores


def method(scores: Scores, figures: Figures, wording: Wording) -> tuple[str, ...]:
    """The method in a few paragraphs, each true of this framework."""
    framework, say = scores.assessment_set.framework, wording
    paragraphs = [
        say(
            "Each initiative is rated on {criteria} in {dimensions}. A rating is turned into a value between 0 (worst) and 100 "
            "(best), and the values are put together dimension by dimension: {rule}, {weighting}.",
            criteria=say.plural("{count} criterion", "{count} criteria", len(framework.criteria)),
            dimensions=say.plural("{count} dimension", "{count} dimensions", len(framework.dimensions)),
            rule=rule(framework.aggregation, say),
            weighting=say(WEIGHTINGS[framework.weighting]),
        ),
        say(
            "What is not known is not counted as bad. An open answer is left out of the score; the interval beside each score runs "
            "from all open answers at their worst to all at their best. Coverage is the share of the weight that has a rating."
        ),
        say("Where intervals overlap, answers that are still open could turn the order round."),
    ]
    if framework.minimum_coverage > 0:
        needed = figures.percent(framework.minimum_coverage).text
        paragraphs.append(
            say("Where coverage is below {needed}, no score is given: there is not enough evidence for one.", needed=needed)
        )
    if any(criterion.minimum for criterion in framework.criteria):
        paragraphs.append(
            say(
                "Some criteria are minimum standards. An initiative that does not meet one is capped, failed or marked, as stated "
                "beside the standard, however well it does elsewhere."
            )
        )
    if any(isinstance(minimum, MinimumScore) for _, minimum in framework.standards):
        paragraphs.append(
            say(
                "Some minimum standards ask for a score, of a dimension or of the whole. It is compared before any standard caps it; "
                "where open answers could decide either way, the standard is unknown."
            )
        )
    if framework.ranking == "rounded":
        paragraphs.append(say("Ranks and bands are made from the scores as they are shown, rounded."))
    if any(band.requires for band in framework.bands):
        paragraphs.append(
            say("Some bands ask for more than a score; an initiative that is not known to meet it falls to the next band below.")
        )
    paragraphs += _conditions(framework, figures, say)
    if framework.has_aspects:
        paragraphs.append(_aspects(framework, say))
    if framework.total == "none":
        paragraphs.append(say("There is no overall score: the framework gives a profile by dimension."))
    if any(scale.relative for scale in framework.scales.values()):
        paragraphs.append(
            say("Some values are relative to the other initiatives in this report: adding an initiative changes every score.")
        )
    return tuple(paragraphs)


def _conditions(framework: Framework, figures: Figures, say: Wording) -> Iterator[str]:
    """What nodes ask before they have a value or are lifted, and the weights that cross the tree."""
    if framework.minimum_children is not None or any(dimension.minimum_children for dimension in framework.walk()):
        yield say(
            "Some dimensions have a score only if enough of what is in them has one. Below that, their weight goes to the others, and "
            "what is known in them counts as not covered."
        )
    if any(dimension.lifts_from is not None for dimension in framework.walk()):
        yield say("Some bonus criteria count only where everything else in their dimension is met, as stated beside it.")
    for tag, weights in framework.tag_weights.items():
        listed = ", ".join(f"{value} {figures.plain(weight).text}" for value, weight in weights.items())
        yield say("The weights of criteria are multiplied by a weight for their {tag}: {weights}.", tag=tag, weights=listed)


def _aspects(framework: Framework, say: Wording) -> str:
    if framework.combine_aspects is None:
        return say("What is written on paper and what happens in practice are scored apart and never mixed.")
    return say(
        "Some criteria are rated twice, on paper and in practice, and both are shown. In the overall score they are combined: {rule}.",
        rule=rule(framework.combine_aspects, say),
    )


def states(framework: Framework, wording: Wording) -> tuple[Term, ...]:
    """Each state with what it means and how scoring treats it; criteria that differ from the framework's rule are named."""
    terms = []
    for state in State:
        policies = {criterion.id: framework.policy(criterion, state) for criterion in framework.criteria}
        usual = max(set(policies.values()), key=list(policies.values()).count)
        text = f"{wording(STATE_MEANINGS[state])} {wording('Treatment')}: {wording(TREATMENTS[usual])}"
        others = [id_ for id_, policy in policies.items() if policy is not usual]
        if others:
            text += f" ({wording('otherwise for')} {', '.join(others)})"
        terms.append(Term(wording(STATE_NAMES[state]), text + "."))
    return tuple(terms)


def bands(framework: Framework, wording: Wording) -> tuple[BandEntry, ...]:
    """The legend of the bands, the lowest first."""
    ends = [*(band.from_ for band in framework.bands[1:]), 100.0]
    return tuple(
        BandEntry(
            name=band.name,
            title=band.in_language(wording.language),
            range="; ".join([_span(band.from_, end, wording), *(_required(framework, one, wording) for one in band.requires)]),
            step=step,
            start=band.from_,
        )
        for step, (band, end) in enumerate(zip(framework.bands, ends, strict=False))
    )


def _span(low: float, high: float, wording: Wording) -> str:
    return wording("{low} to {high}", low=wording.quantity(low), high=wording.quantity(high))


def _required(framework: Framework, requirement: Requirement, wording: Wording) -> str:
    """What a band asks of one criterion or dimension, in words."""
    asked = "" if requirement.by_year else requirement.base
    if requirement.score is not None:
        return f"{requirement.of}: {score_asks(asked, wording)}"
    return f"{requirement.of}: {minimum_asks(framework, framework.criterion_by_id[requirement.of], asked, wording)}"


def dimensions(scores: Scores, figures: Figures, wording: Wording) -> tuple[DimensionAnnex, ...]:
    """The framework, dimension by dimension, with its criteria and their share of the whole."""
    writer = _AnnexWriter(scores, figures, wording)
    return tuple(entry for dimension in scores.assessment_set.framework.dimensions for entry in writer.dimension(dimension, 0))


class _AnnexWriter:
    """Writes the framework for the annex in one language."""

    def __init__(self, scores: Scores, figures: Figures, wording: Wording) -> None:
        self.framework = scores.assessment_set.framework
        self.tree = scores.columns[0].nodes.tree
        self.weights = self.framework.weights_of(scores.weight_set)
        self.figures, self.wording = figures, wording

    def dimension(self, dimension: Dimension, depth: int) -> Iterator[DimensionAnnex]:
        yield DimensionAnnex(
            id=dimension.id,
            title=self._text(dimension.title),
            summary=self._text(dimension.summary),
            depth=depth,
            weight=self._weight(dimension),
            share=self._share(dimension.id),
            rule=self._rule(dimension),
            criteria=tuple(self._criterion(criterion) for criterion in dimension.criteria),
        )
        for below in dimension.dimensions:
            yield from self.dimension(below, depth + 1)

    def _rule(self, dimension: Dimension) -> str:
        """How the children are put together, what the dimension counts for above, and the minimum score that it carries."""
        say = self.wording
        parts = [f"{rule(dimension.aggregation, say)}, {say(WEIGHTINGS[dimension.weighting])}"]
        if dimension.counts_as is not None:
            parts.append(say("counts above as {count}", count=say.quantity(dimension.counts_as)))
        parts += self._conditions(dimension)
        if dimension.minimum is not None:
            asked = "" if dimension.minimum.by_year else dimension.minimum.base
            parts += [score_asks(asked, say), minimum_consequence(dimension.minimum, say)]
        return "; ".join(parts)

    def _conditions(self, dimension: Dimension) -> Iterator[str]:
        say, least = self.wording, dimension.minimum_children
        if least is not None and least.number:
            yield say.plural("no score unless {count} part has one", "no score unless {count} parts have one", least.number)
        elif least is not None:
            yield say("no score unless {share} of its parts have one", share=self.figures.percent(least.share).text)
        if dimension.lifts_from is not None:
            yield say("bonus only where all else scores at least {score}", score=say.quantity(dimension.lifts_from))

    def _text(self, text: Text | None) -> str:
        return text.in_language(self.wording.language) if text is not None else ""

    def _weight(self, node: Dimension | Criterion) -> Figure:
        return self.figures.plain(self.weights.get(node.id, node.weight))

    def _share(self, id_: str) -> Figure:
        row = self.tree.rows.get(id_)
        return self.figures.percent(self.tree.shares[row] if row is not None else 0.0, decimals=1)

    def _criterion(self, criterion: Criterion) -> CriterionEntry:
        say, scale = self.wording, self.framework.scale_of(criterion)
        minimum = ""
        if criterion.minimum is not None:
            asked = "" if criterion.minimum.by_year else criterion.minimum.base
            asks = minimum_asks(self.framework, criterion, asked, say)
            minimum = f"{asks}; {minimum_consequence(criterion.minimum, say)}"
        return CriterionEntry(
            id=criterion.id,
            title=self._text(criterion.title),
            question=self._text(criterion.question),
            why=self._text(criterion.why),
            guidance=self._text(criterion.guidance),
            evidence_needed=self._text(criterion.evidence_needed),
            scale=scale_text(scale, say),
            descriptors=tuple(
                Term(level_name(scale, index, say), self._text(text)) for index, text in enumerate(criterion.descriptors)
            ),
            weight=self._weight(criterion),
            share=self._share(criterion.id),
            minimum=minimum,
            bonus=criterion.bonus,
            aspects=", ".join(say(ASPECTS[aspect]) for aspect in criterion.aspects),
            tags=tuple(Term(tag, ", ".join(values)) for tag, values in criterion.tags.items()),
            origin=", ".join(criterion.origin),
        )


def weight_sets(scores: Scores, figures: Figures, wording: Wording) -> tuple[WeightSetEntry, ...]:
    """The framework's weight sets, the one in use marked."""
    framework = scores.assessment_set.framework
    titles = {dimension.id: dimension.title for dimension in framework.walk()}
    titles |= {criterion.id: criterion.title for criterion in framework.criteria}
    return tuple(
        WeightSetEntry(
            id=id_,
            title=weight_set.title.in_language(wording.language),
            who=weight_set.who.in_language(wording.language) if weight_set.who else "",
            used=id_ == scores.weight_set,
            weights=(
                *(
                    (Term(node, titles[node].in_language(wording.language)), figures.plain(weight))
                    for node, weight in weight_set.weights.items()
                ),
                *(
                    (Term(tag, f"{tag}: {value}"), figures.plain(weight))
                    for tag, values in weight_set.tag_weights.items()
                    for value, weight in values.items()
                ),
            ),
        )
        for id_, weight_set in framework.weight_sets.items()
    )


def provenance(scores: Scores, command: str, audience: Audience, wording: Wording) -> Provenance:
    """What it takes to make the same report again: versions, settings, and the hash of every input file."""
    assessment_set = scores.assessment_set
    framework = assessment_set.framework
    settings = [
        Term(wording("Weights"), scores.weight_set or wording("the framework's own")),
        Term(wording("Minimum coverage"), f"{framework.minimum_coverage:g}"),
        Term(wording("Aggregation"), rule(framework.aggregation, wording)),
        Term(wording("Language"), wording.language),
        Term(wording("Audience"), wording(AUDIENCE_NAMES[audience])),
        *(Term(wording("Source of the framework"), source.in_language(wording.language)) for source in framework.sources),
    ]
    return Provenance(
        msiscore=__version__,
        framework=framework.id,
        framework_version=framework.version,
        assessment_set=assessment_set.about.id,
        as_of=str(assessment_set.about.as_of),
        command=_printable(command),
        settings=tuple(settings),
        files=tuple(Term(_printable(f"{file.path.parent.name}/{file.path.name}"), file.sha256) for file in assessment_set.files),
    )


def _printable(text: str) -> str:
    """`text` with what is no character, as the bytes of an odd file name can be, written out."""
    return text.encode("utf-8", "backslashreplace").decode()
