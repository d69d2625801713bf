"""The service as `pip install 'dushu[service]'` leaves it, blind to what only development brings."""
import sys
from importlib.machinery import ModuleSpec

DEVELOPMENT = ("pydantic", "twisted")       # Litestar looks for the one, structlog for the other


class Hidden:
    """Finds nothing, and says so before others look."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name in DEVELOPMENT:
            raise ModuleNotFoundError(name, name=name)
        return None


if __name__ == "__main__":
    sys.meta_path.insert(0, Hidden)
    from dushu_service.cli import main

    main()
