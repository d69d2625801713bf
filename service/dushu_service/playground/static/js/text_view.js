// The text: one element for each block, one text node in it. Knows where each offset of the source is shown.
//
// Blocks stand in stretches that the browser lays out when they come near the window. Until then a stretch has the
// height that its length lets expect, so that the scroll bar is about right.
import { element } from "./dom.js";
import { lowerBound, project } from "./visible.js";

const STRETCH_BLOCKS = 40;
const LINE_PIXELS = 29;
const UNIT_PIXELS = 15;
const GAP_PIXELS = 7;
const HEADING_OFFSET = 2; // the page has its own first and second level

export class TextView {
  constructor(container) {
    this.container = container;
    this.blocks = [];
    this.starts = [];
  }

  render(reading) {
    const { report, text, source } = reading;
    this.blocks = report.blocks.map((block, index) => {
      const { shown, at } = project(text, block.start, block.end, source.isHtml);
      return { start: block.start, end: block.end, at, shown, node: blockElement(block, index, shown, report) };
    });
    this.starts = this.blocks.map((block) => block.start);
    this.container.replaceChildren(...stretches(this.blocks, this.container.clientWidth || innerWidth));
    this.container.scrollTop = 0;
  }

  /** The index of the block at or before an offset of the source. */
  blockIndex(offset) {
    return Math.max(lowerBound(this.starts, offset + 1) - 1, 0);
  }

  /** Where source[start:end) is shown: {block, from, to}, in units of what the block shows. */
  placeOf(start, end) {
    const block = this.blocks[this.blockIndex(start)];
    const shownAt = (offset) => (block.at === null ? offset - block.start : lowerBound(block.at, offset));
    const within = (place) => Math.min(Math.max(place, 0), block.shown.length);
    return { block, from: within(shownAt(start)), to: within(shownAt(end)) };
  }

  /** source[start:end) as a Range of the document. */
  rangeOf(start, end) {
    const { block, from, to } = this.placeOf(start, end);
    const range = new Range();
    range.setStart(...boundary(block.node, from));
    range.setEnd(...boundary(block.node, to));
    return range;
  }

  /** The offset in the source of a place in the document; null outside the text. */
  offsetOf(node, offset) {
    const home = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-block]");
    if (!home || !this.container.contains(home)) return null;
    const block = this.blocks[Number(home.dataset.block)];
    const shown = node === home.firstChild ? offset : lengthBefore(home, node, offset);
    return block.at === null ? block.start + shown : (block.at[shown] ?? block.end);
  }

  /**
   * Bring source[start:end) into view, unless it is there; `lead` puts it near the top in any case. What lies far away is
   * where its height lets expect: once there, look again.
   */
  reveal(start, end, { lead = false, looks = 3 } = {}) {
    const scroller = scrollerOf(this.container);
    const rect = this.rangeOf(start, end).getBoundingClientRect();
    const frame = scroller === document.scrollingElement
      ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
    const height = frame.bottom - frame.top;
    if (!lead && rect.top >= frame.top + 24 && rect.bottom <= frame.bottom - 24) return;
    const away = rect.top - frame.top - height * (lead ? 0.06 : 0.35);
    const isFar = Math.abs(away) > 2 * height;
    const behavior = isFar || matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    scroller.scrollBy({ top: away, behavior });
    if (!isFar || looks === 0) return;
    const { blocks } = this;
    afterNextFrame(() => { if (blocks === this.blocks) this.reveal(start, end, { lead, looks: looks - 1 }); });
  }
}

function afterNextFrame(action) {
  requestAnimationFrame(() => requestAnimationFrame(action));
}

function stretches(blocks, width) {
  const units = Math.max(Math.floor(Math.min(width / UNIT_PIXELS - 3, 44)), 10);
  const made = [];
  for (let first = 0; first < blocks.length; first += STRETCH_BLOCKS) {
    const some = blocks.slice(first, first + STRETCH_BLOCKS);
    const stretch = element("div", { class: "stretch" }, ...some.map(({ node }) => node));
    const lines = some.reduce((sum, { shown }) => sum + Math.max(Math.ceil(shown.length / units), 1), 0);
    stretch.style.containIntrinsicBlockSize = `auto ${lines * LINE_PIXELS + some.length * GAP_PIXELS}px`;
    made.push(stretch);
  }
  return made;
}

function blockElement(block, index, shown, report) {
  const properties = { class: `block block-${block.kind}`, data: { block: index } };
  if (block.kind === "title") Object.assign(properties, { role: "heading", "aria-level": String(HEADING_OFFSET + 1) });
  if (block.kind === "heading") {
    const level = block.section === undefined ? 1 : report.sections[block.section].level;
    properties.role = "heading";
    properties["aria-level"] = String(Math.min(level + HEADING_OFFSET + 1, 6));
    properties.class += ` level-${Math.min(level, 4)}`;
  }
  return element("p", properties, shown);
}

function lengthBefore(home, node, offset) {
  const before = new Range();
  before.setStart(home, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

/** The text node and the offset in it that is `place` units into an element's text. */
function boundary(home, place) {
  const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
  let left = place;
  let last = [home, 0];
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    if (left <= length) return [walker.currentNode, left];
    left -= length;
    last = [walker.currentNode, length];
  }
  return last;
}

function scrollerOf(node) {
  const scrolls = getComputedStyle(node).overflowY !== "visible" && node.scrollHeight > node.clientHeight;
  return scrolls ? node : document.scrollingElement;
}
