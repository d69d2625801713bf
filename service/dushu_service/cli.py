"""The command line: `python -m dushu_service serve`."""
import argparse
import sys
from collections.abc import Sequence

import msgspec

from .access import key_hash, new_key
from .server import serve
from .settings import (
    PREFIX,
    Settings,
    SettingsError,
    check_exposure,
    check_lexicon,
    from_environment,
    shown,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 2 for a wrong one or a wrong setting."""
    given = _parser().parse_args(arguments)
    try:
        if given.command == "key":
            return _key(given.name)
        settings = from_environment()
        if given.command == "settings":
            return _settings(settings)
        flags = {name: getattr(given, name) for name in ("host", "port", "workers")}
        overridden = {name: value for name, value in flags.items() if value is not None}
        settings = msgspec.convert(msgspec.structs.asdict(settings) | overridden, Settings)
        check_exposure(settings)
        check_lexicon(settings)
    except (SettingsError, msgspec.ValidationError) as error:
        print(error, file=sys.stderr)
        return 2
    serve(settings)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dushu_service", description="The HTTP service of dushu.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser(
        "serve", help="serve HTTP", description="Settings come from the environment, DUSHU_*; these go first."
    )
    serving.add_argument("--host")
    serving.add_argument("--port", type=int)
    serving.add_argument("--workers", type=int)
    commands.add_parser("settings", help="print all settings as they are in this environment")
    key = commands.add_parser("key", help="make an API key")
    key.add_argument("name", help="whose it is; appears in the log")
    return parser


def _settings(settings: Settings) -> int:
    for variable, value in shown(settings).items():
        print(f"{variable}={value}")
    return 0


def _key(name: str) -> int:
    key = new_key()
    entry = f"{name}:{key_hash(key.encode())}"
    msgspec.convert((entry,), Settings.__annotations__["api_keys"])
    print(f"for its owner, shown only once: {key}")
    print(f"to be added to {PREFIX}API_KEYS: {entry}")
    return 0
