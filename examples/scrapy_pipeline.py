"""A Scrapy item pipeline: every scraped article gets its figures.

In settings.py: ITEM_PIPELINES = {"scrapy_pipeline.FiguresPipeline": 300}. The library is called in place: it takes
less time than the way to a service. Items have `html` (bytes as they were received, or text), and may have `url` and
`published_at`.
"""
from typing import Any

import msgspec
from dushu import Extractor
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem


class FiguresPipeline:
    """Adds `figures`, a list of dicts, and `title`; drops what is not text at all."""

    def __init__(self) -> None:
        self.extractor = Extractor()

    def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        try:
            report = self.extractor.extract(
                article["html"], content_type="text/html", published_at=article.get("published_at"),
                id=article.get("url"),
            )
        except ValueError as error:
            raise DropItem(f"{article.get('url')}: {error}") from None
        article["title"] = report.document.title.text if report.document.title else None
        article["figures"] = [msgspec.to_builtins(figure) for figure in report.indicators]
        return item
