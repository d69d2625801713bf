// All there is to know of one figure: the sentence that proves it, and its fields.
import { copy } from "./exports.js";
import { byId, element } from "./dom.js";
import { term, words } from "./i18n.js";
import { full, valueText } from "./numbers.js";
import { sectionName } from "./reading.js";
import { on, setOpen, state } from "./state.js";
import { focusRow } from "./table.js";
import { neighbour } from "./text_pane.js";

const panel = byId("detail");
let cameFrom = "table";

function render() {
  const figure = state.open;
  panel.hidden = !figure;
  document.documentElement.classList.toggle("detail-open", Boolean(figure));
  if (!figure) return;
  byId("detail-heading").replaceChildren(
    element("span", { class: `dot tone-${figure.tone}${figure.isAim ? " dot-aim" : ""}` }),
    `${figure.name ?? words("unnamed")} `, element("span", { class: "detail-figure" }, figure.shown),
  );
  byId("detail-sentence").replaceChildren(...sentenceOf(figure));
  byId("detail-fields").replaceChildren(...fieldsOf(figure).flatMap(([name, value]) => [
    element("div", {}, element("dt", {}, words(name)), element("dd", {}, value)),
  ]), element("div", { class: "detail-copy" }, element("dt", { class: "visually-hidden" }, "JSON"), element("dd", {},
    element("button", { type: "button", class: "plain-button", onclick: (event) => copy(ownJson(figure), event.currentTarget) }, words("copyFigure")))));
}

/** The sentence with the figure and its metric marked. */
function sentenceOf(figure) {
  const { seen } = state.reading;
  const { start, end } = figure.sentence;
  const marks = [{ ...figure, class: `tone-${figure.tone}${figure.isAim ? "-aim" : ""}` }];
  if (figure.metric) marks.push({ ...figure.metric, class: "mark-metric" });
  const parts = [];
  let done = start;
  for (const mark of marks.sort((one, other) => one.start - other.start)) {
    if (mark.start < done || mark.end > end) continue;
    parts.push(seen(done, mark.start), element("mark", { class: mark.class }, seen(mark.start, mark.end)));
    done = mark.end;
  }
  return [...parts, seen(done, end)];
}

function fieldsOf(figure) {
  const { period } = figure;
  const dates = period && words("dateSpan", { start: period.start, end: period.end });
  const inherited = period?.inherited && words("inheritedFrom", { where: term("inherited", period.inherited) });
  const fields = [
    ["exactValue", `${valueText({ ...figure, from: undefined })}${figure.unit ? ` ${figure.unit}` : ""}`],
    ["fromValue", figure.from === undefined ? null : full(figure.from)],
    ["statement", term("statement", figure.statement)],
    ["direction", figure.direction && term("direction", figure.direction)],
    ["basis", figure.basis && term("basis", figure.basis)],
    ["status", term("status", figure.status)],
    ["period", period && [period.text, dates, inherited].filter(Boolean).join("，")],
    ["scope", figure.scope],
    ["section", sectionName(state.reading, figure)],
    ["bound", figure.bound === "eq" ? null : term("bound", figure.bound)],
    ["kind", term("kind", figure.kind)],
    ["dimension", figure.dimension === "none" ? null : term("dimension", figure.dimension)],
    ["place", words("placeOf", { start: full(figure.start), end: full(figure.end) })],
  ];
  return fields.filter(([, value]) => value);
}

/** The indicator as the report has it. */
const ownJson = (figure) => JSON.stringify(state.reading.report.indicators[figure.index], null, 2);

function close() {
  if (!state.open) return;
  const figure = state.open;
  setOpen(null, "detail");
  if (cameFrom === "text") byId("article").focus({ preventScroll: true });
  else focusRow(figure);
}

function step(by) {
  const figure = neighbour(state.open, by);
  if (figure) setOpen(figure, "detail");
}

on("open", ({ figure, from }) => {
  if (from !== "detail" && figure) cameFrom = from;
  render();
  if (figure && from !== "detail") panel.focus({ preventScroll: true });
});
on("read", () => setOpen(null, "detail"));
on("language", () => { if (state.reading) render(); });

byId("close-detail").addEventListener("click", close);
byId("previous-figure").addEventListener("click", () => step(-1));
byId("next-figure").addEventListener("click", () => step(1));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
panel.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by && !event.altKey) { event.preventDefault(); step(by); }
});
