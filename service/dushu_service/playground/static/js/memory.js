// What the page keeps between visits: the theme and the language. Never a text, never a key.

const PREFIX = "dushu.";

export function recall(name) {
  try { return localStorage.getItem(PREFIX + name); } catch { return null; } // storage may be forbidden
}

export function remember(name, value) {
  try { localStorage.setItem(PREFIX + name, value); } catch { /* then only for this visit */ }
}
