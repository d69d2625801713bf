#!/usr/bin/env bash
# The library's tests under AddressSanitizer and UndefinedBehaviorSanitizer, with a build of their own in
# $DUSHU_SANITIZE_DIR (build/sanitize). Arguments are pytest's; without any, all tests but the service's are run.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${DUSHU_SANITIZE_DIR:-$root/build/sanitize}

mkdir -p "$work/tree"
cp "$root/setup.py" "$root/pyproject.toml" "$root/README.md" "$work/tree/"
# With their times, so that only what has changed is compiled again.
(cd "$root" && find native/dushu service tests \( -name '*.py' -o -name '*.py[xi]' -o -name '*.pxd' -o -name '*.tsv' \
    -o -name '*.txt' -o -name '*.md' -o -name '*.json*' \) -print0 | xargs -0 cp --parents --preserve=timestamps -t "$work/tree")

test -x "$work/venv/bin/python" || "${PYTHON:-python3}" -m venv "$work/venv"
python=$work/venv/bin/python
"$python" -m pip install --quiet --disable-pip-version-check cython msgspec selectolax 'setuptools>=77' pytest hypothesis orjson jsonschema
cd "$work/tree"
DUSHU_SANITIZE=1 "$python" setup.py --quiet build_ext --inplace --parallel 2

[ $# -gt 0 ] || set -- tests/unit tests/property
# CPython keeps what it has once made, so leaks are not looked for; its own allocator would hide misuse.
exec env PYTHONPATH="$work/tree/native" PYTHONMALLOC=malloc \
    LD_PRELOAD="$(gcc -print-file-name=libasan.so):$(gcc -print-file-name=libubsan.so)" \
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    "$python" -X faulthandler -m pytest -p no:cacheprovider "$@"
