"""Runs the service on Granian. Any ASGI server can: the application is `dushu_service.server:application`."""
import os

from granian import Granian
from granian.constants import Interfaces
from litestar import Litestar

from .app import create_app
from .settings import PREFIX, Settings, from_environment


def application() -> Litestar:
    """The application with the environment's settings: what each worker makes for itself."""
    return create_app(from_environment())


def serve(settings: Settings) -> None:
    """Listen until told to stop."""
    for name in ("host", "port", "workers"):  # the workers read the environment again
        os.environ[PREFIX + name.upper()] = str(getattr(settings, name))
    Granian(
        f"{__name__}:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
    ).serve()
