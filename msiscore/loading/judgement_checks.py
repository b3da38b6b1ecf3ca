"""What a file of the folder `weights` must be to the framework, and to the other files; every check records problems with their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msiscore.assessment import SetFile
from msiscore.elicitation.checks import MOST_PARTS, faults
from msiscore.elicitation.judgements import Judgement, Respondent
from msiscore.elicitation.parts import Judgeable, judgeable
from msiscore.elicitation.results import TOP
from msiscore.errors import nearest
from msiscore.framework import Framework
from msiscore.loading.documents import Document
from msiscore.loading.framework_checks import check_languages
from msiscore.loading.yaml_reader import KeyPath

Read = tuple[Respondent, Document]


def check_respondents(read: Sequence[Read], framework: Framework, about: SetFile) -> None:
    """Record everything about the respondents that their models cannot see by themselves."""
    places = judgeable(framework)
    for respondent, document in read:
        _check_name(respondent, document)
        check_languages(respondent, about.languages, about.language, document)
        seen: set[str] = set()
        for index, judgement in enumerate(respondent.judgements):
            _check_judgement(judgement, _path_of(document, index), framework, places, seen, document)
    _check_groups(read, framework)


def _path_of(document: Document, index: int) -> KeyPath:
    """Where a judgement stands: a single one needs no list around it."""
    listed = isinstance(document.data, dict) and isinstance(document.data.get("judgements"), list)
    return ("judgements", index) if listed else ("judgements",)


def _check_name(respondent: Respondent, document: Document) -> None:
    if document.file.path.stem != respondent.id:
        document.problem(
            "file-name",
            ("id",),
            f"the file is called `{document.file.path.name}` but holds the respondent `{respondent.id}`",
            hint=f"call it {respondent.id}.yaml, or mend the id",
        )


def _check_judgement(
    judgement: Judgement,
    path: KeyPath,
    framework: Framework,
    places: Mapping[str, Judgeable],
    seen: set[str],
    document: Document,
) -> None:
    node = judgement.of or TOP
    named = f"the dimension `{node}`" if node else "the top level"
    at: KeyPath = (*path, "of") if judgement.of else path
    if node not in places:
        what = "is a criterion, which has no parts" if node in framework.criterion_by_id else "is no dimension of the framework"
        known = [id_ for id_ in places if id_]
        document.problem("unknown-node", at, f"`{node}` {what}", allowed=", ".join(known), hint=nearest(node, known))
        return
    if node in seen:
        hint = "keep one; a second person has a file of their own"
        document.problem("duplicate-judgement", at, f"{named} is judged a second time in this file", hint=hint)
    seen.add(node)
    place = places[node]
    if place.sized:
        message = (
            f"{named} weighs its parts by what is in them (`weighting: {place.weighting}`), so no shares of it can be stated"
        )
        document.problem("sized-weights", at, message, hint="judge another level, or change the weighting in the framework")
    elif len(place.parts) < 2:
        document.problem("nothing-to-weigh", at, f"{named} has fewer than two parts that count, so there is nothing to weigh")
    elif len(place.parts) > MOST_PARTS:
        document.problem("too-many-parts", at, f"{named} has more than {MOST_PARTS} parts, which nobody can weigh at once")
    else:
        for fault in faults(judgement, place.parts):
            there = (*path, *fault.path)
            document.problem(
                fault.code, there, fault.message, found=fault.found, allowed=fault.allowed, hint=fault.hint, at_key=fault.at_key
            )


def _check_groups(read: Sequence[Read], framework: Framework) -> None:
    """A group has one title, and its id names a weight set, so the framework may not have one of that name."""
    titled: dict[str, Read] = {}
    for respondent, document in read:
        group = respondent.group
        if group.id in framework.weight_sets:
            message = f"the framework has a weight set `{group.id}`, so no group can have that id"
            document.problem(
                "group-id", ("group",), message, hint="choose another id for the group, in the files of all its members"
            )
        if group.title is None:
            continue
        first, other = titled.setdefault(group.id, (respondent, document))
        if first.group.title != group.title:
            message = f"the group `{group.id}` has two titles"
            found = f"{first.group.title} in {other.file.path.name}, {group.title} here"
            document.problem("group-title", ("group", "title"), message, found=found, hint="give the title in one file only")
