"""Builds the compiled stages. Everything else about the package is in pyproject.toml.

Switches, from the environment:
  DUSHU_SANITIZE=1  AddressSanitizer and UndefinedBehaviorSanitizer, no wrapping of signed overflow
  DUSHU_COVERAGE=1  line tracing for coverage of .pyx files
  DUSHU_DEBUG=1     no optimisation, bounds checks on
"""
import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

SANITIZE, COVERAGE, DEBUG = (os.environ.get(f"DUSHU_{name}") == "1" for name in ("SANITIZE", "COVERAGE", "DEBUG"))

compile_args = ["-O3", "-fno-semantic-interposition"]
link_args = []
macros = []
if SANITIZE:
    compile_args = ["-O1", "-g", "-fsanitize=address,undefined", "-fno-omit-frame-pointer", "-fno-wrapv"]
    link_args = ["-fsanitize=address,undefined"]
if DEBUG:
    compile_args = ["-O0", "-g"]
if COVERAGE:
    macros.append(("CYTHON_TRACE_NOGIL", "1"))

extensions = [
    Extension(f"dushu.{path.stem}", [str(path)], extra_compile_args=compile_args, extra_link_args=link_args,
              define_macros=macros)
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
