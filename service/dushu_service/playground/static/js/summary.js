// The line above the result: what was read, and how fast.
import { byId, element } from "./dom.js";
import { words } from "./i18n.js";
import { compact, full, milliseconds } from "./numbers.js";
import { on, state } from "./state.js";

function renderSummary() {
  const { report, source, seen } = state.reading;
  const { title, published_at: published, source: origin, contributors = [], length } = report.document;
  byId("document-title").textContent = title ? (source.isHtml ? seen(title.start, title.end) : title.text) : (source.name ?? words("untitled"));
  const facts = [
    origin,
    published && dateText(published),
    ...contributors.slice(0, 3).map(({ label, name }) => `${label} ${name}`),
    words("characters", { count: full(length) }),
    ...(source.name ? [source.name, report.charset.toUpperCase()] : []),
  ];
  byId("document-facts").textContent = facts.filter(Boolean).join(" · ");
}

function dateText(published) {
  if (!published.includes("T")) return published;
  const [date, time] = published.split("T");
  return `${date} ${time.slice(0, 5)}`;
}

function renderWarnings() {
  const { report, misplaced } = state.reading;
  const warnings = report.warnings ?? [];
  const box = byId("warnings");
  box.hidden = warnings.length === 0 && !misplaced;
  box.replaceChildren();
  if (misplaced) box.append(element("p", {}, words("misplaced")));
  if (!warnings.length) return;
  box.append(element(
    "details", {},
    element("summary", {}, words("warningsCount", { count: full(warnings.length) })),
    element("ul", {}, ...warnings.slice(0, 50).map((warning) => element("li", { lang: "en" }, warning.message, " ", element("code", {}, warning.code)))),
  ));
}

function renderSpeed() {
  if (!state.reading) return;
  const { timing, report } = state.reading;
  const count = full(report.document.length);
  const trip = milliseconds(timing.trip);
  if (timing.extract === undefined) {
    byId("speed").textContent = words("speedNoTiming", { trip, count });
    return;
  }
  const rate = compact(report.document.length / Math.max(timing.extract, 0.001) * 1000);
  byId("speed").textContent = words("speed", {
    extract: milliseconds(timing.extract), total: milliseconds(timing.total), trip, count,
  }) + words("speedRate", { rate });
}

function render() {
  if (!state.reading) return;
  renderSummary();
  renderWarnings();
  renderSpeed();
}

on("read", render);
on("language", render);
