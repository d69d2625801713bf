"""The names behind the codes of `_records.pxd`, in the order of their enums."""
BOUNDS = ("eq", "gt", "ge", "lt", "le", "over", "under", "about")
DIRECTIONS = (None, "up", "down", "flat")
BASES = (None, "yoy", "sequential", "base")
STATUSES = ("actual", "target", "forecast")
STATEMENTS = ("level", "change", "rank", "streak", "record", "share", "gap")
KINDS = ("amount", "percent", "point", "multiple", "fraction", "rank", "ordinal", "date", "duration", "identifier",
         "enumerator", "name")
DIMENSIONS = ("ratio", "money", "count", "length", "area", "volume", "mass", "energy", "power", "time",
              "temperature", "speed", "data", "none")
GRAINS = (None, "year", "half", "quarter", "month", "ten_days", "week", "day", "holiday", "now", "start", "end",
          "same", "past", "plan")
NUMERALS = (None, "digit", "power", "section", "tens")
BLOCKS = ("title", "meta", "caption", "heading", "paragraph", "item", "table_row", "chrome")
SECTIONS = ("heading", "numbered", "enumeration")
INHERITED = (None, "sentence", "section", "title", "publication")
BYLINES = ("editor", "reporter", "correspondent", "photographer", "author", "source", "date", "dateline", "other")
CHROME = ("line", "start", "end")
ORDINALS = ("rank", "ordinal", "identifier")
