# Every C struct and code that crosses from stage to stage.
#
# Offsets are code points of the text. Arrays belong to the Scan (_scan.pxd) of one extraction and live as long
# as it does; no stage frees what another made.
from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t

cdef extern from "Python.h":
    Py_UCS4 PyUnicode_READ(int kind, void* data, Py_ssize_t index) noexcept nogil


cdef struct Text:
    int kind              # PEP 393: 1, 2 or 4 bytes a code point
    const void* data
    uint32_t length


cdef inline Py_UCS4 char_at(const Text* text, uint32_t at) noexcept nogil:
    return PyUnicode_READ(text.kind, <void*> text.data, at)


# -- words of the lexicon ------------------------------------------------------------------------------------

cdef enum:  # roles: what a word can do; one bit each
    ROLE_UNIT = 1 << 0
    ROLE_BOUND_BEFORE = 1 << 1
    ROLE_BOUND_INSIDE = 1 << 2
    ROLE_BOUND_AFTER = 1 << 3
    ROLE_CHANGE = 1 << 4
    ROLE_ARRIVE = 1 << 5
    ROLE_RATE = 1 << 6
    ROLE_COMPARE = 1 << 7
    ROLE_RECORD = 1 << 8
    ROLE_BASIS = 1 << 9
    ROLE_BASIS_OPEN = 1 << 10
    ROLE_BASIS_CLOSE = 1 << 11
    ROLE_SHARE = 1 << 12
    ROLE_STREAK = 1 << 13
    ROLE_RANK = 1 << 14
    ROLE_PLACE = 1 << 15
    ROLE_SCOPE = 1 << 16
    ROLE_STATUS = 1 << 17
    ROLE_TIME = 1 << 18
    ROLE_REACH = 1 << 19
    ROLE_CARRY = 1 << 20
    ROLE_MAKE = 1 << 21
    ROLE_STOP = 1 << 22
    ROLE_SAY = 1 << 23
    ROLE_ADVERB = 1 << 24
    ROLE_CONNECTIVE = 1 << 25
    ROLE_PREPOSITION = 1 << 26
    ROLE_PRONOUN = 1 << 27
    ROLE_PARTICLE = 1 << 28
    ROLE_LIST = 1 << 29
    ROLE_FROM = 1 << 30

cdef enum:  # roles beyond the 31st bit, kept in Word.roles2
    ROLE2_RANGE = 1 << 0
    ROLE2_PER = 1 << 1
    ROLE2_TOTAL = 1 << 2
    ROLE2_NEGATION = 1 << 3
    ROLE2_HEAD = 1 << 4
    ROLE2_COUNTED = 1 << 5
    ROLE2_ABSTRACT = 1 << 6
    ROLE2_PLACE_NOUN = 1 << 7
    ROLE2_IDIOM = 1 << 8
    ROLE2_NAME = 1 << 9
    ROLE2_MARKER = 1 << 10
    ROLE2_BYLINE = 1 << 11
    ROLE2_CHROME = 1 << 12
    ROLE2_IDENTIFIER = 1 << 13
    ROLE2_ORDINAL = 1 << 14
    ROLE2_FRACTION = 1 << 15   # 分之
    ROLE2_PARTS = 1 << 16      # 百分之, 千分之: Word.value is the exponent of ten
    ROLE2_POINT = 1 << 17      # 点 between numerals
    ROLE2_ORDER = 1 << 18      # 第
    ROLE2_TIGHT = 1 << 19      # holds only when a number follows at once (增, 超, 近)
    ROLE2_UNIT_ONLY = 1 << 20  # has no role but that of a unit: holds only behind a number
    ROLE2_SETS = 1 << 21       # 创下, 首次: what follows is a record
    ROLE2_GAP = 1 << 22        # 相差: the distance between two things
    ROLE2_EDGE = 1 << 23       # holds only where no free text stands at once before it (但, 其, 将)
    ROLE2_ACT = 1 << 24
    ROLE2_ADJECTIVE = 1 << 25
    ROLE2_HALF = 1 << 26       # 半, and 一半, 过半, which are a fraction by themselves
    ROLE2_SIGN = 1 << 27       # 负, 零下, 摄氏 before a number: Word.value is of SIGN_*
    ROLE2_VAGUE = 1 << 28      # 数, 几 before a power: 数百万; Word.value is 1 for several, 0 for 上


cdef enum:  # bits of the value of a ROLE2_SIGN
    SIGN_MINUS = 1
    SIGN_CELSIUS = 2
    SIGN_FAHRENHEIT = 4


cdef struct Word:
    uint32_t roles
    uint32_t roles2
    uint16_t unit         # index of the unit table, where ROLE_UNIT
    int16_t value         # 首位: 1; a time word's shift; a marker's order; 百分之: 2
    uint8_t length        # code points
    uint8_t direction     # DIRECTION_*
    uint8_t bound         # BOUND_* before or inside a number
    uint8_t bound_after   # BOUND_* behind a number
    uint8_t basis         # BASIS_*
    uint8_t status        # STATUS_*
    uint8_t grain         # GRAIN_* of a time word
    int8_t index          # 上半年: 1
    uint8_t series        # of a marker
    uint8_t detail        # byline role, chrome match, ordinal kind; of a time word, 1: its shift is stated


cdef struct Unit:
    uint16_t name         # the first unit with the same canonical form
    uint16_t base         # of units that convert into each other the same
    int64_t factor        # times this and ten to the power, a quantity is in the base
    int8_t power
    uint8_t dimension
    uint8_t kind
    int8_t scale


# -- codes: the order of each is the order of its names in _codes.py ----------------------------------------

cdef enum:
    BOUND_EQ, BOUND_GT, BOUND_GE, BOUND_LT, BOUND_LE, BOUND_OVER, BOUND_UNDER, BOUND_ABOUT

cdef enum:
    DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN, DIRECTION_FLAT

cdef enum:
    BASIS_NONE, BASIS_YOY, BASIS_SEQUENTIAL, BASIS_BASE

cdef enum:
    STATUS_ACTUAL, STATUS_TARGET, STATUS_FORECAST

cdef enum:
    STATEMENT_LEVEL, STATEMENT_CHANGE, STATEMENT_RANK, STATEMENT_STREAK, STATEMENT_RECORD, STATEMENT_SHARE
    STATEMENT_GAP

cdef enum:
    KIND_AMOUNT, KIND_PERCENT, KIND_POINT, KIND_MULTIPLE, KIND_FRACTION, KIND_RANK, KIND_ORDINAL, KIND_DATE
    KIND_DURATION, KIND_IDENTIFIER, KIND_ENUMERATOR, KIND_NAME

cdef enum:
    DIMENSION_RATIO, DIMENSION_MONEY, DIMENSION_COUNT, DIMENSION_LENGTH, DIMENSION_AREA, DIMENSION_VOLUME
    DIMENSION_MASS, DIMENSION_ENERGY, DIMENSION_POWER, DIMENSION_TIME, DIMENSION_TEMPERATURE, DIMENSION_SPEED
    DIMENSION_DATA, DIMENSION_NONE

cdef enum:
    GRAIN_NONE, GRAIN_YEAR, GRAIN_HALF, GRAIN_QUARTER, GRAIN_MONTH, GRAIN_TEN_DAYS, GRAIN_WEEK, GRAIN_DAY
    GRAIN_HOLIDAY, GRAIN_NOW, GRAIN_START, GRAIN_END, GRAIN_SAME, GRAIN_PAST, GRAIN_PLAN

cdef enum:
    INHERITED_NOT, INHERITED_SENTENCE, INHERITED_SECTION, INHERITED_TITLE, INHERITED_PUBLICATION

cdef enum:  # Numeral.kind + 1; 0 is no numeral
    NUMERAL_NONE, NUMERAL_DIGIT, NUMERAL_POWER, NUMERAL_SECTION, NUMERAL_TENS

cdef enum:  # classes of characters
    CHAR_OTHER       # Han, kana, any letter that is not Latin: content
    CHAR_NUMERAL     # a numeral of the lexicon
    CHAR_DIGIT       # 0-9, half or full width
    CHAR_LATIN
    CHAR_SPACE
    CHAR_BREAK
    CHAR_COMMA       # ， ,
    CHAR_PAUSE       # 、
    CHAR_SEMICOLON
    CHAR_STOP        # 。 ！ ？ …
    CHAR_COLON
    CHAR_OPEN        # brackets
    CHAR_CLOSE
    CHAR_QUOTE_OPEN  # “ ‘ 「 『 《
    CHAR_QUOTE_CLOSE
    CHAR_DOT         # . ．
    CHAR_DASH        # - – — ~ ～ −
    CHAR_SLASH
    CHAR_BAR         # | ｜
    CHAR_BULLET
    CHAR_TAB
    CHAR_MARK        # any other sign


# -- tokens --------------------------------------------------------------------------------------------------

cdef enum:
    TOKEN_TEXT       # content: a run of characters of no word
    TOKEN_WORD       # a word of the lexicon: Token.word
    TOKEN_NUMBER     # digits with separators and point
    TOKEN_NUMERAL    # a run of Chinese numerals
    TOKEN_LATIN
    TOKEN_SIGN       # one sign: Token.sign is its CHAR_*
    TOKEN_SPACE      # blanks within a line
    TOKEN_BREAK      # one or more line breaks, with the blanks around them


cdef struct Token:
    uint32_t start
    uint32_t end
    uint16_t word         # index of the word table, where TOKEN_WORD
    uint8_t kind
    uint8_t sign          # CHAR_* of a sign; for a TOKEN_NUMBER its dots


# -- layout --------------------------------------------------------------------------------------------------

cdef enum:
    BLOCK_TITLE, BLOCK_META, BLOCK_CAPTION, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_TABLE_ROW
    BLOCK_CHROME

cdef enum:
    SECTION_HEADING, SECTION_NUMBERED, SECTION_ENUMERATION


cdef struct Block:
    uint32_t start
    uint32_t end
    uint32_t first        # tokens [first, last)
    uint32_t last
    int32_t section       # -1: none
    uint32_t marker_start
    uint32_t marker_end
    uint8_t kind


cdef struct Section:
    uint32_t start
    uint32_t end
    uint32_t title_start
    uint32_t title_end
    uint32_t marker_start
    uint32_t marker_end
    int32_t parent        # -1: none
    uint16_t level
    uint8_t kind


cdef struct Extent:
    uint32_t start
    uint32_t end


cdef struct Contributor:
    uint8_t role          # index of the byline roles
    Extent label
    Extent name


cdef struct Document:
    Extent title          # empty: none
    Extent source
    Extent date           # the expression of the date; empty: none
    Extent dateline
    int16_t year          # of the date
    uint8_t month
    uint8_t day
    int8_t hour           # -1: the page gives no time of day
    int8_t minute
    int8_t second


# -- numbers -------------------------------------------------------------------------------------------------

cdef struct Number:
    int64_t mantissa
    int32_t exponent      # of ten
    int32_t digits        # as printed, leading zeros counted


cdef struct Quantity:
    uint32_t start        # number to unit, with what stands inside
    uint32_t end
    uint32_t first        # tokens [first, last) that it covers, outer qualifiers not
    uint32_t last
    Number value
    Number high
    uint16_t unit         # index of the unit table, 0: none
    uint16_t per          # unit it is divided by (元/吨), 0: none
    uint8_t kind
    uint8_t bound
    uint8_t has_high
    uint16_t flags        # QUANTITY_*


cdef enum:
    QUANTITY_FRACTION = 1     # value is mantissa / high.mantissa
    QUANTITY_RATIO = 2        # a part of a:b:c
    QUANTITY_ORDER = 4        # has 第 in front
    QUANTITY_BARE = 8         # neither unit nor magnitude
    QUANTITY_CHINESE = 16     # Chinese numerals
    QUANTITY_MAGNITUDE = 32   # has 万, 亿 …
    QUANTITY_QUOTED = 64      # stands within quotation marks
    QUANTITY_ADVERBIAL = 256  # a duration that only says when: 5年来, 前3个月
    QUANTITY_CLASS = 128      # only says which things are meant (80岁以上), and so is part of a name


cdef struct Indicator:
    uint32_t quantity
    uint32_t metric_start     # equal to metric_end: none
    uint32_t metric_end
    uint32_t scope_start
    uint32_t scope_end
    uint32_t sentence_start
    uint32_t sentence_end
    Number origin             # the earlier value of from … to
    uint32_t against_first    # tokens of what it is held against (比一季度); equal to against_last: nothing
    uint32_t against_last
    uint32_t head_first       # tokens of the head of a table's column or row that names a time; equal: none
    uint32_t head_last
    int32_t block
    int32_t period            # index of the periods, -1: none
    uint16_t unit             # overrides the quantity's, where a note gives it; 0: not
    uint8_t statement
    uint8_t direction
    uint8_t basis
    uint8_t status
    uint8_t bound
    uint8_t kind
    uint8_t has_origin
    uint8_t inherited         # INHERITED_* of the period


# -- time ----------------------------------------------------------------------------------------------------

cdef enum:
    PERIOD_UNKNOWN = 1        # names a time whose dates the text does not give: 春节假期, 近年来
    PERIOD_AGAINST = 2        # what a figure is held against, or comes from: 比2010年, 由2015年的…
    PERIOD_HIDDEN = 4         # stands in a bracket that is closed
    PERIOD_POINT = 8          # a day that stands for a state: 截至6月底, 年末
    PERIOD_BACK = 16          # the year before that of writing, since in that of writing it would lie ahead
    PERIOD_LATER = 32         # lies behind the time of writing, and a figure is said to be actual
    PERIOD_VAGUE = 64         # PERIOD_UNKNOWN that says no more than "for some time": 近年来
    PERIOD_LISTED = 128       # joined to the one before: 2010年、2011年
    PERIOD_AIMED = 256        # the time of an aim or a forecast


cdef struct Period:           # an expression of time
    uint32_t start            # its characters; equal to end: it stands nowhere in the text
    uint32_t end
    uint32_t first            # tokens [first, last)
    uint32_t last
    int32_t from_day          # yyyymmdd; 0: its dates are not known
    int32_t to_day            # included
    uint8_t grain             # GRAIN_* of its finest part
    uint8_t index             # of a week or a holiday
    uint16_t flags            # PERIOD_*


# -- what was odd --------------------------------------------------------------------------------------------

cdef enum:  # the order of _codes.WARNINGS
    WARNING_METRIC_MISSING, WARNING_UNIT_MISMATCH, WARNING_COMPOSITION, WARNING_DATE_RANGE, WARNING_DATE_IMPOSSIBLE
    WARNING_MIXED_SCRIPTS, WARNING_DIRECTION, WARNING_NUMBER_LENGTH, WARNING_LOST


cdef struct Warning:
    uint32_t start
    uint32_t end
    uint8_t code              # WARNING_*
