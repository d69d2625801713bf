// The page's two languages. Chinese stands in the markup already; both are here.
import { recall, remember } from "./memory.js";
import { tell } from "./state.js";
import { en } from "./words_en.js";
import { zh } from "./words_zh.js";

const LANGUAGES = { zh, en };
let language = recall("language") === "en" ? "en" : "zh";

export const currentLanguage = () => language;
export const locale = () => (language === "zh" ? "zh-CN" : "en");

/** The words for a key; `{name}` is filled from `values`. */
export function words(key, values = {}) {
  const found = LANGUAGES[language][key] ?? zh[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words for one value of an enumeration of the contract: term("basis", "yoy"). */
export function term(field, value) {
  return LANGUAGES[language].terms[field]?.[value] ?? value;
}

const ATTRIBUTES = { i18nLabel: "aria-label", i18nPlaceholder: "placeholder", i18nTitle: "title" };

/** Put the words of the language into the markup. */
export function translate() {
  document.documentElement.lang = locale();
  document.title = words("documentTitle");
  for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = words(node.dataset.i18n);
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    const selector = `[data-${name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase())}]`;
    for (const node of document.querySelectorAll(selector)) node.setAttribute(attribute, words(node.dataset[name]));
  }
  const button = document.getElementById("language");
  button.textContent = language === "zh" ? "English" : "中文";
  button.lang = language === "zh" ? "en" : "zh-CN";
}

export function toggleLanguage() {
  language = language === "zh" ? "en" : "zh";
  remember("language", language);
  translate();
  tell("language");
}
