// On a narrow screen one pane is seen at a time.
import { on } from "./state.js";

const root = document.documentElement;
const buttons = document.querySelectorAll(".pane-switch [data-pane]");

export function showPane(name) {
  root.dataset.pane = name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
}

for (const button of buttons) button.addEventListener("click", () => showPane(button.dataset.pane));
on("read", () => showPane("text"));
