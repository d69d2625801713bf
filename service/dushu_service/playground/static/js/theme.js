// Light or dark: the system's choice, until the reader makes one.
import { byId } from "./dom.js";
import { recall, remember } from "./memory.js";

const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  const kept = recall("theme");
  return kept === "dark" || kept === "light" ? kept : null;
}

function apply() {
  const theme = chosen() ?? (system.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
}

byId("theme").addEventListener("click", () => {
  remember("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  apply();
});
system.addEventListener("change", apply);
apply();
