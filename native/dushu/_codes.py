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
# Code and message of what the stages find odd; docs/warnings.md says more. The reader of bytes and markup has its own.
WARNINGS = (
    ("metric_missing", "a figure that nothing names: reported without a metric"),
    ("unit_mismatch", "the unit does not suit what is measured: one of the two may be read wrong"),
    ("composition_not_100", "the parts of a composition do not make 100: read as a plain ratio"),
    ("date_out_of_range", "the figure is stated as a fact, but for a time that the document cannot know"),
    ("date_impossible", "no calendar has this day"),
    ("mixed_scripts", "the text mixes Simplified and Traditional characters"),
    ("direction_mismatch", "the word says one direction, the numbers another: both are reported as printed"),
    ("number_too_long", "the number has more than 18 digits and cannot be kept exactly: not read as a quantity"),
    ("characters_lost", "characters were lost before the text was sent: U+FFFD stands for them"),
)
