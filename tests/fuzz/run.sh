#!/usr/bin/env bash
# Fuzzes the library: makes a tree of its own with an instrumented build, then runs libFuzzer on it. Arguments are
# libFuzzer's: -max_total_time=600, -runs=1000000, or the path of one input to run again.
# The corpus and what crashed lie in $DUSHU_FUZZ_DIR (build/fuzz): they are kept from run to run.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${DUSHU_FUZZ_DIR:-$root/build/fuzz}
command -v clang >/dev/null || { echo "clang is needed: apt-get install clang" >&2; exit 2; }

mkdir -p "$work/corpus" "$work/crashes" "$work/tree/native"
cp "$root/setup.py" "$root/pyproject.toml" "$root/README.md" "$work/tree/"
# With their times, so that only what has changed is compiled again.
(cd "$root/native" && find dushu -name '*.py[xi]' -o -name '*.pxd' -o -name '*.py' -o -name '*.tsv') |
    (cd "$root/native" && xargs cp --parents --preserve=timestamps -t "$work/tree/native")

test -x "$work/venv/bin/python" || "${PYTHON:-python3}" -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check atheris cython msgspec selectolax 'setuptools>=77'
(cd "$work/tree" && CC=clang DUSHU_FUZZ=1 "$python" setup.py --quiet build_ext --inplace --parallel 2)

fuzzer=$("$python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')/asan_with_fuzzer.so
inputs=("$work/corpus")
for argument; do [ -f "$argument" ] && inputs=(); done
# Weighing inputs by how rare their features are (entropic) takes four times as long as reading them; keeping whose
# call allocated what, and making inputs of the corpus shorter, a third of what is left.
# CPython keeps what it has once made, so leaks are not looked for; its own allocator would hide misuse.
cd "$work"
exec env PYTHONPATH="$work/tree/native" PYTHONMALLOC=malloc LD_PRELOAD="$fuzzer" \
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:symbolize=1:malloc_context_size=1:max_malloc_fill_size=0:quarantine_size_mb=16:detect_stack_use_after_return=0 \
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    "$python" "$root/tests/fuzz/fuzz_extract.py" -artifact_prefix="$work/crashes/" -max_len=400 -len_control=10 \
    -timeout=20 -rss_limit_mb=3000 -entropic=0 -reduce_inputs=0 -reload=0 "$@" "${inputs[@]}"
