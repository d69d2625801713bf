// Lights figures in the text: through the browser's registry of highlights, or with <mark> where it has none.
import { element } from "./dom.js";
import { TONES } from "./reading.js";
import { lowerBound } from "./visible.js";

export function makeHighlighter(view) {
  const hasRegistry = typeof Highlight === "function" && typeof CSS !== "undefined" && "highlights" in CSS;
  return hasRegistry ? new RegistryHighlighter(view) : new MarkHighlighter(view);
}

const nameOf = (figure) => (figure.isAim ? `${figure.tone}-aim` : figure.tone);

/** Ranges in CSS.highlights: the text stays one node a block, however many figures it holds. */
class RegistryHighlighter {
  constructor(view) {
    this.view = view;
    this.names = TONES.flatMap((tone) => [tone, `${tone}-aim`]);
    for (const name of this.names) register(name, 0);
    register("sentence", -1);
    register("metric", 1);
    register("current", 2);
    this.figures = [];
    this.starts = [];
  }

  /** Mark these figures, and no others. */
  paint(figures) {
    this.figures = [...figures].sort((one, other) => one.start - other.start);
    this.starts = this.figures.map((figure) => figure.start);
    for (const name of this.names) CSS.highlights.get(name).clear();
    for (const figure of this.figures) {
      CSS.highlights.get(nameOf(figure)).add(this.view.rangeOf(figure.start, figure.end));
    }
    this.light(null, null);
  }

  /** Make one figure, its metric and its sentence stand out. */
  light(current, open) {
    for (const name of ["current", "metric", "sentence"]) CSS.highlights.get(name).clear();
    for (const figure of new Set([current, open])) {
      if (!figure) continue;
      CSS.highlights.get("current").add(this.view.rangeOf(figure.start, figure.end));
      if (figure.metric) CSS.highlights.get("metric").add(this.view.rangeOf(figure.metric.start, figure.metric.end));
    }
    if (open) CSS.highlights.get("sentence").add(this.view.rangeOf(open.sentence.start, open.sentence.end));
  }

  /** The figure at a point of the window, or null. */
  figureAt(x, y) {
    const offset = this.offsetAt(x, y);
    if (offset === null) return null;
    const next = lowerBound(this.starts, offset + 1);
    // The caret snaps to the nearer side of a character: the one after it may be meant.
    for (const figure of [this.figures[next - 1], this.figures[next]]) {
      if (figure && figure.start <= offset + 1 && offset <= figure.end && this.covers(figure, x, y)) return figure;
    }
    return null;
  }

  offsetAt(x, y) {
    if (document.caretPositionFromPoint) {
      const caret = document.caretPositionFromPoint(x, y);
      return caret && caret.offsetNode ? this.view.offsetOf(caret.offsetNode, caret.offset) : null;
    }
    const caret = document.caretRangeFromPoint?.(x, y);
    return caret ? this.view.offsetOf(caret.startContainer, caret.startOffset) : null;
  }

  covers(figure, x, y) {
    return [...this.view.rangeOf(figure.start, figure.end).getClientRects()].some(
      (rect) => x >= rect.left - 1 && x <= rect.right + 1 && y >= rect.top - 4 && y <= rect.bottom + 4,
    );
  }
}

function register(name, priority) {
  const highlight = new Highlight();
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}

/** <mark> elements. Blocks that hold figures are filled anew when the figures change. */
class MarkHighlighter {
  constructor(view) {
    this.view = view;
    this.marks = new Map();
    this.filled = new Set();
  }

  paint(figures) {
    this.marks.clear();
    for (const block of this.filled) block.node.textContent = block.shown;
    this.filled.clear();
    const inBlocks = new Map();
    for (const figure of [...figures].sort((one, other) => one.start - other.start)) {
      const place = this.view.placeOf(figure.start, figure.end);
      if (!inBlocks.has(place.block)) inBlocks.set(place.block, []);
      inBlocks.get(place.block).push({ figure, ...place });
    }
    for (const [block, places] of inBlocks) this.fill(block, places);
  }

  fill(block, places) {
    const parts = [];
    let done = 0;
    for (const { figure, from, to } of places) {
      if (from < done) continue;
      const mark = element("mark", { class: `tone-${nameOf(figure)}`, data: { figure: figure.index } }, block.shown.slice(from, to));
      mark.figure = figure;
      this.marks.set(figure, mark);
      parts.push(block.shown.slice(done, from), mark);
      done = to;
    }
    block.node.replaceChildren(...parts, block.shown.slice(done));
    this.filled.add(block);
  }

  light(current, open) {
    for (const mark of this.marks.values()) mark.classList.toggle("current", mark.figure === current || mark.figure === open);
  }

  figureAt(x, y) {
    return document.elementFromPoint(x, y)?.closest("mark")?.figure ?? null;
  }
}
