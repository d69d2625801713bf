"""The command line: `python -m dushu_service serve`."""
import argparse
import sys
from collections.abc import Sequence

import msgspec

from .server import serve
from .settings import Settings, SettingsError, from_environment


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 2 for a wrong one or a wrong setting."""
    parser = argparse.ArgumentParser(prog="python -m dushu_service", description="The HTTP service of dushu.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser(
        "serve", help="serve HTTP", description="Settings come from the environment, DUSHU_*; these go first."
    )
    serving.add_argument("--host")
    serving.add_argument("--port", type=int)
    serving.add_argument("--workers", type=int)
    given = vars(parser.parse_args(arguments))
    given.pop("command")
    try:
        settings = from_environment()
        overridden = msgspec.structs.asdict(settings) | {k: v for k, v in given.items() if v is not None}
        settings = msgspec.convert(overridden, Settings)
    except (SettingsError, msgspec.ValidationError) as error:
        print(error, file=sys.stderr)
        return 2
    serve(settings)
    return 0
