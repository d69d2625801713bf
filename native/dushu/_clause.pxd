# What a clause is made of: the predicates over its tokens that the stages of the indicators share, and the
# records that they fill. The predicates are small and asked for every token, hence inline.
from libc.stdint cimport uint8_t, uint32_t

from dushu._quantities cimport kind_at, sign_at, word_at
from dushu._records cimport *
from dushu._scan cimport Scan
from dushu._trie cimport Automaton

cdef enum:
    LOOK = 64             # tokens that a look to either side takes in at most

cdef enum:
    CONTENT = ROLE2_HEAD | ROLE2_COUNTED | ROLE2_ABSTRACT | ROLE2_PLACE_NOUN | ROLE2_IDIOM | ROLE2_NAME


cdef struct Phrase:       # tokens [first, last), cut to the characters [start, end)
    uint32_t first
    uint32_t last
    uint32_t start
    uint32_t end


cdef struct Left:         # what stands before a figure in its clause
    Phrase subject        # the phrase that names what is measured; empty: none
    Phrase whole          # the same before a long one was cut to its name
    uint8_t direction
    uint8_t basis
    uint8_t status
    uint8_t rate          # direction of a rate noun: 增幅为
    bint change
    bint arrive
    bint compare
    bint share
    bint streak
    bint rank
    bint reach
    bint has              # 有, 共有
    bint listed           # 分别
    bint average          # 年均, which makes a basis of its own
    bint carries          # a light verb stands at once before the figure: 实现, 带来
    bint only_time        # what it is compared with is nothing but a time
    uint8_t bound         # of a qualifier before the verb: 约增长二成, 约占全球38%
    bint of               # 的 before the figure, which then belongs to the noun behind it
    bint to               # 至 from the figure before
    bint governs          # the subject is the object of the verb that makes the change: 增加|就业岗位300个
    bint drives           # the subject is the object of a verb of change: 拉动GDP增长
    bint makes            # a verb of making stands at once before the figure
    bint percent          # the figure is a percentage
    bint completes        # the subject is a plan that is fulfilled: 完成全年目标
    bint stopped          # some other verb does
    uint32_t rate_at      # token of the rate noun that `rate` is from, or of the verb of a share's noun (占…比重)
    uint32_t change_at    # token of the verb or rate of change, where there is one
    uint32_t scope_first, scope_last
    uint32_t against_first, against_last     # what it is compared with: 比一季度


cdef inline bint has_subject(const Left* left) noexcept nogil:
    """Whether a phrase before a figure names what is measured."""
    return left.subject.first < left.subject.last


cdef inline Py_UCS4 first_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].start) if index < scan.token_count else 0


cdef inline Py_UCS4 last_char(Scan scan, uint32_t index) noexcept nogil:
    return char_at(&scan.text, scan.tokens[index].end - 1)


cdef inline uint32_t length_of(Scan scan, uint32_t index) noexcept nogil:
    return scan.tokens[index].end - scan.tokens[index].start


cdef inline bint ends_clause(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token ends a clause: a comma or a stronger sign, a break, a bar."""
    cdef uint8_t sign = sign_at(scan, index)
    return sign in (CHAR_COMMA, CHAR_SEMICOLON, CHAR_STOP, CHAR_COLON, CHAR_BAR) or kind_at(scan, index) == TOKEN_BREAK


cdef inline uint8_t figure_kind(Scan scan, uint32_t index) noexcept nogil:
    """KIND_* of the quantity that covers the token; 255: none does."""
    cdef int owner = scan.owners[index]
    return scan.quantities[owner].kind if owner >= 0 else 255


cdef inline bint is_figure(Scan scan, uint32_t index) noexcept nogil:
    """Whether the token belongs to a quantity that measures."""
    return figure_kind(scan, index) <= KIND_RANK or figure_kind(scan, index) == KIND_DURATION


cdef inline bint is_time(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token belongs to an expression of time: 2024年, 第三季度, 上半年."""
    cdef int owner = scan.owners[index] if index < scan.token_count else -1
    if owner >= 0:
        if scan.quantities[owner].flags & QUANTITY_ADVERBIAL:
            return True
        return scan.quantities[owner].kind == KIND_DATE or scan.quantities[owner].kind == KIND_ORDINAL and (
            lexicon.units[scan.quantities[owner].unit].dimension == DIMENSION_TIME)
    if kind_at(scan, index) == TOKEN_TEXT and index and length_of(scan, index) == 1:
        if first_char(scan, index) in u"末底初":
            return is_time(lexicon, scan, index - 1)
        if first_char(scan, index) == u"首" and scan.owners[index + 1] >= 0:
            return scan.quantities[scan.owners[index + 1]].kind == KIND_DURATION      # 首|两个月
    return word_at(lexicon, scan, index).roles & ROLE_TIME and not word_at(lexicon, scan, index).roles2 & CONTENT


cdef inline bint names_share(Scan scan, uint32_t index) noexcept nogil:
    """Whether a word of sharing is a noun (比重, 市场份额) and not the verb 占."""
    return first_char(scan, index) not in u"占佔约約大构構" and last_char(scan, index) not in u"占佔"


cdef inline bint is_conjunction(Scan scan, uint32_t index) noexcept nogil:
    """和, 与, 及, 以及: between two nouns they join, and only before 相比 they open a comparison."""
    if index >= scan.token_count or length_of(scan, index) > 2:
        return False
    return first_char(scan, index) in u"和与與同跟及" if length_of(scan, index) == 1 else (
        first_char(scan, index) == u"以" and last_char(scan, index) == u"及")


cdef inline bint is_content(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether the token can be part of a name: free text, Latin letters, a noun or an idiom."""
    cdef uint8_t kind = kind_at(scan, index)
    cdef const Word* word
    if index >= scan.token_count:
        return False
    if kind == TOKEN_TEXT or kind == TOKEN_LATIN:
        return True
    if scan.owners[index] >= 0:
        if scan.quantities[scan.owners[index]].flags & QUANTITY_CLASS:
            return True
        return scan.quantities[scan.owners[index]].kind in (KIND_ORDINAL, KIND_IDENTIFIER, KIND_NAME) and not is_time(
            lexicon, scan, index)
    if kind != TOKEN_WORD:
        return kind == TOKEN_NUMERAL
    word = word_at(lexicon, scan, index)
    if word.roles2 & CONTENT:
        return True
    if word.roles & ROLE_MAKE or word.roles2 & (ROLE2_ACT | ROLE2_ADJECTIVE):
        return True
    if word.roles & ROLE_SHARE:
        return names_share(scan, index)
    return word.roles & ~<uint32_t> (ROLE_SCOPE | ROLE_UNIT | ROLE_RATE) == 0 and not word.roles2 & (
        ROLE2_MARKER | ROLE2_RANGE | ROLE2_PER | ROLE2_TOTAL | ROLE2_SETS | ROLE2_GAP)


cdef inline bint acts(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil:
    """Whether a verb stands there."""
    cdef const Word* word = word_at(lexicon, scan, index)
    return (word.roles & ROLE_MAKE or word.roles2 & ROLE2_ACT) and not word.roles2 & (ROLE2_HEAD | ROLE2_COUNTED)


cdef uint32_t opening(Scan scan, uint32_t index, uint32_t limit) noexcept nogil
cdef uint32_t closing(Scan scan, uint32_t index, uint32_t limit) noexcept nogil
cdef uint32_t measured_by(Scan scan, uint32_t index) noexcept nogil
cdef bint promises(Automaton lexicon, Scan scan, uint32_t index) noexcept nogil
cdef bint names_target(Automaton lexicon, Scan scan, uint32_t zone, uint32_t index) noexcept nogil
cdef uint8_t basis_of(Automaton lexicon, Scan scan, uint32_t first, uint32_t last) noexcept nogil
