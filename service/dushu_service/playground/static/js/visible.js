// A stretch of the source as a reader sees it, and the way back.
//
// Of plain text that is the text itself. Of HTML the tags are left out, entities are read and white space is
// folded; `at` then holds, for each character shown, the offset in the source that it comes from.

const ENTITIES = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", ensp: "\u2002", emsp: "\u2003", thinsp: "\u2009",
  ldquo: "“", rdquo: "”", lsquo: "‘", rsquo: "’", laquo: "«", raquo: "»", mdash: "—", ndash: "–", minus: "−",
  hellip: "…", middot: "·", bull: "•", times: "×", divide: "÷", plusmn: "±", deg: "°", permil: "‰", prime: "′",
  Prime: "″", frac12: "½", frac14: "¼", frac34: "¾", sup2: "²", sup3: "³", yen: "¥", euro: "€", pound: "£",
  cent: "¢", copy: "©", reg: "®", trade: "™", sect: "§", para: "¶", larr: "←", uarr: "↑", rarr: "→", darr: "↓",
  le: "≤", ge: "≥", ne: "≠", asymp: "≈", zwnj: "", zwj: "", shy: "",
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,7}));?/y;
const TAG = /<(\/?)([A-Za-z][^\s/>]*)|<!--|<[!?/]/y;
const HIDDEN = new Set(["script", "style", "template", "iframe"]);

/** {shown, at}: what a reader sees of source[start:end). `at` is null where it is the same, unit for unit. */
export function project(source, start, end, isHtml) {
  if (!isHtml) return { shown: source.slice(start, end), at: null };
  let shown = "";
  const at = [];
  const add = (text, from) => {
    shown += text;
    for (let i = 0; i < text.length; i++) at.push(from);
  };
  let i = start;
  while (i < end) {
    const unit = source[i];
    if (unit === "<") {
      const next = pastTag(source, i, end, (text) => add(text, i));
      if (next > i) { i = next; continue; }
    } else if (unit === "&") {
      ENTITY.lastIndex = i;
      const found = ENTITY.exec(source);
      const meant = found && entity(found);
      if (meant !== null && meant !== undefined) { add(meant, i); i = ENTITY.lastIndex; continue; }
    } else if (/[ \t\n\r\f]/.test(unit)) {
      if (shown && !/[ \t\n]$/.test(shown)) add(" ", i);
      i++;
      continue;
    }
    add(unit, i++);
  }
  return { shown, at };
}

function pastTag(source, i, end, add) {
  TAG.lastIndex = i;
  const found = TAG.exec(source);
  if (!found) return i;
  const [opening, closing, name = ""] = found;
  if (opening === "<!--") return past(source, "-->", i, end);
  const after = past(source, ">", i, end);
  const kind = name.toLowerCase();
  if (closing && (kind === "td" || kind === "th")) add("\t");
  if (kind === "br") add("\n");
  if (!closing && HIDDEN.has(kind)) {
    const close = new RegExp(`</${kind}`, "gi");
    close.lastIndex = after;
    const ending = close.exec(source)?.index ?? end;
    return ending >= end ? end : past(source, ">", ending, end);
  }
  return after;
}

function past(source, mark, from, end) {
  const found = source.indexOf(mark, from);
  return found === -1 ? end : Math.min(found + mark.length, end);
}

function entity([, decimal, hexadecimal, name]) {
  if (name !== undefined) return ENTITIES[name];
  const code = decimal !== undefined ? parseInt(decimal, 10) : parseInt(hexadecimal, 16);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
}

/** How many of the sorted `values` are less than `value`. */
export function lowerBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
