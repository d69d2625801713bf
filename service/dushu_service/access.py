"""Who may: API keys, and the hosts that the service answers to."""
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from litestar.types import ASGIApp, Receive, Scope, Send

from . import problems
from .problems import Problem

KEY_BYTES = 32


def new_key() -> str:
    """A key that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(KEY_BYTES)


def key_hash(key: bytes) -> str:
    """What is stored of a key. A plain hash will do: 256 random bits cannot be guessed."""
    return hashlib.sha256(key).hexdigest()


class Access:
    """Lets in requests that show an accepted key and come to an allowed host.

    Routes whose `opt` says `public` need neither: probes, which come from the machine itself, and what
    describes the service.
    """

    def __init__(self, app: ASGIApp, api_keys: Sequence[str], allowed_hosts: Sequence[str]) -> None:
        self.app = app
        self._keys = [tuple(key.split(":", 1)) for key in api_keys]
        self._hosts = frozenset(host.lower() for host in allowed_hosts if not host.startswith("*."))
        self._domains = tuple(host[1:].lower() for host in allowed_hosts if host.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["route_handler"].opt.get("public"):
            try:
                headers = dict(scope["headers"])
                self._check_host(headers.get(b"host", b""))
                if self._keys:
                    scope["state"]["key"] = self._key_name(headers)
            except Problem as problem:
                await problems.send(problem, scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check_host(self, given: bytes) -> None:
        if not self._hosts and not self._domains:
            return
        host = given.decode("latin-1").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if name not in self._hosts and not name.endswith(self._domains or ("\0",)):
            raise Problem("unknown-host", "The service does not answer to this Host.")

    def _key_name(self, headers: dict[bytes, bytes]) -> str:
        scheme, _, key = headers.get(b"authorization", b"").partition(b" ")
        if scheme.lower() != b"bearer":
            key = headers.get(b"x-api-key", b"")
        given = key_hash(key.strip())
        # All are compared, in constant time: how long it takes tells nothing.
        names = [name for name, accepted in self._keys if hmac.compare_digest(given, accepted)]
        if not names:
            raise Problem(
                "unauthorized", "The request shows no key that is accepted here.",
                headers={"www-authenticate": 'Bearer realm="dushu"'},
            )
        return names[0]
