"""A comparison as one JSON object, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from typing import Any, TextIO

from memcon.export.comparison.wording import act_lines, diff_words, look_words, standing_words, text_words
from memcon.export.places import Places, places_of
from memcon.export.tables import guarded
from memcon.model.comparison import Account, Comparison, Piece, Standing, Topic, Unit
from memcon.model.contract import span_dict
from memcon.model.ledger import Failure

Json = dict[str, Any]


def record(comparison: Comparison, failures: Sequence[Failure] = ()) -> Json:
    """The comparison with everything: each span has its words."""
    letters = [account.letter for account in comparison.accounts]
    places = [places_of(account.document) for account in comparison.accounts]
    return {
        "alike": comparison.is_alike,
        "shared": comparison.shares_a_subject,
        "accounts": [_account(account) for account in comparison.accounts],
        "asking": comparison.asking.value,
        "order": dict(zip(letters, map(list, comparison.order), strict=True)),
        "topics": [_topic(topic, comparison, places) for topic in comparison.topics],
        "failures": [{"origin": f.origin, "stage": f.stage, "code": f.code, "message": f.message} for f in failures],
    }


def _account(account: Account) -> Json:
    document, text = account.document, account.document.text
    request = account.request
    return {
        "letter": account.letter,
        **{name: getattr(document, name) for name in ("id", "sha256", "origin", "title", "published", "outlet")},
        "kind": document.kind.value,
        "words": account.words,
        "units": len(account.units),
        "request": None if request is None else {"who": request.who, "span": span_dict(request.span, text)},
        "frames": [span_dict(span, text) for span in account.frames],
    }


def _topic(topic: Topic, comparison: Comparison, places: Sequence[Places]) -> Json:
    accounts = comparison.accounts
    return {
        "number": topic.number,
        "standing": topic.standing.value,
        "in": [accounts[k].letter for k in topic.holders],
        "moved": topic.is_moved,
        "likeness": topic.likeness,
        "accounts": {accounts[k].letter: [_unit(u, accounts[k], places[k]) for u in topic.units[k]] for k in topic.holders},
        "look_at": [
            {"kind": look.kind.value, "words": {a.letter: list(words) for a, words in zip(accounts, look.words, strict=True)}}
            for look in topic.looks
        ],
        "near": [{"topic": near.topic, "words": list(near.words)} for near in topic.near],
        "words": [_piece(piece) for piece in topic.pieces],
    }


def _unit(unit: Unit, account: Account, places: Places) -> Json:
    text = account.document.text
    return {
        "number": unit.number,
        "span": span_dict(unit.span, text),
        "content": [span_dict(span, text) for span in unit.content],
        "occasion": unit.is_occasion,
        "place": places.of(unit.span),
        "voices": [{name: getattr(v, name) for name in ("speaker", "act", "cue", "polarity", "statement", "inside")} for v in unit.voices],
    }


def _piece(piece: Piece) -> Json:
    kind = "same" if piece.is_same else "changed" if piece.left and piece.right else "only in A" if piece.left else "only in B"
    return {"kind": kind, "A": piece.left, "B": piece.right}


def write_json(comparison: Comparison, out: TextIO, failures: Sequence[Failure] = ()) -> None:
    """One object in one line."""
    out.write(json.dumps(record(comparison, failures), ensure_ascii=False) + "\n")


def write_csv(comparison: Comparison, out: TextIO) -> None:
    """One line for each topic; three columns for each account: its words, its acts, the place."""
    letters = [account.letter for account in comparison.accounts]
    mine = [f"{letter}_{name}" for letter in letters for name in ("text", "acts", "place")]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["number", "standing", "in", "moved", "likeness", *mine, "look_at", "words"])
    places = [places_of(account.document) for account in comparison.accounts]
    writer.writerows([guarded(str(value)) for value in _line(topic, comparison, places)] for topic in comparison.topics)


def _line(topic: Topic, comparison: Comparison, places: Sequence[Places]) -> list[object]:
    accounts = comparison.accounts
    each: list[object] = []
    for k, account in enumerate(accounts):
        units = topic.units[k]
        each += [text_words(account, topic), "; ".join(act_lines(topic, k)), places[k].of(units[0].span) if units else ""]
    looks = "; ".join(look_words(look, comparison) for look in topic.looks)
    words = diff_words(topic.pieces) if topic.standing is Standing.DIFFERENT else ""
    head = [topic.number, standing_words(topic, comparison), " ".join(accounts[k].letter for k in topic.holders)]
    return [*head, "yes" if topic.is_moved else "", topic.likeness if len(topic.holders) > 1 else "", *each, looks, words]
