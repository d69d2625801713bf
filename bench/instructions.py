"""Instructions that each stage spends on a byte of the texts, counted by callgrind."""
from pathlib import Path

from callgrind import MISSING, available, inclusive, run
from texts import bodies

FUNCTIONS = {
    "lexer": "__pyx_f_5dushu_6_lexer_lex", "layout": "__pyx_f_5dushu_7_layout_lay_out",
    "quantities": "__pyx_f_5dushu_11_quantities_find_quantities",
    "indicators": "__pyx_f_5dushu_11_indicators_find_indicators",
    "periods": "__pyx_f_5dushu_8_periods_find_periods",
}
# All texts in one call, so that there is one profile.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from texts import bodies
from dushu import _scanner
from dushu.pipeline import default_extractor
automaton = default_extractor()._automaton
_scanner.scan(automaton, "\\n".join(body.decode() for body in bodies()[1]))
"""


def measure() -> dict[str, float]:
    """Stage -> instructions a byte; empty without valgrind."""
    if not available():
        print(MISSING)
        return {}
    size = sum(map(len, bodies()[1]))
    profile = run(PROGRAM, str(Path(__file__).parent))[0]
    return {stage: inclusive(profile, function) / size for stage, function in FUNCTIONS.items()}


if __name__ == "__main__":
    for stage, count in measure().items():
        print(f"{stage:12} {count:8.1f} instructions a byte")
