"""Bars as SVG, drawn by hand: what a page of results needs, and no library to go with it."""
from html import escape
from pathlib import Path

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ROW, LABEL, WIDTH, VALUE = 26, 300, 380, 110          # heights and widths in pixels
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#57606a}.bar{fill:#4c78a8}.own{fill:#c8553d}"
    ".goal{stroke:#57606a;stroke-dasharray:4 3}"
    "@media(prefers-color-scheme:dark){text{fill:#c9d1d9}.goal{stroke:#c9d1d9}}"
)


def bars(name: str, title: str, rows: list[tuple[str, float]], unit: str, own: str = "", goal: float = 0) -> str:
    """Write a picture of bars, that of `own` in another colour, a line at the goal; return its Markdown."""
    scale = WIDTH / max(goal, *(value for _, value in rows))
    height = ROW * len(rows) + 10
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LABEL + WIDTH + VALUE} {height}" role="img">',
             f"<title>{escape(title)}</title><style>{STYLE}</style>"]
    for number, (label, value) in enumerate(rows):
        top = 5 + ROW * number
        parts += [
            f'<text x="{LABEL - 8}" y="{top + 17}" text-anchor="end">{escape(label)}</text>',
            f'<rect class="{"own" if label == own else "bar"}" x="{LABEL}" y="{top + 3}" width="{value * scale:.1f}" '
            f'height="{ROW - 6}" rx="2"/>',
            f'<text x="{LABEL + value * scale + 6:.1f}" y="{top + 17}">'
            f'{value:,.{3 if value < 1000 else 6}g} {escape(unit)}</text>',
        ]
    if goal:
        at = LABEL + goal * scale
        parts.append(f'<line class="goal" x1="{at:.1f}" x2="{at:.1f}" y1="2" y2="{height - 2}"/>')
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / f"{name}.svg").write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")
    return f"![{title}](images/{name}.svg)"
