// What the page shows at the moment, and who wants to know when that changes.
//
// Events: `reading` (a request is out), `read` (a new reading), `filter`, `current` (the figure under the
// pointer or focus), `open` (the figure whose details are shown), `language`.

const target = new EventTarget();

export const state = {
  reading: null, // {source, report, view, figures, timing}, see reading.js
  matches: [], // the figures that pass the filter, in the order of the table
  current: null, // a figure
  open: null, // a figure
};

export function on(name, action) {
  target.addEventListener(name, (event) => action(event.detail));
}

export function tell(name, detail) {
  target.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Light a figure on both sides; null for none. `from` names the side that the reader is on. */
export function setCurrent(figure, from) {
  if (state.current === figure) return;
  state.current = figure;
  tell("current", { figure, from });
}

/** Show a figure's details; null closes them. `from` is the side to give the focus back to. */
export function setOpen(figure, from) {
  state.open = figure;
  tell("open", { figure, from });
}
