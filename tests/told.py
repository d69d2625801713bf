"""What the indicators of a sentence say, as short rows to hold against what an editor would write into a table."""
import dushu

FIELDS = ("text", "metric", "statement", "direction", "basis", "bound", "status", "from_", "scope")


def told(sentence: str) -> list[dict[str, object]]:
    """The indicators of a sentence, without the fields that are null, actual or exact."""
    rows = []
    for indicator in dushu.extract(sentence).indicators:
        row = {name: getattr(indicator, name) for name in FIELDS}
        row["metric"] = indicator.metric.text if indicator.metric else None
        rows.append({name: value for name, value in row.items() if value not in (None, "eq", "actual")})
    return rows


def level(text, metric, **rest):
    return {"text": text, "metric": metric, "statement": "level", **rest}


def change(text, metric, direction, **rest):
    return {"text": text, "metric": metric, "statement": "change", "direction": direction, **rest}


def share(text, metric, **rest):
    return {"text": text, "metric": metric, "statement": "share", **rest}
