"""The command `dushu`, as scripts and people use it."""
import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import dushu
import pytest
from dushu_service.formats import json_encoder

DATA = Path(__file__).parents[1] / "data"
BULLETIN = DATA / "bulletin.txt"
SENTENCE = "刑事警情数同比下降16.35%、降至近15年新低,返还群众被骗资金1.12亿元。"


def dushu_command(*arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command line, with these bytes on standard input."""
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-m", "dushu_service", *map(str, arguments)],
        input=given, capture_output=True, timeout=60, check=False,
    )


def test_file_in_report_out() -> None:
    """When piped, the report is one line of JSON, and nothing else is said."""
    ended = dushu_command("extract", BULLETIN)

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout == json_encoder.encode(dushu.extract(BULLETIN.read_bytes())) + b"\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_charset_of_standard_input_is_found(charset: str) -> None:
    ended = dushu_command("extract", "-", "--format", "json", given=SENTENCE.encode(charset))

    assert ended.returncode == 0
    assert [figure["text"] for figure in json.loads(ended.stdout)["indicators"]] == ["16.35%", "15年", "1.12亿元"]


def test_pages_are_read_as_pages(tmp_path: Path) -> None:
    """By the file's name, or when told so."""
    page = tmp_path / "page.html"
    page.write_text(f"<p>{SENTENCE}</p><script>增长9%</script>")
    expected = json_encoder.encode(dushu.extract(page.read_bytes(), content_type="text/html")) + b"\n"

    assert dushu_command("extract", page).stdout == expected
    told = dushu_command("extract", "-", "--content-type", "text/html", given=page.read_bytes())
    assert told.stdout == expected


def test_directory_is_read_in_order_and_a_bad_file_leaves_the_others(tmp_path: Path) -> None:
    """Each row says its file; the bad one's row is its problem, standard error says it too, the exit code is 1."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text(SENTENCE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(SENTENCE)

    ended = dushu_command("extract", tmp_path)
    rows = [json.loads(line) for line in ended.stdout.splitlines()]

    assert [row["id"] for row in rows] == [str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.txt")]
    assert rows[1]["error"]["type"] == "/problems/empty-body"
    assert rows[0]["indicators"] == rows[2]["indicators"] != []
    assert ended.returncode == 1
    assert ended.stderr.decode() == f"dushu: {tmp_path / 'b.txt'}: The text is empty.\n"


def test_several_reports_are_one_json_array(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    rows = json.loads(dushu_command("extract", tmp_path, "--format", "json").stdout)
    assert [row["id"] for row in rows] == [str(tmp_path / "a.txt")]


def test_csv_has_one_header_and_a_row_for_each_indicator() -> None:
    ended = dushu_command("extract", DATA, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.stdout.decode("utf-8-sig"))))

    expected = sum(len(dushu.extract(path.read_bytes()).indicators) for path in DATA.glob("*.txt"))
    assert len(rows) == expected
    assert {row["id"] for row in rows} == {str(path) for path in DATA.glob("*.txt")}


def test_table_shows_metric_value_and_statement() -> None:
    shown = dushu_command("extract", "-", "--format", "table", given=SENTENCE.encode()).stdout.decode()
    for part in ("刑事警情数", "16.35%", "change", "yoy", "112000000"):
        assert part in shown


def test_options_reach_the_library() -> None:
    ended = dushu_command(
        "extract", BULLETIN, "--include", "quantities", "--offsets", "utf8", "--published-at", "2024-03-18"
    )
    report = dushu.extract(
        BULLETIN.read_bytes(), include=["quantities"], offsets="utf8", published_at="2024-03-18"
    )
    assert ended.stdout == json_encoder.encode(report) + b"\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "--formt", "json", BULLETIN],
        ["extract", BULLETIN, "--format", "xml"],
        ["extract", BULLETIN, "--charset", "klingon"],
        ["extract", BULLETIN, "--published-at", "yesterday"],
        ["extract", BULLETIN, "--lexicon", "nowhere.tsv"],
        ["frobnicate"],
    ],
    ids=["no input", "unknown option", "unknown format", "unknown charset", "no date", "no table", "no such command"],
)
def test_wrong_usage_does_nothing_and_exits_with_2(arguments: list[object]) -> None:
    ended = dushu_command(*arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr


def test_missing_file_exits_with_1() -> None:
    ended = dushu_command("extract", "nowhere.txt")
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr == b"dushu: nowhere.txt: No such file or directory.\n"


def test_own_words_are_used(tmp_path: Path) -> None:
    table = tmp_path / "units.mine.tsv"
    table.write_text("surface\tcanonical\tdimension\n咕噜\t咕噜\tcount\n")
    ended = dushu_command("extract", "-", "--lexicon", table, given="今年售出水果300咕噜。".encode())
    assert json.loads(ended.stdout)["indicators"][0]["unit"] == "咕噜"


def test_lexicon_check_names_file_row_and_column(tmp_path: Path) -> None:
    good, bad = tmp_path / "units.mine.tsv", tmp_path / "directions.mine.tsv"
    good.write_text("surface\tcanonical\tdimension\n咕噜\t咕噜\tcount\n")
    bad.write_text("surface\tdirection\tsense\n蹿升\tsideways\tchange\n")

    checked = dushu_command("lexicon", "check", good)
    refused = dushu_command("lexicon", "check", good, bad)

    assert checked.returncode == 0
    assert checked.stdout.decode().startswith(f"{good}: 1 rows\nlexicon version ")
    assert refused.returncode == 1
    assert refused.stderr.decode().startswith(f"{bad}:2: ")
    assert "direction" in refused.stderr.decode()


def test_explain_shows_each_figure_with_its_words() -> None:
    """The figure and its metric are marked in their sentence, and every word of the lexicon says its rows."""
    shown = dushu_command("explain", "-", given=SENTENCE.encode()).stdout.decode()

    first = shown.split("\n\n")[0]
    assert "‹刑事警情数›同比下降⟦16.35%⟧、" in first
    assert "同比  bases form=whole basis=yoy" in first
    assert "下降  directions direction=down sense=change" in first


def test_explain_knows_words_in_other_characters() -> None:
    """Traditional and full-width forms are folded, as the lexer folds them."""
    ended = dushu_command("explain", "-", "--format", "ndjson", given="全縣生產總值增長６％。".encode())
    words = {word["text"]: word["roles"] for word in json.loads(ended.stdout.splitlines()[0])["words"]}

    assert words["增長"][0]["cells"] == {"direction": "up", "sense": "change"}


def test_explanations_as_rows_hold_the_reports_indicators() -> None:
    ended = dushu_command("explain", BULLETIN, "--format", "ndjson")
    explained = [json.loads(line)["indicator"] for line in ended.stdout.splitlines()]
    assert explained == json.loads(dushu_command("extract", BULLETIN).stdout)["indicators"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_names_the_commands(shell: str) -> None:
    """It is a script that its shell can read, where that shell is installed."""
    ended = dushu_command("completion", shell)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"extract" in ended.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=ended.stdout, check=True)


def test_reader_who_has_had_enough_is_no_error() -> None:
    inputs = " ".join([str(DATA)] * 200)
    command = f"{sys.executable} -m dushu_service extract {inputs} | head -c 10; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_progress_is_shown_on_a_terminal_only() -> None:
    """With standard error a terminal and the rows redirected, people see how far it is."""
    controller, terminal = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "dushu_service", "extract", str(DATA)], stdout=subprocess.DEVNULL, stderr=terminal,
        stdin=subprocess.DEVNULL, timeout=60, check=False,
    )
    os.close(terminal)
    shown = os.read(controller, 65536)
    os.close(controller)

    assert ended.returncode == 0
    assert b"Reading" in shown
    assert dushu_command("extract", DATA).stderr == b""


def test_console_script_is_declared() -> None:
    """`pip install` makes a command of it."""
    pyproject = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    assert 'dushu = "dushu_service.cli:main"' in pyproject
