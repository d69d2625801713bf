// What the reader takes away: a command, a table, the report.
import { curlCommand, extractCsv } from "./api.js";
import { announce, byId, element } from "./dom.js";
import { words } from "./i18n.js";
import { showRefusal } from "./notice.js";
import { state } from "./state.js";

const SAID_MS = 1500;

/** Put words on the clipboard, and say so on the button. */
export async function copy(text, button) {
  const done = await toClipboard(text);
  const said = words(done ? "copied" : "notCopied");
  announce(said);
  const before = button.dataset.words ?? button.textContent;
  button.dataset.words = before;
  button.textContent = said;
  setTimeout(() => { button.textContent = before; delete button.dataset.words; }, SAID_MS);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // not a secure context, or not allowed: the old way
    const area = element("textarea", { value: text, class: "visually-hidden" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function save(blob, suffix) {
  const name = (state.reading.source.name ?? state.reading.report.document.title?.text ?? "dushu")
    .replace(/\.\w{1,5}$/, "").replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 60);
  const link = element("a", { href: URL.createObjectURL(blob), download: `${name}.${suffix}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

byId("copy-curl").addEventListener("click", (event) => copy(curlCommand(state.reading.source), event.currentTarget));
byId("download-json").addEventListener("click", () => {
  // The very bytes that came: no number passes through JavaScript.
  save(new Blob([state.reading.raw], { type: "application/json" }), "json");
});
byId("download-csv").addEventListener("click", async () => {
  try {
    save(await extractCsv(state.reading.source), "csv");
  } catch (refusal) {
    showRefusal(refusal, () => byId("download-csv").click());
  }
});
byId("print").addEventListener("click", () => print());
