"""The application with the environment's settings, for any ASGI server: `dushu_service.asgi:application`.

A module of its own: the main process of the server never imports it. Only the workers load the extractor and
the metrics, which choose at import where they keep their numbers.
"""
import gc

from litestar import Litestar

from .app import create_app
from .settings import from_environment


def application() -> Litestar:
    """What each worker makes for itself."""
    app = create_app(from_environment())
    # All that is loaded now stays: a collection that looked through it would stop the worker for some 50 ms. And a
    # request makes hundreds of objects that none of them need to be looked for.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
    return app
