"""Signed deliveries of news items: Superdesk's http_push, and Standard Webhooks.

A delivery has an id: `webhook-id`, or for Superdesk, which sends none, the hash of its body. Delivered again it
is answered again in the same way, since nothing is kept of it but its id; the same id with another body is refused.
"""
import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Mapping

from .problem_types import Problem

TOLERANCE_SECONDS = 300
"""How old, or how far ahead, the time of a Standard Webhooks delivery may be."""

_PREFIX = "whsec_"


def check_superdesk(body: bytes, headers: Mapping[str, str], secret: str) -> str:
    """The id of a delivery signed as Superdesk's http_push does it. Raises Problem."""
    expected = "sha1=" + hmac.new(secret.encode(), body, "sha1").hexdigest()
    if not hmac.compare_digest(headers.get("x-superdesk-signature", "").encode(), expected.encode()):
        raise _unsigned()
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def check_standard(body: bytes, headers: Mapping[str, str], secret: str) -> str:
    """The id of a delivery signed as Standard Webhooks does it. Raises Problem."""
    identity, sent, signatures = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not identity or not sent.isdecimal() or abs(time.time() - int(sent[:15])) > TOLERANCE_SECONDS:
        raise _unsigned()
    signed = f"{identity}.{sent}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.digest(key_of(secret), signed, "sha256"))
    # A sender that changes its secret signs with both for a while.
    if not any(hmac.compare_digest(given.encode(), expected) for given in signatures.split(" ")):
        raise _unsigned()
    return identity


def key_of(secret: str) -> bytes:
    """The bytes of a `whsec_…` secret. Raises ValueError."""
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX) + "==", validate=False)
    except binascii.Error as error:
        raise ValueError(f"not base64: {error}") from None


def _unsigned() -> Problem:
    return Problem("unauthorized", "The delivery is not signed with the secret that is agreed, or not at this time.")


class Deliveries:
    """The ids of the last deliveries, with the hash of what came with them."""

    def __init__(self, size: int = 10_000) -> None:
        self._seen: OrderedDict[str, bytes] = OrderedDict()
        self._size = size

    def note(self, identity: str, body: bytes) -> bool:
        """Whether this delivery has been here before. Raises Problem if it was another with the same id."""
        digest = hashlib.sha256(body).digest()
        before = self._seen.setdefault(identity, digest)
        if before is digest:
            if len(self._seen) > self._size:
                self._seen.popitem(last=False)
            return False
        self._seen.move_to_end(identity)
        if before != digest:
            raise Problem("delivery-conflict", f"The delivery {identity[:80]!r} came before with another body.")
        return True
