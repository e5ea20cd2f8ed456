"""Judgements as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps, loads
from types import MappingProxyType
from typing import Any

from memcon.errors import WrongUse
from memcon.model.contract import Json
from memcon.model.ids import content_id
from memcon.model.judgement import ABOUT_ACTORS, ABOUT_PAIRS, Action, Judgement
from memcon.store.audit import now

BLANK: Json = {
    "act": "say", "manner": "indirect", "polarity": "affirms", "hedges": [], "quoted": [], "cue": None, "addressees": [], "chain": [],
    "evidence": [], "when": None, "where": None, "occasion": None, "parent": None, "notes": [], "detector": "human",
}  # fmt: skip
"""A statement that somebody adds, before they say what it is."""


def make_judgement(  # noqa: PLR0913  one argument for each option
    action: str,
    subject: str | None,
    other: str | None,
    *,
    speaker: str | None,
    changes: str | None,
    verdict: str | None = None,
    who: str,
    why: str,
) -> Judgement:
    """The judgement that was typed. Raises WrongUse with what is missing or cannot be."""
    kind = _action(action)
    _check_ids(kind, subject, other)
    if (verdict is not None) != (kind in ABOUT_PAIRS):
        raise WrongUse(f"{kind} takes no verdict" if verdict else f"{kind}: say --verdict real, same, different or update")
    told = _changes(changes) | ({"speaker": {"name": speaker, "actor": None, "span": None}} if speaker is not None else {})
    if bool(told) != (kind in (Action.EDIT, Action.ADD)):
        raise WrongUse(f"{kind}: say what to set, by --speaker NAME or --set JSON" if not told else f"{kind} sets nothing; use edit")
    if kind is Action.ADD:
        return judge_addition(str(subject), told, who=who, why=why)
    pair = {name: value for name, value in (("other", other), ("verdict", verdict)) if value is not None}
    return judge_now(kind, str(subject), pair or told, who=who, why=why)


def _check_ids(kind: Action, subject: str | None, other: str | None) -> None:
    """That as many ids were given as the judgement takes. Raises WrongUse."""
    if subject is None:
        raise WrongUse(f"{kind}: give the id of what it is about; `memcon find --json` shows the ids of statements")
    if (other is not None) == (kind in ABOUT_ACTORS | ABOUT_PAIRS):
        return
    if kind in ABOUT_PAIRS:
        raise WrongUse(f"{kind}: give the ids of two statements or events; `memcon conflicts` shows both under each conflict")
    raise WrongUse(f"{kind}: give the ids of two actors" if kind in ABOUT_ACTORS else f"{kind} takes one id")


def judge_now(action: Action, subject: str, value: Mapping[str, Any], *, who: str, why: str) -> Judgement:
    """A judgement of this moment about a statement, an actor or a judgement."""
    return Judgement(action, subject, who, now(), why, None, MappingProxyType(dict(value)))


def judge_addition(document: str, fields: Mapping[str, Any], *, who: str, why: str) -> Judgement:
    """A judgement of this moment that adds a statement to a document. Raises WrongUse without content or speaker."""
    row = _added_statement(document, dict(fields))
    return Judgement(Action.ADD, row["id"], who, now(), why, document, MappingProxyType(row))


def _action(typed: str) -> Action:
    try:
        return Action(typed)
    except ValueError as error:
        raise WrongUse(f"{typed!r} is no judgement; choose from {', '.join(Action)}, list") from error


def _changes(typed: str | None) -> Json:
    try:
        found = loads(typed) if typed is not None else {}
    except ValueError as error:
        raise WrongUse(f'--set is no JSON ({error}); write it as \'{{"act": "deny"}}\'') from error
    if not isinstance(found, dict):
        raise WrongUse('--set takes an object of fields, such as \'{"act": "deny"}\'')
    return found


def _added_statement(document: str, told: Json) -> Json:
    """The whole statement that is added. Raises WrongUse without content or speaker."""
    if not told.get("content") or "speaker" not in told:
        raise WrongUse("add: give content (spans with start, end and text) by --set, and who spoke by --speaker or --set")
    key = content_id("human", document, [[piece["start"], piece["end"]] for piece in told["content"]])
    return {"id": key, **BLANK, **told}


def describe(judgement: Judgement, *, orphan: bool, json: bool) -> str:
    """The judgement on one line."""
    if json:
        told = {name: value for name, value in judgement.to_dict().items() if name != "anchor"}
        return dumps({**told, "orphan": orphan}, ensure_ascii=False)
    about = f"{judgement.subject} with {judgement.value['other']}" if "other" in judgement.value else judgement.subject
    about += f" as {judgement.value['verdict']}" if judgement.action in ABOUT_PAIRS else ""
    lost = "; ORPHAN: what it is about is not in the current reading" if orphan else ""
    why = f": {judgement.why}" if judgement.why else ""
    return f"{judgement.id}  {judgement.at[:19]}  {judgement.who}  {judgement.action} {about}{why}{lost}"
