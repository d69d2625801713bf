"""One Extractor in many threads: the stages run without the GIL and share the lexicon and spare memory."""
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from dushu import Extractor

DATA = Path(__file__).parents[1] / "data"


def shuffled_reports(count: int) -> list[str]:
    """Texts of very different length, so that spare memory passes between unlike ones."""
    sentences = [s for name in ("conference.txt", "bulletin.txt") for s in (DATA / name).read_text("utf-8").split("。")]
    chance = random.Random(7)
    return ["。".join(chance.choices(sentences, k=chance.choice((1, 5, 40, 300)))) for _ in range(count)]


def test_eight_threads_read_what_one_reads():
    """Equal results, to the byte."""
    extractor = Extractor()
    texts = shuffled_reports(64)

    def read(text: str) -> bytes:
        return msgspec.json.encode(extractor.extract(text, include=["quantities"]))

    expected = [read(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        for found in (list(threads.map(read, texts)) for _ in range(4)):
            assert found == expected
