"""Commands about a case: put files in, find, correct, prove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli.application import app
from memcon.cli.bars import show_adding
from memcon.cli.speaking import LOOK, errors, login, say
from memcon.model.document import Kind
from memcon.model.judgement import Verdict
from memcon.model.ledger import Act, Manner

if TYPE_CHECKING:
    from memcon.model.hits import Hit
    from memcon.run.adding import Tally
    from memcon.store import Case
    from memcon.store.search import Query

LedgerOption = Annotated[
    str, typer.Option("--ledger", "-l", metavar="CASE", envvar="MEMCON_LEDGER", help="The case: a file, or postgresql://...")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print as JSON, one line for each.")]


@contextmanager
def opened(ledger: str, *, create: bool = False) -> Iterator[Case]:
    """The case; faults end the command with their message."""
    from memcon.store import open_case

    with errors(), open_case(ledger, create=create) as case:
        yield case


@app.command(epilog="Example: memcon add inbox/ --ledger reprisals.memcon")
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders.")],
    ledger: LedgerOption,
    *,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the documents are, whatever their content says.")] = None,
    model: Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline to use instead.")] = None,
    keep_originals: Annotated[bool, typer.Option("--keep-originals", help="Keep the bytes of the files in the case too.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and put in what is new or changed, until Ctrl-C.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on standard error.")] = False,
) -> None:
    """Put files into a case. Run it again at any time: only what is missing or stale is read.

    Exit codes: 0 all was read; 1 something to look at, such as a file that could not be read; 2 wrong use.
    """
    from memcon.run.adding import Options, Tally, add_files

    options, tally = Options(kind, model, keep_originals), Tally()
    with opened(ledger, create=True) as case:
        with show_adding(quiet=quiet) as bar:
            for tally in add_files(case, paths, options):
                bar(tally)
        if not quiet:
            _report(case, tally)
        if watch:
            _watch(case, paths, options, quiet=quiet)
    raise typer.Exit(LOOK if tally.failed else 0)


def _report(case: Case, tally: Tally) -> None:
    from memcon.run.summary import REASONS

    counts = case.counts()
    say(f"{tally.documents:,} documents read from {tally.read:,} files, {tally.unchanged:,} unchanged; {tally.statements:,} statements")
    for code, n in sorted(tally.failed.items(), key=lambda row: (-row[1], row[0])):
        say(f"failed: {n:,} {REASONS.get(code, code)} ({code})")
    say(f"{case.name}: {counts.documents:,} documents, {counts.statements:,} statements; head {case.head()}")


def _watch(case: Case, paths: list[str], options: Any, *, quiet: bool) -> None:
    from memcon.run.adding import watch_files

    say(f"watching {', '.join(paths)}; Ctrl-C ends it")
    try:
        for tally in watch_files(case, paths, options):
            if not quiet and (tally.read or tally.failed):
                _report(case, tally)
    except KeyboardInterrupt:
        say("no longer watching")


Speaker = Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Who said it: a part of the name.")]
Addressee = Annotated[str | None, typer.Option("--addressee", metavar="NAME", help="Who was told.")]
Via = Annotated[str | None, typer.Option("--via", metavar="NAME", help="On whose word: anybody in the chain.")]
ActOption = Annotated[Act | None, typer.Option("--act", help="What was done by saying it.")]
MannerOption = Annotated[Manner | None, typer.Option("--manner", help="How much of it is in quotation marks.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="The paper or agency.")]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What the document is.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Said or published on the day or later: 2024-05-14.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Said or published on the day or before.")]
DocumentOption = Annotated[str | None, typer.Option("--document", metavar="ID|PATH", help="The document: its id, or a part of its path.")]
Status = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="machine, accepted, edited, added or rejected.")]
Fuzzy = Annotated[bool, typer.Option("--fuzzy", help="Also names that are spelt nearly so.")]


@app.command(epilog='Example: memcon find "dam OR river*" --speaker Ferro --since 2024-05-01 --ledger reprisals.memcon')
def find(  # noqa: PLR0913  one argument for each option
    words: Annotated[str, typer.Argument(metavar="[WORDS]", help='Words, "a phrase", begin*, AND, OR, NOT, brackets.')] = "",
    *,
    ledger: LedgerOption,
    speaker: Speaker = None,
    addressee: Addressee = None,
    via: Via = None,
    act: ActOption = None,
    manner: MannerOption = None,
    outlet: Outlet = None,
    kind: KindOption = None,
    since: Since = None,
    until: Until = None,
    document: DocumentOption = None,
    status: Status = None,
    fuzzy: Fuzzy = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 20,
    save: Annotated[str | None, typer.Option("--save", metavar="NAME", help="Keep the search for `memcon watch`.")] = None,
    json: JsonOption = False,
) -> None:
    """Find statements, the best first, each with its place.

    Exit codes: 0 something was found; 1 nothing was; 2 wrong use.
    """
    from memcon.store.search import Query

    query = Query(
        words, speaker, addressee, via, act and act.value, manner and manner.value, outlet, kind and kind.value, since, until, document,
        status, fuzzy,
    )  # fmt: skip
    with opened(ledger) as case:
        hits = list(case.find(query, limit=limit))
        _show(case, hits, query, json=json)
        if save is not None:
            case.save_search(save, query)
            say(f"saved as {save}; `memcon watch {save} --ledger {ledger}` tells what is new")
    raise typer.Exit(0 if hits else LOOK)


def _show(case: Case, hits: list[Hit], query: Query, *, json: bool) -> None:
    _print(case, hits, json=json)
    if not json:
        total = case.count(query)
        say(f"{len(hits):,} of {total:,} found" if total else "nothing was found; try fewer words, begin*, or --fuzzy for names")


def _print(case: Case, hits: list[Hit], *, json: bool) -> None:
    from memcon.export.hits import hit_line, hit_lines

    disputed = case.disputed(hits)
    for n, hit in enumerate(hits, 1):
        conflicts = disputed.get(hit.key, ())
        typer.echo(hit_line(hit, conflicts) if json else "\n".join(hit_lines(hit, conflicts, number=n)), nl=not json)


@app.command(epilog="Example: memcon watch dams --ledger reprisals.memcon")
def watch(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A saved search; without it they are listed.")] = None,
    *,
    ledger: LedgerOption,
    json: JsonOption = False,
) -> None:
    """Tell what a saved search finds that it had not found before.

    Exit codes: 0 nothing is new; 1 something is; 2 wrong use.
    """
    with opened(ledger) as case:
        if name is None:
            for saved, query in case.saved_searches().items():
                typer.echo(f"{saved}\t{query.to_json()}")
            return
        hits = case.news(name)
        _print(case, hits, json=json)
        say(f"{len(hits):,} new")
    raise typer.Exit(LOOK if hits else 0)


@app.command(epilog="Example: memcon verify --ledger reprisals.memcon --head 3f5a...")
def verify(
    *,
    ledger: LedgerOption,
    head: Annotated[str | None, typer.Option("--head", metavar="HASH", help="A head kept earlier: the case must not be older.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as one JSON object.")] = False,
) -> None:
    """Prove the case: every span against the kept text, the log, the view, the database; say what is wrong first.

    Exit codes: 0 all is sound; 1 something is wrong; 2 wrong use.
    """
    from json import dumps

    with opened(ledger) as case:
        faults, counts, now = case.faults(head=head), case.counts(), case.head()
    if json:
        typer.echo(dumps({"sound": not faults, "faults": faults, "head": now, "documents": counts.documents}, ensure_ascii=False))
    else:
        for fault in faults[:20]:
            say(fault)
        sound = f"sound: {counts.documents:,} documents, {counts.statements:,} statements, {counts.judgements:,} judgements"
        typer.echo(f"{sound}\nhead {now}" if not faults else f"{len(faults):,} things are wrong; the first is named first")
    raise typer.Exit(LOOK if faults else 0)


@app.command(epilog="Example: memcon judge reject 1f3a... --why 'a headline, not a statement' --ledger reprisals.memcon")
def judge(  # noqa: PLR0913  one argument for each option
    action: Annotated[str, typer.Argument(metavar="ACTION", help="accept, reject, edit, add, merge, split, rule, undo or list.")],
    subject: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The statement, actor, judgement; for add the document; for rule a row.")
    ] = None,
    other: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The other actor, for merge and split; the other row, for rule.")
    ] = None,
    *,
    ledger: LedgerOption,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Set the speaker.")] = None,
    set_: Annotated[str | None, typer.Option("--set", metavar="JSON", help="Set fields, as the JSON ledger has them.")] = None,
    verdict: Annotated[Verdict | None, typer.Option("--verdict", help="For rule: what two statements or events are to each other.")] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", envvar="MEMCON_WHO", help="Who judges; else your login.")] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept with it.")] = "",
    json: JsonOption = False,
) -> None:
    """Accept, reject, edit or add a statement, merge or split actors, undo. Nothing is overwritten; `list` shows all, orphans marked.

    `rule ID ID --verdict` says of two statements or events that they cannot both stand (real), say the same (same), are about
    different things (different), or that the later brings the earlier up to date (update).

    Exit codes: 0 done; 1 `list` found judgements without what they are about; 2 wrong use.
    """
    from memcon.run.correcting import describe, make_judgement

    with opened(ledger) as case:
        if action == "list":
            orphans = {judgement.id for judgement in case.orphans()}
            for judgement in case.judgements():
                typer.echo(describe(judgement, orphan=judgement.id in orphans, json=json))
            raise typer.Exit(LOOK if orphans else 0)
        ruled = verdict and verdict.value
        made = make_judgement(action, subject, other, speaker=speaker, changes=set_, verdict=ruled, who=who or login(), why=why)
        typer.echo(describe(case.judge(made), orphan=False, json=json))


@app.command(epilog="Example: memcon export --to report --speaker Ferro -o ferro.html --ledger reprisals.memcon")
def export(  # noqa: PLR0913  one argument for each option
    *,
    ledger: LedgerOption,
    to: Annotated[
        str, typer.Option("--to", metavar="FORM", help="bundle, csv, xlsx, parquet, ftm, annotation, plover, events, prov or report.")
    ],
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="OUT", help="The file (for a bundle the folder).")] = None,
    words: Annotated[str, typer.Option("--words", metavar="WORDS", help="Only what these words find, as `memcon find` has them.")] = "",
    speaker: Speaker = None,
    addressee: Addressee = None,
    via: Via = None,
    act: ActOption = None,
    manner: MannerOption = None,
    outlet: Outlet = None,
    kind: KindOption = None,
    since: Since = None,
    until: Until = None,
    document: DocumentOption = None,
    status: Status = None,
    fuzzy: Fuzzy = False,
) -> None:
    """Write the case, or what the filters leave of it, in another form."""
    from pathlib import Path

    from memcon.run.exporting import export_case, suffix_of
    from memcon.store.search import Query

    query = Query(
        words, speaker, addressee, via, act and act.value, manner and manner.value, outlet, kind and kind.value, since, until, document,
        status, fuzzy,
    )  # fmt: skip
    with opened(ledger) as case:
        target = Path(output or f"{Path(case.name).stem}-{to}{suffix_of(to)}")
        export_case(case, to, target, query)
        say(f"wrote {target}; head {case.head()}")


@app.command(name="import", epilog="Example: memcon import reprisals-bundle/ --ledger copy.memcon")
def import_(
    bundle: Annotated[str, typer.Argument(metavar="BUNDLE", help="A folder that `memcon export --to bundle` wrote.")],
    *,
    ledger: LedgerOption,
) -> None:
    """Take a bundle into a case, which is made where it is not there. What is there already stays; nothing comes twice."""
    from pathlib import Path

    from memcon.run.exporting import import_bundle

    with opened(ledger, create=True) as case:
        taken = sum(1 for _ in import_bundle(case, Path(bundle)))
        say(f"{taken:,} documents and judgements taken in; head {case.head()}")
