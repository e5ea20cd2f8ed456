"""The command that lists accounts that cannot both stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.application import app
from memcon.cli.cases import DocumentOption, JsonOption, LedgerOption, opened
from memcon.cli.speaking import LOOK, say
from memcon.cli.targets import open_target
from memcon.model.ledger import ConflictKind, ConflictState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memcon.export.disputes.accounts import Dispute
    from memcon.run.disputing import Wanted
    from memcon.store import Case

SHOWN: Final = 20
"""Conflicts that a terminal gets unless it is asked for more."""


@app.command(epilog="Example: memcon conflicts --kind number --since 2024-05-01 --ledger reprisals.memcon")
def conflicts(  # noqa: PLR0913  one argument for each option
    words: Annotated[
        str, typer.Argument(metavar="[WORDS]", help="Words in one of the two, as `memcon find` has them; or the id of a conflict or row.")
    ] = "",
    *,
    ledger: LedgerOption,
    kind: Annotated[ConflictKind | None, typer.Option("--kind", help="In what they cannot both stand.")] = None,
    state: Annotated[ConflictState | None, typer.Option("--state", help="How it stands between the two.")] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="NAME", help="Who says it, is told it or is named as doing it: a part of the name.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="One of the two is of the day or later: 2024-05-14.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="One of the two is of the day or before.")] = None,
    document: DocumentOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what is no conflict: updates, bounds that agree, others counted, what people ruled so.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=f"How many ({SHOWN}; all for --json and --csv).")] = None,
    json: JsonOption = False,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write a table for spreadsheets instead.")] = None,
) -> None:
    """List accounts that cannot both stand, side by side: the open ones first, then the newest. Who is right is not said.

    `memcon judge rule ID ID --verdict different` takes two rows off the list.

    Exit codes: 0 no open conflict is listed; 1 something to look at, an open conflict is; 2 wrong use.
    """
    from memcon.run.disputing import Wanted, list_disputes

    wanted = Wanted(words, kind and kind.value, state and state.value, actor, since, until, document, every)
    with opened(ledger) as case:
        found = list_disputes(case, wanted)
        _show(found, limit=limit, json=json, csv=csv)
        say(_summary(found, shown=len(found[: limit or SHOWN]) if not (json or csv) else None) if found else _nothing(case, wanted))
    raise typer.Exit(LOOK if any(dispute.is_open for dispute in found) else 0)


def _show(found: Sequence[Dispute], *, limit: int | None, json: bool, csv: str | None) -> None:
    from memcon.export.disputes.lines import dispute_lines
    from memcon.export.disputes.records import json_line, write_csv

    if csv is not None:
        with open_target(csv) as out:
            write_csv(found[:limit], out)
    if json:
        for dispute in found[:limit]:
            typer.echo(json_line(dispute), nl=False)
    elif csv is None:
        for n, dispute in enumerate(found[: limit or SHOWN], 1):
            typer.echo("\n".join(dispute_lines(dispute, number=n)))


def _summary(found: Sequence[Dispute], *, shown: int | None) -> str:
    """How much there is, and what of it is open."""
    conflicts = [dispute for dispute in found if dispute.is_conflict]
    parts = [f"{len(conflicts):,} conflict{'' if len(conflicts) == 1 else 's'}, {sum(d.is_open for d in conflicts):,} open"]
    if len(conflicts) < len(found):
        parts.append(f"{len(found) - len(conflicts):,} more that only look so")
    if shown is not None and shown < len(found):
        parts.append(f"{shown:,} shown, --limit {len(found)} shows all")
    return "; ".join(parts)


def _nothing(case: Case, wanted: Wanted) -> str:
    """What to try where nothing is listed."""
    from memcon.run.disputing import Wanted

    if not case.counts().documents:
        return f"the case is empty; `memcon add PATH --ledger {case.name}` puts papers in"
    if wanted == Wanted(every=wanted.every):
        more = "" if wanted.every else "; --all shows updates and what only looks like a conflict"
        return f"no two accounts in this case are seen to exclude each other{more}"
    if wanted.id is not None:
        return f"nothing is disputed under {wanted.id}; `memcon conflicts --all --json` shows the ids"
    return "no conflict fits; try fewer words or options, or --all"
