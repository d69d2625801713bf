// One reading: a source and the report on it, made ready to be shown.
import { project } from "./visible.js";
import { textOf } from "./sources.js";

/** What a figure is marked as: its direction, else what its statement is akin to. */
function toneOf(figure) {
  if (figure.direction) return figure.direction;
  if (["rank", "record", "streak"].includes(figure.statement)) return "rank";
  return ["share", "gap"].includes(figure.statement) ? "share" : "level";
}

export const TONES = ["up", "down", "flat", "level", "share", "rank"];

/** A reading of `source`: its text, and for each indicator what the page needs beyond the report's own fields. */
export function makeReading(source, { report, raw, timing }) {
  const text = textOf(source, report.charset);
  const seen = (start, end) => project(text, start, end, source.isHtml).shown.trim();
  const figures = report.indicators.map((indicator, index) => ({
    ...indicator,
    index,
    tone: toneOf(indicator),
    isAim: indicator.status !== "actual",
    shown: source.isHtml ? seen(indicator.start, indicator.end) : indicator.text,
    name: indicator.metric ? (source.isHtml ? seen(indicator.metric.start, indicator.metric.end) : indicator.metric.text) : null,
  }));
  const sections = report.sections.map((section) => ({
    ...section,
    name: source.isHtml ? seen(section.title.start, section.title.end) : section.title.text,
    count: 0,
  }));
  for (const figure of figures) if (figure.section !== undefined) sections[figure.section].count++;
  const misplaced = !source.isHtml && figures.some(({ start, end, text: said }) => text.slice(start, end) !== said);
  return { source, report, raw, timing, text, figures, sections, misplaced, seen };
}

export function sectionName(reading, figure) {
  return figure.section === undefined ? "" : reading.sections[figure.section].name;
}

/** The figures that fail no test of `filter`: {tones, aims, statement, direction, status, unit, section, search}. */
export function matching(reading, filter) {
  const wanted = filter.search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return reading.figures.filter((figure) => {
    if (filter.tones.size && !filter.tones.has(figure.tone) && !(filter.tones.has("aim") && figure.isAim)) return false;
    for (const field of ["statement", "direction", "status", "unit"]) {
      if (filter[field] && (figure[field] ?? "-") !== filter[field]) return false;
    }
    if (filter.section && !isInside(reading, figure.section, Number(filter.section))) return false;
    if (!wanted.length) return true;
    const words = [
      figure.name, figure.shown, figure.unit, figure.scope, figure.period?.text, sectionName(reading, figure),
    ].join(" ").toLowerCase();
    return wanted.every((word) => words.includes(word));
  });
}

function isInside(reading, section, wanted) {
  for (let id = section; id !== undefined && id !== null; id = reading.sections[id].parent) {
    if (id === wanted) return true;
  }
  return false;
}
