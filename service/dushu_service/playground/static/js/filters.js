// What the reader wants to see: kinds, words, fields. Tells everybody the figures that match.
import { announce, byId, element } from "./dom.js";
import { term, words } from "./i18n.js";
import { full } from "./numbers.js";
import { matching, TONES } from "./reading.js";
import { on, state, tell } from "./state.js";

const FIELDS = ["statement", "direction", "status", "unit", "section"];
const filter = { tones: new Set(), search: "", statement: "", direction: "", status: "", unit: "", section: "" };
const select = (field) => byId(`filter-${field}`);
const search = byId("search");

function apply() {
  state.matches = matching(state.reading, filter);
  byId("clear-filters").hidden = !isFiltering();
  byId("table-count").textContent = isFiltering()
    ? words("shown", { shown: full(state.matches.length), all: full(state.reading.figures.length) })
    : full(state.reading.figures.length);
  tell("filter");
}

const isFiltering = () => filter.tones.size > 0 || filter.search !== "" || FIELDS.some((field) => filter[field]);

function changed() {
  apply();
  announce(words("shown", { shown: full(state.matches.length), all: full(state.reading.figures.length) }));
}

function reset() {
  filter.tones.clear();
  filter.search = search.value = "";
  for (const field of FIELDS) filter[field] = "";
}

/** A button for each kind of figure: the legend of the text's colours, how many there are, and a filter. */
function renderTallies() {
  const { figures } = state.reading;
  const tallies = [...TONES.map((tone) => [tone, figures.filter((figure) => figure.tone === tone).length]),
    ["aim", figures.filter((figure) => figure.isAim).length]];
  byId("tallies").replaceChildren(...tallies.filter(([, count]) => count > 0).map(([tone, count]) => {
    const button = element(
      "button",
      { type: "button", class: `tally tally-${tone}`, "aria-pressed": String(filter.tones.has(tone)) },
      element("span", { class: "swatch", "aria-hidden": "true" }),
      element("span", {}, term("tone", tone)), " ", element("span", { class: "count" }, full(count)),
    );
    button.addEventListener("click", () => {
      if (!filter.tones.delete(tone)) filter.tones.add(tone);
      button.setAttribute("aria-pressed", String(filter.tones.has(tone)));
      changed();
    });
    return element("li", {}, button);
  }));
}

function renderSelects() {
  const { figures, sections } = state.reading;
  const holding = sectionsWithFigures();
  for (const field of FIELDS) {
    const values = field === "section"
      ? sections.filter((section) => holding.has(section.id)).map((section) => [String(section.id), section.name])
      : [...counted(figures.map((figure) => figure[field] ?? "-"))]
        .sort((one, other) => other[1] - one[1]).map(([value]) => [value, value === "-" ? words("none") : term(field, value)]);
    select(field).replaceChildren(
      element("option", { value: "" }, words(field)),
      ...values.map(([value, name]) => element("option", { value }, name.length > 24 ? `${name.slice(0, 23)}…` : name)),
    );
    select(field).value = filter[field];
  }
}

/** The sections that hold figures, themselves or in sections inside them. */
function sectionsWithFigures() {
  const { sections } = state.reading;
  const holding = new Set();
  for (const { id, count } of sections) {
    for (let at = count ? id : undefined; at !== undefined && !holding.has(at); at = sections[at].parent) holding.add(at);
  }
  return holding;
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

for (const field of FIELDS) {
  select(field).addEventListener("change", () => {
    filter[field] = select(field).value;
    changed();
  });
}
search.addEventListener("input", () => {
  filter.search = search.value;
  changed();
});
byId("clear-filters").addEventListener("click", () => {
  reset();
  renderTallies();
  renderSelects();
  changed();
  search.focus();
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && state.reading && search.offsetParent) {
    event.preventDefault();
    search.focus();
  }
});

on("read", () => {
  reset();
  renderTallies();
  renderSelects();
  apply();
});
on("language", () => {
  if (!state.reading) return;
  renderTallies();
  renderSelects();
  apply();
});
