// A figure in one line, for people who hear the page.
import { term, words } from "./i18n.js";
import { sectionName } from "./reading.js";

export function spoken(reading, figure) {
  return [
    figure.name ?? words("unnamed"),
    figure.basis && term("basis", figure.basis),
    figure.direction && term("direction", figure.direction),
    figure.shown,
    figure.scope,
    figure.isAim && term("status", figure.status),
    sectionName(reading, figure),
  ].filter(Boolean).join(" ");
}
