// The pane of the text: figures lit in place, followed by pointer and keys.
import { announce, byId, eachFrame } from "./dom.js";
import { makeHighlighter } from "./highlighter.js";
import { spoken } from "./spoken.js";
import { on, setCurrent, setOpen, state } from "./state.js";
import { TextView } from "./text_view.js";

const article = byId("article");
export const view = new TextView(article);
const highlighter = makeHighlighter(view);

const light = () => highlighter.light(state.current, state.open);

on("read", () => {
  view.render(state.reading);
  article.classList.toggle("is-html", state.reading.source.isHtml);
});

on("filter", () => {
  highlighter.paint(state.matches);
  light();
});

on("current", ({ figure, from }) => {
  light();
  if (figure && from !== "text") view.reveal(figure.start, figure.end);
});

on("open", ({ figure }) => {
  light();
  if (figure) view.reveal(figure.start, figure.end);
});

const follow = eachFrame((x, y) => {
  if (!state.reading) return;
  const figure = highlighter.figureAt(x, y);
  article.classList.toggle("on-figure", figure !== null);
  setCurrent(figure, "text");
});
article.addEventListener("pointermove", (event) => {
  if (event.pointerType !== "touch") follow(event.clientX, event.clientY);
});
article.addEventListener("pointerleave", () => {
  if (document.activeElement !== article) setCurrent(null, "text");
});

article.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return; // somebody is copying
  const figure = highlighter.figureAt(event.clientX, event.clientY);
  if (figure) setOpen(figure, "text");
});

article.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 }[event.key];
  if (step) {
    event.preventDefault();
    walk(step);
  } else if (event.key === "Enter" && state.current) {
    event.preventDefault();
    setOpen(state.current, "text");
  }
});

/** The figure before or after another one in reading order, among those that pass the filter. */
export function neighbour(figure, step) {
  const inOrder = [...state.matches].sort((one, other) => one.start - other.start);
  if (!inOrder.length) return null;
  const here = inOrder.indexOf(figure);
  if (here === -1) return inOrder[step > 0 ? 0 : inOrder.length - 1];
  return inOrder[Math.min(Math.max(here + step, 0), inOrder.length - 1)];
}

function walk(step) {
  const figure = neighbour(state.current ?? state.open, step);
  if (!figure) return;
  setCurrent(figure, "text");
  view.reveal(figure.start, figure.end);
  announce(spoken(state.reading, figure));
}
