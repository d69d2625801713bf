// The section tree. A section's button scrolls the text to it; the section in view is marked.
import { byId, eachFrame, element } from "./dom.js";
import { full } from "./numbers.js";
import { on, state } from "./state.js";
import { showPane } from "./panes.js";
import { view } from "./text_pane.js";
import { words } from "./i18n.js";

const list = byId("outline-list");
let buttons = [];

function render() {
  if (!state.reading) return;
  const { sections } = state.reading;
  buttons = [];
  const lists = [list];
  list.replaceChildren();
  const listOf = new Map();
  for (const section of sections) {
    const home = section.parent === undefined ? list : (listOf.get(section.parent) ?? openList(section.parent));
    const button = element(
      "button",
      { type: "button", class: `outline-button kind-${section.kind}`, title: section.name, onclick: () => go(section) },
      section.marker ? element("span", { class: "outline-marker" }, section.marker) : null,
      element("span", { class: "outline-name" }, nameWithoutMarker(section)),
      section.count ? element("span", { class: "count" }, full(section.count)) : null,
    );
    buttons.push(button);
    const item = element("li", {}, button);
    home.append(item);
    lists.push(item);
  }
  if (!sections.length) list.append(element("li", { class: "empty" }, words("noSections")));

  function openList(parent) {
    const made = element("ol");
    lists[parent + 1].append(made);
    listOf.set(parent, made);
    return made;
  }
}

function nameWithoutMarker({ name, marker }) {
  return marker && name.startsWith(marker) ? name.slice(marker.length).trim() || name : name;
}

function go(section) {
  showPane("text");
  view.reveal(section.title.start, section.title.end, { lead: true });
}

/** Mark the innermost section at the upper edge of the text. */
const mark = eachFrame(() => {
  if (!state.reading || !buttons.length) return;
  const article = byId("article");
  const frame = article.getBoundingClientRect();
  const at = document.elementFromPoint(frame.left + frame.width / 2, Math.max(frame.top, 0) + 30)?.closest("[data-block]");
  if (!at || !article.contains(at)) return;
  const section = state.reading.report.blocks[Number(at.dataset.block)].section;
  for (const [id, button] of buttons.entries()) {
    if (id === section) button.setAttribute("aria-current", "true");
    else if (button.hasAttribute("aria-current")) button.removeAttribute("aria-current");
  }
});

on("read", () => { render(); mark(); });
on("language", render);
byId("article").addEventListener("scroll", mark, { passive: true });
