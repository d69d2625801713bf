#!/bin/sh
# The service with curl: figures.sh FILE...
set -eu
url=${DUSHU_URL:-http://127.0.0.1:8000}

# One report as JSON. Without a charset the service finds it out; 503 is tried again as Retry-After asks.
curl -sS --fail-with-body --retry 5 -H 'Content-Type: text/plain' --data-binary "@$1" "$url/v1/extract"
echo

# Its figures as a table for a spreadsheet.
curl -sS --fail-with-body --retry 5 -H 'Content-Type: text/plain' -H 'Accept: text/csv' --data-binary "@$1" "$url/v1/extract"

# All files in one stream: a line with the article in, a line with the report out.
for file in "$@"; do
    python3 -c 'import json, sys; print(json.dumps({"id": sys.argv[1], "text": open(sys.argv[1]).read()}))' "$file"
done | curl -sS --fail-with-body -T - -X POST -H 'Content-Type: application/x-ndjson' "$url/v1/extract/stream"
