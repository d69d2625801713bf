"""What each of Granian's workers loads. Other servers take `dushu_service.asgi:application`."""
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litestar import Litestar


def application() -> "Litestar":
    """The application; until it is loaded the worker ends at once when told to.

    A worker is forked from the main process, and with it come the main process's handlers, which only set a
    flag there. Told to stop while it loads, a worker would pass over it, and be waited for in vain.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    from . import asgi  # the most of the loading

    return asgi.application()
