// Numbers as they are shown.
import { locale } from "./i18n.js";

const BOUNDS = { gt: ">", ge: "≥", lt: "<", le: "≤", over: "≳", under: "≲", about: "≈" };
const formats = new Map();

function format(options) {
  const key = locale() + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(locale(), options));
  return formats.get(key);
}

/** All digits, in groups of three. */
export const full = (value) => format({ maximumFractionDigits: 15 }).format(value);

/** Short, with 万 and 亿 or K and M. */
export const compact = (value) => format({ notation: "compact", maximumSignificantDigits: 4 }).format(value);

/** Milliseconds with as many digits as mean something. */
export const milliseconds = (value) => format({ maximumSignificantDigits: value < 100 ? 2 : 3 }).format(value);

/** The sign of a bound, empty for a plain value. */
export const boundSign = (figure) => BOUNDS[figure.bound] ?? "";

/** A figure's value with bound, range and earlier value: `≥ 95`, `10–15`, `12 → 7`. */
export function valueText(figure) {
  const sign = boundSign(figure);
  const range = figure.high === undefined ? full(figure.value) : `${full(figure.value)}–${full(figure.high)}`;
  const from = figure.from === undefined ? "" : `${full(figure.from)} → `;
  return `${from}${sign ? `${sign} ` : ""}${range}`;
}

export const ARROWS = { up: "↑", down: "↓", flat: "→" };
