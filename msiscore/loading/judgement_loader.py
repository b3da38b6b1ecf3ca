"""Those who were asked for weights, from the folder `weights` of a set: one file each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from msiscore.assessment import SetFile
from msiscore.elicitation.judgements import Respondent
from msiscore.framework import Framework
from msiscore.loading.documents import Document
from msiscore.loading.judgement_checks import check_respondents
from msiscore.loading.places import WEIGHTS, misnamed_files, yaml_files
from msiscore.loading.yaml_reader import read_yaml


@dataclass(slots=True)
class JudgementReading:
    """What could be read of the folder; `failed` says that some of it cannot be used."""

    respondents: tuple[Respondent, ...] = ()
    documents: list[Document] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any of the files has a problem that forbids using it."""
        return any(document.failed for document in self.documents)


def weight_files(folder: Path) -> list[Path]:
    """The files in the folder `weights` of the set in `folder`, by name."""
    return yaml_files(folder / WEIGHTS)


def read_respondents(
    folder: Path, framework: Framework | None, about: SetFile | None, set_document: Document
) -> JudgementReading:
    """Read and check everything in the folder `weights` of the set in `folder`; without it there are no respondents."""
    reading = JudgementReading()
    set_document.problems += misnamed_files(folder / WEIGHTS)
    read = []
    for file in weight_files(folder):
        document = Document.of(read_yaml(file))
        reading.documents.append(document)
        respondent = document.validate(Respondent)
        if respondent is not None:
            read.append((respondent, document))
    if framework is not None and about is not None:
        check_respondents(read, framework, about)
    reading.respondents = tuple(respondent for respondent, _ in read)
    return reading


def with_group_weights(framework: Framework, reading: JudgementReading) -> Framework:
    """`framework` with a weight set for each group of the respondents; as it is where there are none, or where they have problems."""
    if not reading.respondents or reading.failed:
        return framework
    from msiscore.elicitation.groups import group_weights, respondent_weights, weight_sets

    made = weight_sets(group_weights(respondent_weights(reading.respondents, framework)), framework)
    return framework.model_copy(update={"weight_sets": {**framework.weight_sets, **made}})
