"""The command `dushu`: reads files, serves HTTP, works behind a broker, reads archives, checks lexicons.

Exit codes: 0 all was done; 1 some inputs could not be read (the others were); 2 wrong usage or a wrong setting,
and nothing was done.
"""
import os
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from cyclopts import App, CycloptsError, Parameter, validators
from dushu.lexicon import LexiconError
from rich.console import Console

from . import cli_extract, cli_show
from .cli_options import Options
from .problem_types import Problem
from .settings import (
    MAX_REPORT_PARTS,
    PREFIX,
    Settings,
    SettingsError,
    check_exposure,
    check_lexicon,
    check_traces,
    from_environment,
    shown,
)

OK, SOME_FAILED, USAGE = 0, 1, 2

app = App(
    name="dushu",
    help="Reads the figures of Chinese reports: sections and numeric indicators, each with its place in the text.",
    help_epilogue="Exit codes: 0 all was done; 1 some inputs could not be read; 2 wrong usage or a wrong setting.",
    version=lambda: version("dushu"),
    error_console=Console(stderr=True, soft_wrap=True),
    result_action="return_value",
)
lexicon_app = App(name="lexicon", help="Tables of words of your own.")
app.command(lexicon_app)

def _no_option(_: type, value: Path | list[Path]) -> None:
    for path in value if isinstance(value, list) else [value]:
        if str(path).startswith("-") and str(path) != "-":
            raise ValueError(f"There is no option {path}; a file of this name is ./{path}.")


# With leading hyphens, since - is standard input; what else starts with one is a misspelt option.
INPUT = Parameter(allow_leading_hyphen=True, validator=_no_option, help="Files, directories, or - for standard input.")

LexiconTables = Annotated[
    tuple[str, ...], Parameter(name="--lexicon", negative=(), help="A table of your own; may be given again.")
]
PublishedAt = Annotated[
    str | None, Parameter(help="ISO 8601: what 去年 and the like go by if the text names no date.")
]
Charset = Annotated[str | None, Parameter(help="How bytes are read; without it, found out as the service does.")]
ContentType = Annotated[
    Literal["text/plain", "text/html"] | None,
    Parameter(help="Without it, by the file's name: .html and .htm are pages."),
]


class Usage(Exception):
    """Wrong usage; the message says of what."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    try:
        code = app(arguments, exit_on_error=False)
        sys.stdout.flush()
    except CycloptsError:  # already printed
        return USAGE
    except Problem as problem:  # of the options: those of inputs are caught where they are read
        print(problem.detail, file=sys.stderr)
        return USAGE
    except (Usage, SettingsError, LexiconError, msgspec.ValidationError) as error:
        print(error, file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # whoever read has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code if isinstance(code, int) else OK


@app.command
def extract(
    inputs: Annotated[list[Path], INPUT],
    /,
    *,
    format: Annotated[
        cli_extract.FormatName | None, Parameter(help="Without it: table on a terminal, ndjson elsewhere.")
    ] = None,
    charset: Charset = None,
    content_type: ContentType = None,
    published_at: PublishedAt = None,
    include: Annotated[tuple[Literal["quantities"], ...], Parameter(negative=(), help="What else to show.")] = (),
    offsets: Annotated[Literal["codepoint", "utf16", "utf8"], Parameter(help="What spans count.")] = "codepoint",
    lexicon: LexiconTables = (),
) -> int:
    """Read reports and print their figures.

    Of directories all text and HTML files are read. Where there are several inputs, each report's `id` is its
    file, and a file that cannot be read has a row with the problem; its problem goes to standard error, too.
    """
    options = Options(charset, content_type, published_at, include, offsets, lexicon)
    reader = cli_extract.Reader(options)
    failed = cli_extract.run(reader, inputs, format or ("table" if sys.stdout.isatty() else "ndjson"))
    return SOME_FAILED if failed else OK


@app.command
def explain(
    file: Annotated[Path, INPUT, Parameter(help="A file, or - for standard input.")],
    /,
    *,
    format: Annotated[Literal["text", "ndjson"], Parameter(help="For people, or a row for each indicator.")] = "text",
    charset: Charset = None,
    content_type: ContentType = None,
    published_at: PublishedAt = None,
    lexicon: LexiconTables = (),
) -> int:
    """Show which words of the lexicon stand around each figure, and what each is known as.

    These are all words that the rules had to go by, not a record of the rules that used them.
    """
    options = Options(charset, content_type, published_at, (), "codepoint", lexicon)
    reader = cli_extract.Reader(options)
    try:
        text = reader.text(file)
    except Problem as problem:
        print(f"dushu: {file}: {problem.detail}", file=sys.stderr)
        return SOME_FAILED
    cli_show.explanations(text, options, format)
    return OK


@lexicon_app.command(name="check")
def check_tables(files: Annotated[list[Path], Parameter(help="Tables, such as units.mine.tsv.")], /) -> int:
    """Check tables of words: each alone, and then all together with the built-in ones."""
    from dushu.lexicon import check
    from dushu.pipeline import Extractor

    failed = 0
    for file in files:
        try:
            print(f"{file}: {check(file)} rows")
        except LexiconError as error:
            failed += 1
            print(error, file=sys.stderr)
    if not failed:
        print(f"lexicon version {Extractor(files).lexicon_version}")
    return SOME_FAILED if failed else OK


@app.command
def serve(*, host: str | None = None, port: int | None = None, workers: int | None = None) -> int:
    """Serve HTTP. Settings come from the environment, DUSHU_*; these options go first."""
    flags = {"host": host, "port": port, "workers": workers}
    settings = _settings(flags)
    check_exposure(settings)
    check_lexicon(settings)
    check_traces(settings)
    from .server import serve as run_server

    run_server(settings)
    return OK


@app.command
def archive(
    source: Annotated[str, Parameter(help="A file, directory or pattern, here or at an fsspec URL.")],
    out: Annotated[str, Parameter(help="The directory of the tables, here or at an fsspec URL.")],
    /,
    *,
    scheduler: Annotated[str | None, Parameter(help="A Dask scheduler, tcp://…; without it, this machine.")] = None,
    workers: Annotated[int | None, Parameter(help="Processes on this machine; without it, one a core.")] = None,
    text_field: Annotated[str, Parameter(help="The column or member with the text.")] = "text",
    id_field: Annotated[str, Parameter(help="The column or member with the id.")] = "id",
    published_field: Annotated[str, Parameter(help="The one with the date of publication.")] = "published_at",
    content_type: Annotated[
        Literal["text/plain", "text/html"], Parameter(help="What the texts are, where nothing else says it.")
    ] = "text/plain",
    charset: Charset = None,
    published_at: PublishedAt = None,
    offsets: Annotated[Literal["codepoint", "utf16", "utf8"], Parameter(help="What spans count.")] = "codepoint",
    lexicon: LexiconTables = (),
    max_parts: Annotated[
        int, Parameter(help="The most sections, blocks, figures and warnings of one document; one that has more fails.")
    ] = MAX_REPORT_PARTS,
    overwrite: Annotated[bool, Parameter(negative=(), help="Remove the tables of an earlier run first.")] = False,
) -> int:
    """Read an archive into Parquet tables of indicators, documents and failures.

    Parquet, NDJSON, WARC, text and HTML files are read, compressed or not. A run that was broken off goes on
    where it was when it is started again.
    """
    need("archive", ("pyarrow", "distributed", "fsspec", "fastwarc"))
    from .archive import ArchiveError, Run
    from .archive_inputs import Fields
    from .arrow import Options as ArrowOptions

    options = ArrowOptions(content_type, charset, published_at, offsets, lexicon, max_parts)
    cli_extract.Reader(Options(charset, content_type, published_at, (), offsets, lexicon))
    try:
        run = Run(source, out, options, Fields(text_field, id_field, published_field), overwrite)
    except ArchiveError as error:
        raise Usage(str(error)) from None
    with cli_show.progress("Reading", run.total) as done:
        run.go(scheduler, workers or os.cpu_count() or 1, done)
    for lost in run.lost:
        print(f"dushu: {lost}", file=sys.stderr)
    counts = run.counts
    print(f"{counts.documents} documents, {counts.indicators} indicators, {counts.failures} failures")
    return SOME_FAILED if run.lost or counts.failures else OK


@app.command
def worker(
    *,
    broker: Annotated[str, Parameter(help="nats://, redis://, amqp:// or kafka:// and the broker's address.")],
    source: Annotated[str, Parameter(name="--in", help="The subject, stream, queue or topic of texts.")],
    out: Annotated[str, Parameter(help="Where reports go.")],
    dead: Annotated[str | None, Parameter(help="Where go messages that cannot be read; without it, OUT.dead.")] = None,
    group: Annotated[str, Parameter(help="Workers of one group share the messages.")] = "dushu",
    concurrency: Annotated[int, Parameter(help="Messages at once.", validator=validators.Number(gte=1))] = 16,
    redeliver_seconds: Annotated[float, Parameter(help="When an unfinished message is given to another.")] = 30.0,
    max_deliveries: Annotated[int, Parameter(help="After how many deliveries a message is given up.")] = 10,
    published_at: PublishedAt = None,
    include: Annotated[tuple[Literal["quantities"], ...], Parameter(negative=(), help="What else to give.")] = (),
    offsets: Annotated[Literal["codepoint", "utf16", "utf8"], Parameter(help="What spans count.")] = "codepoint",
    metrics_port: Annotated[int | None, Parameter(help="Serve Prometheus metrics on this port of DUSHU_HOST.")] = None,
) -> int:
    """Read texts from a message broker and publish their reports, until SIGTERM; at least once.

    Limits and the lexicon are the settings of the environment, DUSHU_*.
    """
    need("worker", ("faststream", "litestar"))
    import asyncio

    from .broker import Work, work_on
    from .brokers import UnknownBroker
    from .options import Options as RequestOptions

    settings = _settings({})
    check_lexicon(settings)
    work = Work(
        broker, source, out, dead or f"{out}.dead", group, concurrency, redeliver_seconds, max_deliveries,
        RequestOptions(include, offsets, published_at), metrics_port,
    )
    try:
        asyncio.run(work_on(work, settings))
    except UnknownBroker as error:
        raise Usage(str(error)) from None
    return OK


@app.command(name="settings")
def show_settings() -> int:
    """Print all settings as they are in this environment."""
    for variable, value in shown(from_environment()).items():
        print(f"{variable}={value}")
    return OK


@app.command
def key(name: Annotated[str, Parameter(help="Whose it is; appears in the log.")], /) -> int:
    """Make an API key."""
    from .access import key_hash, new_key

    made = new_key()
    entry = f"{name}:{key_hash(made.encode())}"
    msgspec.convert((entry,), Settings.__annotations__["api_keys"])
    print(f"for its owner, shown only once: {made}")
    print(f"to be added to {PREFIX}API_KEYS: {entry}")
    return OK


@app.command
def completion(shell: Literal["bash", "zsh", "fish"]) -> int:
    """Print the completion script of a shell: `eval "$(dushu completion bash)"`."""
    print(app.generate_completion(prog_name="dushu", shell=shell))
    return OK


def _settings(flags: dict[str, Any]) -> Settings:
    given = {name: value for name, value in flags.items() if value is not None}
    return msgspec.convert(msgspec.structs.asdict(from_environment()) | given, Settings)


def need(extra: str, modules: Iterable[str]) -> None:
    """Refuse a command whose optional packages are not installed. Raises Usage."""
    from importlib.util import find_spec

    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise Usage(f"{', '.join(missing)} is not installed: pip install 'dushu[{extra}]'")
