// Two charts, drawn as plain SVG: changes up and down, and values by section. The table says the same in words.
import { byId, element, svg } from "./dom.js";
import { term, words } from "./i18n.js";
import { compact, full } from "./numbers.js";
import { sectionName, TONES } from "./reading.js";
import { on, setCurrent, setOpen, state } from "./state.js";

const ROW = 22;
const BAR = 12;
const TEXT = 12; // px, as in the style sheet
const MAX_BARS = 40;
const COUNT = "#count";

const changesUnit = byId("changes-unit");
const valuesUnit = byId("values-unit");

const isChange = (figure) => figure.statement === "change" && (figure.direction === "up" || figure.direction === "down");
const isValue = (figure) => figure.statement === "level" || figure.statement === "share";
const signed = (figure) => (figure.direction === "down" ? -figure.value : figure.value);

/** The units of some figures, most common first. */
function units(figures) {
  const counts = new Map();
  for (const { unit } of figures) if (unit) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

function fillSelects() {
  const { figures } = state.reading;
  const changes = units(figures.filter(isChange));
  changesUnit.replaceChildren(...changes.map(([unit, count]) => element("option", { value: unit }, `${unit} (${full(count)})`)));
  changesUnit.hidden = changes.length === 0;
  const values = units(figures.filter(isValue));
  valuesUnit.replaceChildren(
    ...values.map(([unit, count]) => element("option", { value: unit }, `${unit} (${full(count)})`)),
    element("option", { value: COUNT }, words("countOfFigures")),
  );
}

function drawChanges() {
  const home = byId("changes-chart");
  const chosen = state.matches.filter((figure) => isChange(figure) && figure.unit === changesUnit.value);
  if (!chosen.length) {
    home.replaceChildren(element("p", { class: "empty" }, words("noChanges")));
    return;
  }
  const largest = [...chosen].sort((one, other) => other.value - one.value).slice(0, MAX_BARS);
  const bars = largest.sort((one, other) => signed(other) - signed(one));
  const width = widthOf(home);
  const labels = Math.min(width * 0.42, longest(bars.map((figure) => figure.name ?? words("unnamed"))) + 12);
  const room = 62; // for a number beyond the end of a bar
  const up = Math.max(0, ...bars.map(signed));
  const down = Math.max(0, ...bars.map((figure) => -signed(figure)));
  const space = width - labels - room * ((up > 0) + (down > 0)) - 4;
  const scale = space / (up + down || 1);
  const zero = labels + (down > 0 ? room + down * scale : 4);
  const ups = bars.filter((figure) => figure.direction === "up").length;
  const drawing = canvas(width, bars.length * ROW, words("changesSummary", { count: bars.length, up: ups, down: bars.length - ups }));
  drawing.append(svg("line", { class: "axis", x1: zero, x2: zero, y1: 0, y2: bars.length * ROW }));
  bars.forEach((figure, row) => {
    const length = Math.max(Math.abs(figure.value) * scale, 1.5);
    const isUp = figure.direction === "up";
    const group = barGroup(figure, row, width);
    group.append(
      label(figure.name ?? words("unnamed"), labels - 10, row),
      svg("rect", { class: `bar bar-${figure.direction}${figure.isAim ? " bar-aim" : ""}`, x: isUp ? zero : zero - length, y: row * ROW + (ROW - BAR) / 2, width: length, height: BAR, rx: 2 }),
      number(`${isUp ? "+" : "−"}${full(figure.value)}`, isUp ? zero + length + 5 : zero - length - 5, row, isUp ? "start" : "end"),
    );
    drawing.append(group);
  });
  home.replaceChildren(drawing, more("chartMore", chosen.length - bars.length));
}

function drawValues() {
  if (valuesUnit.value === COUNT) drawCounts();
  else drawUnit(valuesUnit.value);
}

/** Bars of all values in one unit, under the sections that they stand in. */
function drawUnit(unit) {
  const home = byId("values-chart");
  const chosen = state.matches.filter((figure) => isValue(figure) && figure.unit === unit);
  const bars = chosen.slice(0, MAX_BARS);
  if (!bars.length) {
    home.replaceChildren(element("p", { class: "empty" }, words("noMatches")));
    return;
  }
  const rows = [];
  let section = null;
  for (const figure of bars) {
    const name = sectionName(state.reading, figure) || words("wholeText");
    if (name !== section) rows.push({ section: section = name });
    rows.push({ figure });
  }
  const width = widthOf(home);
  const labels = Math.min(width * 0.42, longest(bars.map((figure) => figure.name ?? words("unnamed"))) + 22);
  const scale = (width - labels - 70) / (Math.max(...bars.map((figure) => Math.abs(figure.value))) || 1);
  const drawing = canvas(width, rows.length * ROW, words("valuesSummary", { unit, count: bars.length }));
  rows.forEach(({ section: name, figure }, row) => {
    if (name) {
      drawing.append(svg("text", { class: "chart-section", x: 0, y: middle(row) }, fitting(name, width)));
      return;
    }
    const length = Math.max(Math.abs(figure.value) * scale, 1.5);
    const group = barGroup(figure, row, width);
    group.append(
      label(figure.name ?? words("unnamed"), labels - 10, row, 10),
      svg("rect", { class: `bar bar-${figure.tone}${figure.isAim ? " bar-aim" : ""}`, x: labels, y: row * ROW + (ROW - BAR) / 2, width: length, height: BAR, rx: 2 }),
      number(compact(figure.value), labels + length + 5, row, "start"),
    );
    drawing.append(group);
  });
  home.replaceChildren(drawing, more("chartMoreValues", chosen.length - bars.length));
}

/** How many indicators each section has, by kind. */
function drawCounts() {
  const home = byId("values-chart");
  const groups = new Map();
  for (const figure of state.matches) {
    const key = figure.section ?? -1;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(figure);
  }
  const bars = [...groups].sort((one, other) => one[0] - other[0]).slice(0, MAX_BARS);
  const name = (id) => (id === -1 ? words("wholeText") : state.reading.sections[id].name);
  const width = widthOf(home);
  const labels = Math.min(width * 0.46, longest(bars.map(([id]) => name(id))) + 12);
  const scale = (width - labels - 44) / Math.max(1, ...bars.map(([, figures]) => figures.length));
  const drawing = canvas(width, bars.length * ROW, words("valuesSummary", { unit: words("countOfFigures"), count: bars.length }));
  bars.forEach(([id, figures], row) => {
    let x = labels;
    const group = svg("g", { class: "bar-group" }, label(name(id), labels - 10, row));
    for (const tone of TONES) {
      const count = figures.filter((figure) => figure.tone === tone).length;
      if (!count) continue;
      group.append(svg("rect", { class: `bar bar-${tone}`, x, y: row * ROW + (ROW - BAR) / 2, width: Math.max(count * scale - 1, 1), height: BAR }, svg("title", {}, `${term("tone", tone)} ${count}`)));
      x += count * scale;
    }
    group.append(number(full(figures.length), x + 5, row, "start"));
    drawing.append(group);
  });
  home.replaceChildren(drawing, more("chartMoreValues", groups.size - bars.length));
}

const middle = (row) => row * ROW + ROW / 2 + TEXT * 0.35;
const PADDING = 28; // both sides of .chart-body
const widthOf = (home) => Math.max(home.clientWidth - PADDING, 240);
const canvas = (width, height, name) => svg("svg", { class: "drawing", role: "img", "aria-label": name, width, height, viewBox: `0 0 ${width} ${height}` });
const number = (text, x, row, anchor) => svg("text", { class: "chart-number", x, y: middle(row), "text-anchor": anchor }, text);
const more = (key, count) => (count > 0 ? element("p", { class: "hint" }, words(key, { count: full(count) })) : "");

function label(text, right, row, left = 0) {
  return svg("text", { class: "chart-label", x: left, y: middle(row) }, fitting(text, right - left), svg("title", {}, text));
}

/** One figure's row of a chart: lights and opens it. */
function barGroup(figure, row, width) {
  const group = svg("g", { class: "bar-group", "data-figure": figure.index }, svg("rect", { class: "bar-field", x: 0, y: row * ROW, width, height: ROW }));
  group.addEventListener("pointerenter", () => setCurrent(figure, "chart"));
  group.addEventListener("pointerleave", () => setCurrent(null, "chart"));
  group.addEventListener("click", () => setOpen(figure, "table"));
  return group;
}

// A Chinese character is as wide as the type is high; Latin letters and digits are a little over half of it.
const unitWidth = (unit) => (unit > "\u2e7f" ? TEXT : TEXT * 0.6);
const textWidth = (text) => [...text].reduce((sum, unit) => sum + unitWidth(unit), 0);
const longest = (texts) => Math.max(0, ...texts.map(textWidth));

function fitting(text, width) {
  if (textWidth(text) <= width) return text;
  let room = width - TEXT;
  let kept = "";
  for (const unit of text) {
    room -= unitWidth(unit);
    if (room < 0) break;
    kept += unit;
  }
  return `${kept}…`;
}

function light() {
  for (const group of document.querySelectorAll(".bar-group[data-figure]")) {
    const index = Number(group.dataset.figure);
    group.classList.toggle("current", index === state.current?.index || index === state.open?.index);
  }
}

function draw() {
  if (!state.reading) return;
  drawChanges();
  drawValues();
  light();
}

changesUnit.addEventListener("change", draw);
valuesUnit.addEventListener("change", draw);
on("read", fillSelects);
on("filter", draw);
on("language", () => { if (state.reading) { const kept = [changesUnit.value, valuesUnit.value]; fillSelects(); [changesUnit.value, valuesUnit.value] = kept; } });
on("current", light);
on("open", light);
new ResizeObserver(draw).observe(byId("insight"));
