// Reports to try the page with. All names and numbers in them are made up.
import { byId, element } from "./dom.js";
import { words } from "./i18n.js";
import { on } from "./state.js";

const SAMPLES = [
  { file: "conference.txt", type: "text/plain", name: "sampleConference" },
  { file: "bulletin.txt", type: "text/plain", name: "sampleBulletin" },
  { file: "earnings.html", type: "text/html", name: "sampleEarnings" },
];

/** Offer the samples; `read` takes the chosen one as a File. */
export function offerSamples(read) {
  const render = () => byId("samples").replaceChildren(...SAMPLES.map((sample) => element("li", {}, element(
    "button", { type: "button", class: "sample", onclick: () => open(sample, read), data: { sample: sample.file } },
    element("span", { class: "sample-name" }, words(sample.name)),
    element("span", { class: "sample-hint" }, words(`${sample.name}Hint`)),
  ))));
  render();
  on("language", render);
}

async function open({ file, type }, read) {
  const response = await fetch(new URL(`../samples/${file}`, import.meta.url));
  read(new File([await response.arrayBuffer()], file, { type }));
}
