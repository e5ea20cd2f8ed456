"""Who is who in a case: the list, one person, what is not sure, and the questions about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli.application import app
from memcon.cli.cases import JsonOption, LedgerOption, opened
from memcon.cli.speaking import LOOK, login, say, stop
from memcon.model.ledger import ActorKind

if TYPE_CHECKING:
    from memcon.link.people import Person
    from memcon.run.answering import Asking
    from memcon.run.linking import Who
    from memcon.store import Case

KEYS = "y same, n different, s skip, u undo the last, q quit"


@app.command(epilog="Example: memcon who Khan --ledger reprisals.memcon")
def who(  # noqa: PLR0913  one argument for each option
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A name, a part of one, or an id; without it all are listed.")
    ] = None,
    *,
    ledger: LedgerOption,
    kind: Annotated[ActorKind | None, typer.Option("--kind", help="Only this kind.")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="Only of this state, as PAK.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="Show at most so many.")] = 30,
    every: Annotated[bool, typer.Option("--all", help="Also who has no name (the spokesman) and papers.")] = False,
    uncertain: Annotated[bool, typer.Option("--uncertain", help="Only what may be one and was not joined.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help=f"Answer what is uncertain, one key each: {KEYS}.")] = False,
    judge: Annotated[str | None, typer.Option("--who", metavar="NAME", envvar="MEMCON_WHO", help="Who answers; else your login.")] = None,
    csv: Annotated[str | None, typer.Option("--csv", metavar="OUT", help="Write all that fit as a table.")] = None,
    json: JsonOption = False,
) -> None:
    """Tell who is who across the documents of a case, by how much they speak and are spoken of, and what is not sure.

    Exit codes: 0 somebody was found, or nothing is uncertain; 1 nobody was found, or something is uncertain; 2 wrong use.
    """
    from memcon.run.linking import who_is_who

    if ((uncertain or ask) and (name or kind or country or csv)) or (ask and (uncertain or json)):
        stop("--uncertain and --ask are about the whole case: leave out the name, --kind, --country and --csv, and for --ask --json")
    with opened(ledger) as case:
        found = who_is_who(case)
        if ask:
            raise typer.Exit(_ask(case, found, judge or login()))
        if uncertain:
            raise typer.Exit(_show_uncertain(found, limit, json=json))
        people = _chosen(found, name, kind, country, every=every or name is not None or kind is not None)
        if csv is not None:
            _write_table(people, csv)
        elif json:
            _print_json(people[:limit])
        elif len(people) == 1 and name is not None:
            _show_one(case, found, people[0])
        else:
            _show_list(people, found, limit)
    raise typer.Exit(0 if people else LOOK)


def _chosen(found: Who, name: str | None, kind: ActorKind | None, country: str | None, *, every: bool) -> list[Person]:
    from memcon.link.people import UNNAMED

    people = list(found.people) if name is None else found.directory.find(name)
    wanted = [p for p in people if kind in (None, p.kind) and (every or p.kind not in UNNAMED)]
    return [p for p in wanted if country is None or (p.country or "").casefold() == country.casefold()]


def _write_table(people: Sequence[Person], target: str) -> None:
    import csv

    from memcon.cli.targets import open_target
    from memcon.export.tables import guarded
    from memcon.link.showing import COLUMNS, table_cells

    with open_target(target) as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        rows.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in table_cells(person)] for person in people)
    say(f"{len(people):,} written to {target}")


def _print_json(people: Sequence[Person]) -> None:
    from memcon.link.showing import json_line, person_row

    for person in people:
        typer.echo(json_line(person_row(person)))


def _show_list(people: Sequence[Person], found: Who, limit: int) -> None:
    from memcon.link.showing import many, person_lines

    for n, person in enumerate(people[:limit], 1):
        typer.echo("\n".join(person_lines(person, number=n)))
    if not people:
        say(
            "nobody fits; try a part of the name, fewer options, or --all"
            if found.people
            else "nobody is in this case; `memcon add PATH` puts papers in"
        )
        return
    more = f"{len(people):,} fit, {min(limit, len(people)):,} shown" + ("; --limit shows more" if len(people) > limit else "")
    left = len(found.linked.candidates)
    say(f"{more}; {many(left, 'question')} open: `memcon who --ask` asks them" if left else more)


def _show_one(case: Case, found: Who, person: Person) -> None:
    from memcon.link.showing import candidate_line, detail_lines
    from memcon.run.linking import portrait

    told = portrait(case, person)
    for line in detail_lines(person, told.acts):
        typer.echo(line)
    for candidate in person.candidates:
        typer.echo(f"not sure: {candidate_line(candidate, found.appearances)}")
    for line in _latest(told.latest):
        typer.echo(line)


def _latest(rows: Sequence[Any]) -> Iterator[str]:
    from memcon.link.showing import plain

    for said in rows:
        stance = f"[{said.stance}] " if said.stance else ""
        to = f" to {plain(said.addressees)}" if said.addressees else ""
        via = f" (on the word of {plain(said.via)})" if said.via else ""
        yield f"latest: {said.day or 'no day'} {said.act}{to}: {stance}{plain(said.content, most=300)}{via}"
        yield f"     {plain(said.title or said.origin)}, {said.place}; {said.key}"


def _show_uncertain(found: Who, limit: int, *, json: bool) -> int:
    from memcon.link.showing import candidate_row, json_line, uncertain_lines

    if json:
        for candidate in found.linked.candidates:
            typer.echo(json_line(candidate_row(candidate)))
    else:
        lines = list(uncertain_lines(found.linked, found.appearances))
        for line in lines[:limit]:
            typer.echo(line)
        if not lines:
            say("nothing is uncertain")
        elif len(lines) > limit:
            say(f"{len(lines):,} are uncertain, {limit:,} shown; --limit shows more")
    return LOOK if found.linked.candidates else 0


# ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ask(case: Case, found: Who, judge: str) -> int:
    """Ask until all is answered or somebody quits; LOOK where questions are left."""
    from memcon.link.showing import many
    from memcon.run.answering import Asking

    asking = Asking(case, judge, found.linked)
    if not asking.open:
        say("nothing is uncertain")
        return 0
    while asking.open:
        _show_question(case, found, asking)
        key = _key()
        if key == "q":
            break
        _obey(asking, key)
    say(f"{len(asking.answers):,} answered; {many(asking.left, 'question')} left")
    return LOOK if asking.left else 0


def _obey(asking: Asking, key: str) -> None:
    from memcon.model.judgement import Action

    match key:
        case "y":
            asking.answer(Action.MERGE)
        case "n":
            asking.answer(Action.SPLIT)
        case "s":
            asking.skip()
        case "u":
            if not asking.undo():
                say("nothing to undo in this sitting; `memcon judge undo` takes back older answers")
        case _:
            say(f"{key!r} is no answer: {KEYS}")


def _show_question(case: Case, found: Who, asking: Asking) -> None:
    from memcon.link.showing import many, plain, side_lines
    from memcon.run.linking import sentence_of, shown_first, sides

    candidate = asking.open[0]
    typer.echo(f"\n{plain(candidate.why, most=300)} ({many(len(asking.open), 'question')} left)")
    for mark, side in zip("AB", sides(found, candidate), strict=True):
        first, *rest = side_lines(side, sentence_of(case, shown_first(side)))
        typer.echo("\n".join([f"  {mark}  {first}", *(f"  {line}" for line in rest)]))


def _key() -> str:
    """One key: at a terminal as it is pressed, else the first character of a line; q where there are no more."""
    if sys.stdin.isatty():
        import click

        typer.echo(f"same? [{KEYS}] ", nl=False)
        try:
            key = click.getchar(echo=True)
        except EOFError:
            key = "q"
        typer.echo()
        return key[:1].lower() if key not in ("\x1b", "\x04") else "q"
    line = sys.stdin.readline()
    return line.strip()[:1].lower() if line.strip() else "q" if not line else "?"
