"""The application with the environment's settings, for any ASGI server: `dushu_service.asgi:application`.

A module of its own: the main process of the server never imports it. Only the workers load the extractor and
the metrics, which choose at import where they keep their numbers.
"""
from litestar import Litestar

from .app import create_app
from .settings import from_environment


def application() -> Litestar:
    """What each worker makes for itself."""
    return create_app(from_environment())
