"""Surveying: the splits of one input."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from memcon.archive.home import Home
from memcon.archive.inputs.listing import Input
from memcon.archive.inputs.splits import Form, Split
from memcon.archive.inputs.surveying import survey
from memcon.archive.plan import Plan
from memcon.archive.tables.rows import failed_row
from memcon.archive.tables.writing import Parts
from memcon.archive.tasks import Receipt, Stage, Task
from memcon.model.ids import content_id
from memcon.model.ledger import Failure


def plan_survey(one: Input, plan: Plan) -> Task:
    """The task that finds the splits of an input."""
    about = asdict(one) | {"files": list(one.files)}
    return Task(Stage.SURVEY, content_id("survey", about, plan.split_records), {"input": about})


def survey_input(task: Task, *, plan: Plan, home: Home) -> Receipt:
    """The splits of an input, and what cannot be read of it as failures. Raises ArchiveError."""
    parts, splits, codes = Parts(home.out, f"survey-{task.key}"), list[Split](), Counter[str]()
    for found in survey(_input(task), split_records=plan.split_records, columns=plan.columns):
        if isinstance(found, Failure):
            codes[found.code] += 1
            parts.add("failures", failed_row(found))
        else:
            splits.append(found)
    told = {"splits": [split.to_dict() for split in splits]}
    return Receipt(Stage.SURVEY, task.key, parts.write(), {"splits": len(splits)}, dict(codes), found=told)


def _input(task: Task) -> Input:
    about = task.about["input"]
    return Input(**{**about, "form": Form(about["form"]), "files": tuple(about["files"])})
