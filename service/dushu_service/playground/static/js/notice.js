// What went wrong, in words that help: what happened, what to do, and a way to do it.
import { useKey } from "./api.js";
import { byId, element } from "./dom.js";
import { words } from "./i18n.js";
import { full } from "./numbers.js";

const notice = byId("notice");

const WORDS = {
  network: "errorNetwork",
  "empty-body": "errorEmpty",
  "too-large": "errorTooLarge",
  "report-too-large": "errorTooMuch",
  overloaded: "errorBusy",
  "undecodable-text": "errorDecode",
  "unknown-charset": "errorCharset",
  "invalid-date": "errorDate",
  "too-slow": "errorSlow",
  "unsupported-media-type": "errorType",
  "internal-error": "errorInternal",
  unauthorized: "keyNeeded",
  file: "errorFile",
};
const WORTH_ANOTHER_TRY = new Set(["network", "overloaded", "too-slow", "internal-error"]);

export function hideNotice() {
  notice.hidden = true;
  notice.replaceChildren();
}

/** Show a Refusal; `again` repeats what was refused. Anything else is a fault of the page, and goes on. */
export function showRefusal(refusal, again) {
  if (!("code" in refusal) || typeof refusal.code !== "string") throw refusal;
  const { code, problem } = refusal;
  const isBroken = code === "internal-error" || /^status-5/.test(code);
  const key = WORDS[code] ?? (isBroken ? "errorInternal" : "errorOther");
  const message = words(key, {
    limit: sizeText(problem?.limit),
    offset: problem?.offset === undefined ? "?" : full(problem.offset + 1),
    detail: problem?.detail ?? code,
  });
  notice.replaceChildren(
    element("p", {}, message, problem?.request_id && isBroken
      ? element("span", { class: "faint" }, ` ${words("requestId", { id: problem.request_id })}`) : null),
    problem?.type?.startsWith("/problems/") && code !== "unauthorized"
      ? element("a", { href: problem.type, target: "_blank", rel: "noopener" }, words("explain")) : "",
    code === "unauthorized" && again ? keyForm(again) : "",
    again && (WORTH_ANOTHER_TRY.has(code) || isBroken)
      ? element("button", { type: "button", class: "plain-button", onclick: again }, words("retry")) : "",
    element("button", { type: "button", class: "quiet-button", "aria-label": words("close"), onclick: hideNotice }, "✕"),
  );
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

function keyForm(again) {
  const input = element("input", { type: "password", autocomplete: "off", id: "api-key" });
  const form = element(
    "form", { class: "key-form" },
    element("label", { for: "api-key" }, words("keyLabel")), input,
    element("button", { type: "submit", class: "primary-button" }, words("keySubmit")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    useKey(input.value);
    again();
  });
  return form;
}

function sizeText(bytes) {
  if (bytes === undefined) return "?";
  return bytes >= 1 << 20 ? `${full(Math.round(bytes / (1 << 20) * 10) / 10)} MB` : `${full(Math.round(bytes / 1024))} KB`;
}
