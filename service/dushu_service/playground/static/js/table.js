// The table of indicators: sorted, in pages, walked with the arrow keys.
import { byId, element } from "./dom.js";
import { term, words } from "./i18n.js";
import { ARROWS, full, valueText } from "./numbers.js";
import { sectionName } from "./reading.js";
import { on, setCurrent, setOpen, state } from "./state.js";

const PAGE_ROWS = 200;
const PRINTED_ROWS = 5000;
const ORDER = ["up", "down", "flat"];

// A column: its cell, and what it is sorted by (numbers by size, words by the rules of Chinese).
const COLUMNS = [
  { field: "metric", cell: metricCell, by: (figure) => figure.name ?? "" },
  { field: "value", cell: (figure) => valueText(figure), by: (figure) => figure.value },
  { field: "unit", cell: (figure) => figure.unit ?? "", by: (figure) => figure.unit ?? "" },
  { field: "direction", cell: directionCell, by: (figure) => (figure.direction ? ORDER.indexOf(figure.direction) : 9) },
  { field: "basis", cell: (figure) => (figure.basis ? term("basis", figure.basis) : ""), by: (figure) => figure.basis ?? "" },
  { field: "period", cell: periodCell, by: (figure) => figure.period?.start ?? "" },
  { field: "status", cell: (figure) => term("status", figure.status), by: (figure) => figure.status },
  {
    field: "section",
    cell: (figure) => sectionName(state.reading, figure),
    by: (figure) => figure.section ?? -1,
  },
];

const head = byId("figures-head");
const body = byId("figures-body");
const sort = { field: null, descending: false };
let sorted = [];
let page = 0;
let pageRows = PAGE_ROWS;
let rows = new Map();

function metricCell(figure) {
  return element(
    "button",
    { type: "button", class: "row-button", tabIndex: -1 },
    element("span", { class: `dot tone-${figure.tone}${figure.isAim ? " dot-aim" : ""}`, title: term("statement", figure.statement) }),
    element("span", { class: figure.name ? "row-name" : "row-name faint", title: figure.name ?? "" }, figure.name ?? words("unnamed")),
  );
}

function directionCell(figure) {
  if (!figure.direction) return "";
  return element(
    "span", { class: `move tone-text-${figure.direction}` },
    element("span", { "aria-hidden": "true" }, ARROWS[figure.direction]), " ", term("direction", figure.direction),
  );
}

function periodCell({ period }) {
  if (!period) return "";
  const title = words("dateSpan", { start: period.start, end: period.end });
  return element("span", { class: period.inherited ? "faint" : "", title }, period.text);
}

function renderHead() {
  head.replaceChildren(...COLUMNS.map(({ field }) => {
    const isSorted = sort.field === field;
    const button = element(
      "button", { type: "button", class: "sort-button" }, words(field),
      element("span", { class: "sort-mark", "aria-hidden": "true" }, isSorted ? (sort.descending ? "▼" : "▲") : ""),
    );
    button.addEventListener("click", () => sortBy(field));
    return element("th", {
      role: "columnheader", scope: "col", class: `column-${field}`,
      "aria-sort": isSorted ? (sort.descending ? "descending" : "ascending") : "none",
    }, button);
  }));
}

/** Ascending, descending, and back to the order of the text. */
function sortBy(field) {
  if (sort.field !== field) Object.assign(sort, { field, descending: false });
  else if (!sort.descending) sort.descending = true;
  else Object.assign(sort, { field: null, descending: false });
  renderHead();
  arrange();
  head.querySelector(`.column-${field} button`).focus();
}

function arrange() {
  sorted = [...state.matches];
  if (sort.field) {
    const { by } = COLUMNS.find(({ field }) => field === sort.field);
    const words = new Intl.Collator("zh-CN", { numeric: true });
    const compare = (one, other) => (typeof one === "number" ? one - other : words.compare(one, other));
    sorted.sort((one, other) => compare(by(one), by(other)) * (sort.descending ? -1 : 1) || one.index - other.index);
  }
  page = 0;
  renderBody();
}

function renderBody() {
  const first = page * pageRows;
  const shown = sorted.slice(first, first + pageRows);
  rows = new Map(shown.map((figure) => [figure, rowOf(figure)]));
  body.replaceChildren(...rows.values());
  const entry = body.querySelector(".row-button");
  if (entry) entry.tabIndex = 0;
  byId("table-scroll").scrollTop = 0;
  byId("figures-empty").hidden = sorted.length > 0;
  byId("figures-empty").textContent = words(state.reading.figures.length ? "noMatches" : "noFigures");
  byId("pager").hidden = sorted.length <= pageRows;
  byId("page-range").textContent = words("pageRange", {
    from: full(first + 1), to: full(first + shown.length), all: full(sorted.length),
  });
  byId("previous-page").disabled = page === 0;
  byId("next-page").disabled = first + pageRows >= sorted.length;
  light();
}

function rowOf(figure) {
  const row = element("tr", { role: "row", class: "figure-row", data: { figure: figure.index } });
  row.figure = figure;
  for (const { field, cell } of COLUMNS) {
    const content = cell(figure);
    const made = element(field === "metric" ? "th" : "td", { class: `column-${field}`, data: { label: words(field) } }, content);
    made.setAttribute("role", field === "metric" ? "rowheader" : "cell");
    if (field === "metric") made.scope = "row";
    if (typeof content === "string" && content.length > 8) made.title = content;
    if (content === "") made.classList.add("is-empty");
    row.append(made);
  }
  return row;
}

function light() {
  for (const [figure, row] of rows) {
    row.classList.toggle("current", figure === state.current);
    row.classList.toggle("open", figure === state.open);
    row.querySelector(".row-button").setAttribute("aria-expanded", String(figure === state.open));
  }
}

/** Bring a figure's row into view, on its page; the panes alone scroll. */
function reveal(figure) {
  if (!rows.has(figure)) {
    const place = sorted.indexOf(figure);
    if (place === -1) return;
    page = Math.floor(place / pageRows);
    renderBody();
  }
  const scroller = byId("table-scroll");
  const row = rows.get(figure).getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  const top = frame.top + head.offsetHeight;
  if (row.top < top) scroller.scrollTop += row.top - top;
  else if (row.bottom > frame.bottom) scroller.scrollTop += row.bottom - frame.bottom;
}

export function focusRow(figure) {
  reveal(figure);
  const button = rows.get(figure)?.querySelector(".row-button");
  if (button) focusButton(button);
}

function focusButton(button) {
  for (const other of body.querySelectorAll('.row-button[tabindex="0"]')) other.tabIndex = -1;
  button.tabIndex = 0;
  button.focus();
}

const figureOf = (event) => event.target.closest(".figure-row")?.figure ?? null;

body.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "touch") setCurrent(figureOf(event), "table");
});
body.addEventListener("pointerleave", () => setCurrent(null, "table"));
body.addEventListener("focusin", (event) => setCurrent(figureOf(event), "table"));
body.addEventListener("click", (event) => {
  const figure = figureOf(event);
  if (figure) setOpen(figure, "table");
});
body.addEventListener("keydown", (event) => {
  const button = event.target.closest(".row-button");
  if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...body.querySelectorAll(".row-button")];
  const here = buttons.indexOf(button);
  const wanted = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  if (buttons[wanted]) focusButton(buttons[wanted]);
});
byId("previous-page").addEventListener("click", () => { page--; renderBody(); });
byId("next-page").addEventListener("click", () => { page++; renderBody(); });

// Paper has no pages to turn.
addEventListener("beforeprint", () => {
  if (!state.reading) return;
  pageRows = PRINTED_ROWS;
  page = 0;
  renderBody();
});
addEventListener("afterprint", () => {
  if (!state.reading) return;
  pageRows = PAGE_ROWS;
  renderBody();
});

on("read", () => Object.assign(sort, { field: null, descending: false }));
on("filter", () => { renderHead(); arrange(); });
on("current", ({ figure, from }) => {
  light();
  if (figure && from !== "table" && rows.has(figure)) reveal(figure);
});
on("open", ({ figure }) => {
  light();
  if (figure) reveal(figure);
});
