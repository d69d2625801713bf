// Small helpers around the DOM. Text only ever becomes text nodes.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; null children are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "class") made.className = value;
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Let a polite live region say something; the same words twice are said twice. */
export function announce(words) {
  const region = byId("announcer");
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
}

/** At most one call a frame, with the latest arguments. */
export function eachFrame(action) {
  let latest = null;
  return (...args) => {
    if (latest === null) requestAnimationFrame(() => { const now = latest; latest = null; action(...now); });
    latest = args;
  };
}
