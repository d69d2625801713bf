"""Builds the compiled stages. Everything else about the package is in pyproject.toml.

Switches, from the environment:
  DUSHU_SANITIZE=1  AddressSanitizer and UndefinedBehaviorSanitizer, no wrapping of signed overflow, tight arrays
  DUSHU_FUZZ=1      the same, and coverage for libFuzzer; needs CC=clang
  DUSHU_COVERAGE=1  line tracing for coverage of .pyx files
  DUSHU_DEBUG=1     no optimisation, bounds checks on
"""
import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

SANITIZE, FUZZ, COVERAGE, DEBUG = (
    os.environ.get(f"DUSHU_{name}") == "1" for name in ("SANITIZE", "FUZZ", "COVERAGE", "DEBUG")
)

# The stages call each other through pointers, which a PLT only lengthens; their signed arithmetic never overflows, as
# the sanitized build holds; their loops run over a few tokens, too short for vectors. 2 % less time together.
compile_args = ["-O3", "-fno-semantic-interposition", "-fno-plt", "-fno-wrapv", "-fno-tree-vectorize"]
link_args = []
macros = []
if SANITIZE or FUZZ:
    sanitizers = "-fsanitize=address,undefined"
    compile_args = ["-O1", "-g", sanitizers, "-fno-omit-frame-pointer", "-fno-wrapv"]
    # libFuzzer and the sanitizers' own code come with the fuzzer, which is loaded before.
    link_args = [] if FUZZ else [sanitizers]
    macros.append(("DUSHU_SANITIZE", "1"))
if DEBUG:
    compile_args = ["-O0", "-g"]
if COVERAGE:
    macros.append(("CYTHON_TRACE_NOGIL", "1"))

# What the fuzzer learns grammar from. Without the tracing of comparisons, a third of the time: inputs are made of
# words, not of bytes to guess. The other stages have half of all branches, and no grammar.
GUIDE = ["-fsanitize-coverage=inline-8bit-counters,pc-table"] if FUZZ else []
WITHOUT_GRAMMAR = {"_assemble", "_positions", "_scan", "_scanner", "_trie"}

extensions = [
    Extension(f"dushu.{path.stem}", [str(path)], extra_link_args=link_args, define_macros=macros,
              extra_compile_args=compile_args + (GUIDE if path.stem not in WITHOUT_GRAMMAR else []))
    for path in sorted(Path("native/dushu").glob("*.pyx"))
]
setup(
    ext_modules=cythonize(
        extensions,
        include_path=["native"],
        compiler_directives={
            "language_level": 3,
            "boundscheck": DEBUG,
            "wraparound": False,
            "cdivision": True,
            "initializedcheck": DEBUG,
            "linetrace": COVERAGE,
            "freethreading_compatible": False,
        },
    )
)
