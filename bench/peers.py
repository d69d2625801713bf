"""dushu beside what people use today, on the same texts in the same run. Writes docs/peers.md.

Each peer does a part of the work: numbers, money and time, or words alone. Peers that are not installed are left out:
`python -m pip install '.[bench]'` brings those that can live in one environment; run this file with the Python of
any environment that has dushu and the peers to compare. Slow peers get fewer texts, different ones, in turn.
"""
import importlib
import itertools
import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from texts import bodies

SECONDS = 5.0                 # that a peer is given
PAGE = Path(__file__).parents[1] / "docs" / "peers.md"
# What a programmer writes first: a number, its magnitude and unit, and a direction before it.
PATTERN = (
    r"(?:增长|下降|增加|减少|提高|上升|回落|达到|完成|实现|突破|超过)?了?(?:约|近|超)?"
    r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[零一二三四五六七八九十百千两]+)(?:余|多)?[万亿]{0,2}"
    r"(?:个百分点|%|元|人次|人|家|户|个|件|公里|亩|吨|平方米|倍|项|台|辆|所|年|月|日)"
)
Reader = Callable[[str], object]


def jionlp() -> Reader:
    module = importlib.import_module("jionlp")
    def read(text: str) -> object:
        return module.ner.extract_money(text), module.ner.extract_time(text)
    return read


def recognizers() -> Reader:
    suite = importlib.import_module("recognizers_suite")
    culture = suite.Culture.Chinese
    names = ("number", "ordinal", "percentage", "age", "currency", "dimension", "temperature", "datetime")
    models = [getattr(suite, f"recognize_{name}") for name in names]
    return lambda text: [model(text, culture) for model in models]


def cn2an() -> Reader:
    return importlib.import_module("cn2an").transform


def chinese2digits() -> Reader:
    return importlib.import_module("chinese2digits").takeNumberFromString


def jieba() -> Reader:
    module = importlib.import_module("jieba")
    module.initialize()
    return lambda text: list(module.cut(text))


def python_re() -> Reader:
    return re.compile(PATTERN).findall


def google_re2() -> Reader:
    return importlib.import_module("re2").compile(PATTERN).findall


def hyperscan() -> Reader:
    module = importlib.import_module("hyperscan")
    database = module.Database()
    database.compile(expressions=[PATTERN.encode()], flags=module.HS_FLAG_UTF8 | module.HS_FLAG_SOM_LEFTMOST)
    found: list[tuple[int, int]] = []

    def read(text: str) -> object:
        found.clear()
        database.scan(text.encode(), match_event_handler=lambda _, start, end, *rest: found.append((start, end)))
        return found
    return read


PEERS: dict[str, tuple[Callable[[], Reader], str]] = {
    "JioNLP": (jionlp, "money and time"),
    "Recognizers-Text": (recognizers, "eight models"),
    "cn2an.transform": (cn2an, "Chinese numerals to digits"),
    "chinese2digits": (chinese2digits, "numbers"),
    "jieba": (jieba, "words alone"),
    "re": (python_re, "one pattern: number, unit, direction"),
    "google-re2": (google_re2, "the same pattern"),
    "hyperscan": (hyperscan, "the same pattern"),
}


def speed(read: Reader, texts: list[str], seconds: float = SECONDS) -> float:
    """Bytes of UTF-8 a second of processor time, over as many different texts as the seconds allow."""
    read(texts[0])
    sizes = {text: len(text.encode()) for text in texts}
    done = 0
    start = now = time.process_time()
    for text in itertools.cycle(texts):
        read(text)
        done += sizes[text]
        now = time.process_time()
        if now - start > seconds:
            break
    return done / (now - start)


def ready() -> Iterator[tuple[str, str, Reader | None]]:
    """The peers: name, what it does, and the reader; None where it does not run here."""
    for name, (make, does) in PEERS.items():
        try:
            reader = make()
            reader("增长5%，达到3亿元。")
            yield name, does, reader
        except Exception as error:     # a peer may fail in any way; the comparison goes on without it
            print(f"{name} is left out: {type(error).__name__}: {error}")
            yield name, does, None


def main() -> None:
    """Measure all and write the page."""
    import dushu  # here: the peers alone are asked for where there is no dushu, too
    import msgspec

    warnings.simplefilter("ignore")
    logging.disable()
    what, texts = bodies()
    decoded = [body.decode() for body in texts]
    pieces = [part for text in decoded for part in re.split(r"(?<=\n)", text) if part.strip()]
    encode = msgspec.json.Encoder().encode
    own = speed(lambda text: encode(dushu.extract(text)), decoded)
    lines = ["| what | does | MB/s | dushu is so many times as fast |", "|---|---|---:|---:|",
             f"| **dushu** | text to JSON: sections, indicators, periods | {own / 1e6:.1f} | 1 |"]
    for name, does, reader in ready():
        if reader is None:
            lines.append(f"| {name} | {does} | not installed | |")
            continue
        # Peers that need seconds for a report get it by paragraphs.
        start = time.process_time()
        reader(decoded[0][:1000])
        slow = time.process_time() - start > 0.1
        theirs = speed(reader, pieces if slow else decoded)
        lines.append(f"| {name} | {does} | {theirs / 1e6:.4g} | {own / theirs:,.1f} |")
        print(lines[-1])
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join([
        "# Beside other tools", "",
        f"Written by `python bench/peers.py`: {what}, each tool {SECONDS:.0f} seconds of processor time in the",
        "same run. Every other tool does a part of the work and gives no sections, subjects, directions or bases.",
        "", *lines, ""]),
        encoding="utf-8")


if __name__ == "__main__":
    main()
