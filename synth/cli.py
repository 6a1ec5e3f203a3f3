"""The command line: names, exit codes and JSON keys are a contract."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from synth import __version__
from synth.errors import NothingFound, SynthError, UnreadableInput, UsageError
from synth.settings import FORMATS, TEMPLATES, Settings, load_settings

if TYPE_CHECKING:
    from synth.adapters import Adapters
    from synth.doctor import CheckResult
    from synth.pipeline import Request
    from synth.ports import Board
    from synth.store import Store
    from synth.types import Report
    from synth.updates import Updated


class _Commands(TyperGroup):
    """Ends quietly when the reader of our output has what it wanted, and at once when the user says so."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Python would complain when it flushes the rest at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            print(
                "\nsynth: stopped; what was done is kept, the same command goes on from there",
                file=sys.stderr,
            )
            # Reader processes end by themselves; waiting for their threads would hold the terminal.
            os._exit(130)


app = typer.Typer(
    name="synth",
    cls=_Commands,
    help="Ask a research question; get a report in which every number is verified.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[
    list[str] | None,
    typer.Option(
        "--source", "-s", help="arxiv, demo, or a folder of papers. Repeatable.", metavar="NAME|FOLDER"
    ),
]
Pinned = Annotated[
    list[str] | None,
    typer.Option(
        "--paper",
        "-p",
        help="Include this paper whatever the search says; with or without version. Repeatable.",
    ),
]
MaxPapers = Annotated[
    int | None, typer.Option("--max-papers", "-n", help="Papers in the report at most [15].")
]
Since = Annotated[str | None, typer.Option(help="Earliest first version, YYYY[-MM[-DD]].")]
Until = Annotated[str | None, typer.Option(help="Latest first version, YYYY[-MM[-DD]].")]
Offline = Annotated[bool, typer.Option("--offline", help="Answer from the cache alone.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON lines on stdout and nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
Question = Annotated[
    str, typer.Argument(metavar="QUESTION", help="The research question, in quotes.", show_default=False)
]
RunName = Annotated[str, typer.Argument(metavar="RUN", help="A run's folder or id (synth runs lists them).")]


def _version(is_asked: bool) -> None:
    if is_asked:
        print(f"synth {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Ask a research question; get a report in which every number is verified."""


# --------------------------------------------------------------------------- commands


@app.command()
def report(
    question: Question,
    source: Sources = None,
    paper: Pinned = None,
    max_papers: MaxPapers = None,
    since: Since = None,
    until: Until = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder of the report [reports/…].")] = None,
    formats: Annotated[
        str, typer.Option("--format", "-f", help=f"Comma-separated: {', '.join(FORMATS)}.")
    ] = ",".join(FORMATS),
    template: Annotated[str, typer.Option(help="full or classic.")] = "full",
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Answer a question with a report: search, read, extract, verify, review, typeset."""
    from synth.pipeline import run

    settings = _settings(max_papers=max_papers, is_offline=offline or None)
    request = _request(question, source, paper, since, until, out, formats, template)
    with _store(settings) as store:
        result = run(request, settings, store, _board(quiet))
    _say_summary(result.report, result.folder)
    _end_with(result.problems)


@app.command()
def search(
    question: Question,
    source: Sources = None,
    paper: Pinned = None,
    max_papers: MaxPapers = None,
    since: Since = None,
    until: Until = None,
    offline: Offline = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Show what a report would find: queries, papers, reasons, and the flow."""
    from synth.console import show_search
    from synth.pipeline import search as run_search

    settings = _settings(max_papers=max_papers, is_offline=offline or None)
    request = _request(question, source, paper, since, until, None, "json", "full")
    with _store(settings) as store:
        values = run_search(request, settings, store, _board(quiet))
    show_search(values, as_json=as_json)


@app.command()
def extract(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="An arXiv id, a PDF, a .tex file or an e-print archive.")
    ],
    as_json: AsJson = False,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text as read, which all offsets count.")
    ] = False,
    pdf: Annotated[
        str | None,
        typer.Option(
            help="The PDF of a LaTeX source, for pages and places; else one of the same name beside it."
        ),
    ] = None,
    offline: Offline = False,
) -> None:
    """List the numeric claims of a paper."""
    from synth.console import show_claims
    from synth.tasks import extract_source, open_source

    settings = _settings(is_offline=offline or None)
    with _adapters(settings) as adapters:
        if text:
            print(open_source(source, adapters, pdf=pdf).text)
            return
        document, claims = extract_source(source, adapters, pdf=pdf)
    show_claims(document, claims, as_json=as_json)


@app.command()
def check(
    claims: Annotated[
        Path, typer.Argument(metavar="CLAIMS", help="Claims: .jsonl, .txt, .md or .tex.", show_default=False)
    ],
    against: Annotated[
        list[str] | None,
        typer.Option("--against", "-a", help="A path or arXiv id, for rows that name no source. Repeatable."),
    ] = None,
    as_json: AsJson = False,
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Judge given claims: supported, refuted, not found, or unjudged with the reason."""
    from synth.console import show_verdict
    from synth.tasks import check_rows, read_rows

    settings = _settings(is_offline=offline or None)
    judged = []
    with _adapters(settings) as adapters:
        rows = read_rows(claims, adapters)
        for row, verdict in check_rows(rows, against or (), adapters, _board(quiet or as_json)):
            show_verdict(row.id, row.claim, verdict, as_json=as_json)
            judged.append(row)
    broken = [row for row in judged if row.fault]
    if broken:
        raise UnreadableInput(
            "; ".join(str(row.fault) for row in broken),
            advice=f"{len(judged) - len(broken)} other rows were judged; mend these and run it again.",
        )


@app.command()
def export(
    run_name: RunName,
    formats: Annotated[str, typer.Option("--format", "-f", help=f"Comma-separated: {', '.join(FORMATS)}.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder to write to [the run's own].")
    ] = None,
    template: Annotated[str, typer.Option(help="full or classic.")] = "full",
    number: Annotated[int | None, typer.Option("--state", help="A state of the run [the newest].")] = None,
) -> None:
    """Write a run's report in other formats; nothing is searched or judged again."""
    from synth.runs import export_run

    settings = _settings()
    wanted = _choose(formats.split(","), FORMATS, "--format")
    _choose([template], TEMPLATES, "--template")
    with _store(settings) as store:
        files, problems = export_run(run_name, wanted, out, template, settings, store, number=number)
    for path in files.values():
        print(path)
    _end_with(problems)


@app.command()
def runs(as_json: AsJson = False) -> None:
    """List the runs of this home, latest first."""
    from synth.console import show_runs

    with _store(_settings()) as store:
        rows = store.runs()
    if not rows:
        raise NothingFound("there is no run yet", advice='Start one: synth report "…?" --source demo')
    show_runs(rows, as_json=as_json)


@app.command()
def show(
    run_name: RunName,
    state: Annotated[
        str | None,
        typer.Option(
            metavar="N|M..N", help="A state of the run [the newest], or what changed from one to another."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a run: its papers, verdicts, conflicts and review, or what changed between two of its states."""
    from synth.console import show_changes, show_report
    from synth.runs import find_run

    first, last = _states(state)
    settings = _settings()
    with _store(settings) as store:
        row, found = find_run(run_name, store, last)
        if first is None or found is None:
            show_report(row, found, as_json=as_json)
            return
        from synth.adapters import Adapters
        from synth.states import load_state
        from synth.updates import compare_states

        earlier = load_state(store, row.id, first)
        with Adapters(settings, store) as adapters:
            revision = compare_states(adapters, earlier, found)
    show_changes(revision, found.report, earlier.report, as_json=as_json)


@app.command()
def update(
    run_name: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN]", help="A run's folder or id (synth runs lists them).", show_default=False
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All runs, each paper asked about once.")] = False,
    include_new: Annotated[
        bool,
        typer.Option(
            "--include-new", help="Search again (more requests), and take new papers into the report."
        ),
    ] = False,
    list_new: Annotated[
        bool,
        typer.Option(
            "--list-new", help="Search again (more requests), and list new papers; the report stays."
        ),
    ] = False,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help=f"Comma-separated: {', '.join(FORMATS)} [those of the run].", metavar="F"
        ),
    ] = None,
    offline: Offline = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Hold a run against today's versions of its papers, and bring its report up to date.

    Exit code: 0 nothing changed, 10 something did, 4 something could not be told.
    """
    from synth.console import show_update
    from synth.runs import find_row
    from synth.updates import Order, update_runs

    if every == (run_name is not None):
        raise UsageError(
            "synth update takes a run or --all, not both" if every else "synth update lacks the run",
            advice="synth update RUN, or synth update --all; synth runs lists the runs.",
        )
    settings = _settings(is_offline=offline or None)
    order = Order(
        formats=_choose(formats.split(","), FORMATS, "--format") if formats is not None else None,
        lists_new=list_new,
        takes_in=include_new,
    )
    with _store(settings) as store:
        rows = [row for row in store.runs() if row.states] if every else [find_row(run_name or "", store)]
        if not rows:
            raise NothingFound(
                "there is no finished run yet", advice='Start one: synth report "…?" --source demo'
            )
        results = update_runs(rows, order, settings, store, _board(quiet or as_json))
    for result in results:
        show_update(result, as_json=as_json, is_brief=every)
        for problem in result.problems:
            _explain(problem)
    if code := _worst(results):
        raise typer.Exit(code)


@app.command("eval")
def evaluate(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME…",
            help="scifact, healthver, scitab, semtab, measeval, tdms, scirex, statements, mutations, or all.",
            show_default=False,
        ),
    ],
    split: Annotated[
        str | None, typer.Option(help="The part to measure, as its file is named [dev].")
    ] = None,
    bench: Annotated[Path | None, typer.Option(help="Folder of the sets [SYNTH_BENCH].")] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(help="Folder of papers: to make mutations from [demo], and to find statements' papers."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Rows at most; of mutations, statements of a kind.")
    ] = None,
    papers: Annotated[
        int | None, typer.Option(min=1, help="Papers that mutations are made from at most.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of resampling and of mutations.")] = 0,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write all figures to this JSON file.")
    ] = None,
    rows: Annotated[
        Path | None, typer.Option(help="Write every judged statement to this .jsonl file.")
    ] = None,
    figures: Annotated[
        Path | None, typer.Option(help="Write reliability diagrams (SVG) to this folder.")
    ] = None,
    as_json: AsJson = False,
    offline: Offline = False,
    quiet: Quiet = False,
) -> None:
    """Measure the verdicts in the open: figures with 95 % intervals, calibration, time per claim."""
    from synth.console import show_evaluation
    from synth.evaluation import Order, choose_sets, evaluate_sets, write_results

    sets = choose_sets(tuple(names))
    settings = _settings(bench=bench, is_offline=offline or None)
    order = Order(split=split, limit=limit, seed=seed, corpus=corpus, papers=papers)
    with _adapters(settings) as adapters:
        results, problems = evaluate_sets(
            sets,
            order,
            adapters,
            _board(quiet or as_json),
            tell=lambda one: show_evaluation(one, as_json=as_json),
        )
    write_results(results, out=out, rows=rows, figures=figures)
    _end_with(problems)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check everything that Synth needs, and say how to mend what is missing."""
    from synth.console import show_checks
    from synth.doctor import examine

    results = examine(_settings(), extra=(_check_store,))
    show_checks(results, as_json=as_json)
    if any(result.ok is False for result in results):
        raise typer.Exit(3)


# --------------------------------------------------------------------------- helpers


def _check_store(settings: Settings) -> CheckResult:
    from synth.doctor import CheckResult

    try:
        with _store(settings) as store:
            damaged = store.verify()
    except SynthError as error:
        return CheckResult(name="store", ok=False, detail=error.message, mend=error.advice)
    if damaged:
        mend = f"Move it away, it is made anew: mv {settings.home / 'store.db'} store.db.broken"
        return CheckResult(name="store", ok=False, detail=f"{len(damaged)} damaged results", mend=mend)
    return CheckResult(name="store", ok=True, detail=str(settings.home / "store.db"), mend="")


def _states(text: str | None) -> tuple[int | None, int | None]:
    """Read "2" as (None, 2) and "1..3" as (1, 3)."""
    first, dots, last = (text or "").rpartition("..")
    if text is None:
        return None, None
    if not last.isdecimal() or (dots and not first.isdecimal()):
        raise UsageError(
            f"--state is {text!r}", advice="Give a number, as in --state 2, or two: --state 1..2"
        )
    return (int(first) if dots else None), int(last)


def _worst(results: Sequence[Updated]) -> int:
    """Return the exit code of several updates: a change counts most, then what could not be told."""
    codes = {result.exit_code for result in results}
    return next((code for code in (10, 4, *sorted(codes - {0})) if code in codes), 0)


def _settings(**flags: Any) -> Settings:
    return load_settings(flags, os.environ)


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    from synth.store import Store

    with Store(settings.home / "store.db") as store:
        yield store


@contextmanager
def _adapters(settings: Settings) -> Iterator[Adapters]:
    from synth.adapters import Adapters

    with _store(settings) as store, Adapters(settings, store, _board(False).say) as adapters:
        yield adapters


def _board(is_quiet: bool) -> Board:
    from synth.progress import make_board

    return make_board(is_quiet=is_quiet)


def _request(
    question: str,
    sources: list[str] | None,
    pinned: list[str] | None,
    since: str | None,
    until: str | None,
    out: Path | None,
    formats: str,
    template: str,
) -> Request:
    from synth.dates import read_span
    from synth.pipeline import Request
    from synth.question import parse_question

    first, last = read_span(since, until)
    _choose([template], TEMPLATES, "--template")
    return Request(
        question=parse_question(question),
        sources=tuple(dict.fromkeys(sources or ["arxiv"])),
        pinned=tuple(dict.fromkeys(pinned or [])),
        since=first,
        until=last,
        out=out,
        formats=_choose(formats.split(","), FORMATS, "--format"),
        template=template,
    )


def _choose(given: list[str], allowed: tuple[str, ...], flag: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(value.strip().lower() for value in given if value.strip()))
    unknown = [value for value in wanted if value not in allowed]
    if unknown or not wanted:
        raise UsageError(
            f"{flag} is {','.join(given)!r}; {unknown[0] if unknown else 'nothing'!r} is not one of them",
            advice=f"Choose from: {', '.join(allowed)}",
        )
    return wanted


def _say_summary(result: Report, folder: Path) -> None:
    from synth.console import summary_lines

    for line in summary_lines(result, folder):
        print(line, file=sys.stderr)
    print(folder)


def _end_with(problems: tuple[SynthError, ...]) -> None:
    if problems:
        for problem in problems:
            _explain(problem)
        raise typer.Exit(problems[0].exit_code)


def _explain(error: SynthError) -> None:
    print(f"synth: {error.message}", file=sys.stderr)
    if error.advice:
        print("       " + error.advice.replace("\n", "\n       "), file=sys.stderr)


def main() -> None:
    """Run the command line; every end is an exit code, never a traceback."""
    try:
        code = app(standalone_mode=False, prog_name="synth") or 0
        sys.stdout.flush()
    except SynthError as error:
        _explain(error)
        code = error.exit_code
    except Exception as error:
        code = _end_abnormally(error)
    sys.exit(code)


def _end_abnormally(error: Exception) -> int:
    """Give typer's own errors their words, and call the rest a defect of ours."""
    show = getattr(error, "show", None)
    if callable(show):
        show()
        return int(getattr(error, "exit_code", 2))
    if isinstance(error, OSError):
        print(f"synth: {error.strerror or error}: {error.filename or ''}", file=sys.stderr)
        print("       Check that the folder can be written and has room: synth doctor", file=sys.stderr)
        return 3
    print(f"synth: a defect of ours: {type(error).__name__}: {error}", file=sys.stderr)
    print("       Set SYNTH_DEBUG=1 to see where, and please report it.", file=sys.stderr)
    if os.environ.get("SYNTH_DEBUG"):
        raise error
    return 1
