"""The page at `/`: a report in, its text out with every figure lit in place, an outline, a table and charts.

Plain files under `static/`, served as they are; `assets.py` reads them once, `routes.py` answers with them.
The page is a client of the service like any other: it calls `/v1/extract` and nothing else.
"""
