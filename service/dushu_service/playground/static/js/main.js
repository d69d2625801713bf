// Takes a text from paste, file, drop or sample, has it read, and shows the result.
import { extract, Refusal } from "./api.js";
import { announce, byId } from "./dom.js";
import { toggleLanguage, translate, words } from "./i18n.js";
import { hideNotice, showRefusal } from "./notice.js";
import { full } from "./numbers.js";
import { makeReading } from "./reading.js";
import { offerSamples } from "./samples.js";
import { fromFile, fromText } from "./sources.js";
import { state, tell } from "./state.js";
// The parts of the page: each puts itself in its place and listens.
import "./panes.js";
import "./summary.js";
import "./text_pane.js";
import "./outline.js";
import "./table.js";
import "./charts.js";
import "./detail.js";
import "./exports.js";
import "./filters.js"; // last: on a new reading it tells the others what to show

const root = document.documentElement;
const area = byId("text");
let request = null;

/** Read a source, and show the reading; a newer request overtakes an older one. */
async function read(source) {
  request?.abort();
  const mine = request = new AbortController();
  hideNotice();
  setBusy(true);
  try {
    const result = await extract(source, mine.signal);
    if (mine !== request) return;
    state.reading = makeReading(source, result);
    state.current = state.open = null;
    root.dataset.stage = "read";
    tell("read");
    announce(words("readDone", { count: full(state.reading.figures.length), sections: full(state.reading.sections.length) }));
    byId("article").focus({ preventScroll: true });
    scrollTo({ top: 0 });
  } catch (error) {
    if (error.name === "AbortError" || mine !== request) return;
    showRefusal(error, () => read(source));
  } finally {
    if (mine === request) setBusy(false);
  }
}

function setBusy(isBusy) {
  root.classList.toggle("is-busy", isBusy);
  byId("main").setAttribute("aria-busy", String(isBusy));
  if (isBusy) announce(words("reading"));
}

const publishedAt = () => byId("published-at").value;

function readText() {
  if (!area.value.trim()) {
    showRefusal(new Refusal("empty-body"));
    area.focus();
    return;
  }
  read(fromText(area.value, publishedAt()));
}

async function readFile(file) {
  let source;
  try {
    source = await fromFile(file, publishedAt());
  } catch {
    showRefusal(new Refusal("file"));
    return;
  }
  await read(source);
}

function showSource() {
  root.dataset.stage = "empty";
  byId("close-source").hidden = !state.reading;
  area.focus();
}

byId("read").addEventListener("click", readText);
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) readText();
});
byId("choose-file").addEventListener("click", () => byId("file").click());
byId("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = ""; // so that the same file can be chosen again
  if (file) readFile(file);
});
byId("another").addEventListener("click", showSource);
byId("close-source").addEventListener("click", () => { root.dataset.stage = "read"; byId("article").focus(); });

// A file may be dropped anywhere. `dragleave` fires for every element that is left: count them.
let depth = 0;
const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const showVeil = () => root.classList.toggle("is-dropping", depth > 0);
document.addEventListener("dragenter", (event) => { if (carriesFile(event)) { depth++; showVeil(); } });
document.addEventListener("dragleave", (event) => { if (carriesFile(event)) { depth = Math.max(depth - 1, 0); showVeil(); } });
document.addEventListener("dragover", (event) => { if (carriesFile(event)) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  depth = 0;
  showVeil();
  const [file] = event.dataTransfer.files;
  if (file) readFile(file);
});

byId("language").addEventListener("click", toggleLanguage);
translate();
offerSamples(readFile);
root.dataset.ready = "true";
