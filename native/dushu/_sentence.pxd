# What is handed on from figure to figure within a sentence.
from libc.stdint cimport int32_t, uint8_t, uint32_t

from dushu._clause cimport Phrase
from dushu._quantities cimport sign_at
from dushu._records cimport CHAR_CLOSE, Number, Quantity
from dushu._scan cimport Scan

cdef enum:
    KEPT = 16             # members of one list, and metrics of one sentence, that are kept
    AHEAD = 12            # tokens that a look behind a figure takes in


cdef struct Sentence:     # what is handed on from figure to figure
    int32_t block
    uint32_t first        # tokens of the sentence
    uint32_t start, end   # its characters
    uint32_t clause       # first token of the clause
    int32_t previous      # index of the figure before in the clause, -1: none
    Phrase metric         # of the last figure, or the subject of a clause without one
    Phrase apposed        # the name before an open bracket: 汽车（增长35.8%）
    uint8_t apposed_way   # direction that the clause around the bracket speaks of: 涨幅居前的是浙江（3.2%）
    Phrase rate_name      # the rate noun or 占…比重 of the figure before, whose own change may follow
    Phrase plan           # 完成|年初预算数 before 60999万元的40.4%, which the percentage is of
    Phrase topic          # a clause before that is nothing but a name: 至于小学学历人士的失业率, …
    Phrase[KEPT] metrics  # of the sentence, in order, without repeats
    int metric_count
    Phrase[KEPT] members  # subjects of the list that is being read
    int member, member_count
    uint8_t basis
    uint8_t head_basis    # the first of the sentence, which the list behind it goes on with: 同比…, 环比…. 其中, …
    uint8_t compared      # basis of a clause that ends in 相比
    uint8_t standing      # basis of all changes that name none: 较去年同期（下同）增长
    uint8_t status
    bint planned          # 规划提出: what follows is aimed at
    uint8_t direction     # of a clause without figure: 继续提高, 达到2.68%
    uint8_t rate          # the same of a rate: 同比增速最高, 达到29.58%
    int32_t last          # the sentence's last indicator, -1: none
    Number[KEPT] origins  # of 由 … 调整为
    int origin, origin_count
    uint32_t origin_from  # token of 由
    uint8_t origin_basis
    bint governed         # a verb of change governs the list: 增加A 26万亩、B 16万亩


cdef inline void set_basis(Sentence* sentence, uint8_t basis) noexcept nogil:
    """Keep what a change is measured against for the figures that leave it open."""
    sentence.basis = basis
    if not sentence.head_basis:
        sentence.head_basis = basis


cdef inline bint fills_bracket(Scan scan, const Sentence* sentence, const Quantity* figure) noexcept nogil:
    """Whether a figure is all that a bracket holds: 浙江(31.2%)."""
    return figure.first == sentence.clause and sign_at(scan, figure.last) == CHAR_CLOSE
