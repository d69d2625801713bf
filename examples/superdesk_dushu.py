"""An AI service of Superdesk: editors see the figures of what they write, with the place of each.

Put it where Superdesk imports AI services from (superdesk/text_checkers/ai/), and set DUSHU_URL in its
environment. POST /ai {"service": "dushu", "item": {...}} then answers `analysis.figures`.
"""
import os

import httpx
from superdesk.text_checkers.ai.base import AIServiceBase

TIMEOUT_SECONDS = 10


class Dushu(AIServiceBase):
    """Reads the figures of Chinese reports."""

    name = "dushu"
    label = "dushu: figures"

    def __init__(self, app):
        super().__init__(app)
        url = os.environ.get("DUSHU_URL", "http://127.0.0.1:8000")
        self.client = httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS)

    def analyze(self, item: dict) -> dict:
        """The figures of an item, and the text that their offsets count in."""
        answer = self.client.post("/v1/extract/ninjs?offsets=utf16", json=item)
        answer.raise_for_status()
        read = answer.json()["dushu"]
        return {"text": read["text"], "figures": read["report"]["indicators"]}
