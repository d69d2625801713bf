"""What Schemathesis must know of the service's bodies."""
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation

PATHS_OF_ROWS = ("/v1/extract/batch", "/v1/extract/stream")


@schemathesis.serializer("application/x-ndjson", "application/jsonl", "text/html")
def text(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Strings as they are."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def filter_case(_: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """Leave out bodies that are meant to be refused and are not: as a text whatever is sent is one, and in a batch or
    a stream a wrong article is told in its row, in an answer that is 200."""
    if case.meta is None or not case.meta.is_negative_at(ParameterLocation.BODY):
        return True
    return case.media_type == "application/json" and case.path not in PATHS_OF_ROWS
