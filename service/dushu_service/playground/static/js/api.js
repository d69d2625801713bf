// The service, as the page calls it: one text in, one report out.

const EXTRACT = "/v1/extract";

/** What the service, or the way to it, refused. `problem` is its RFC 9457 document, null if there is none. */
export class Refusal extends Error {
  constructor(code, problem = null) {
    super(code);
    this.code = code;
    this.problem = problem;
  }
}

let key = ""; // in memory only: gone with the page
let limits = null;

export function useKey(given) {
  key = given.trim();
}

export const hasKey = () => key !== "";

function address(source) {
  const query = new URLSearchParams({ offsets: "utf16" });
  if (source.publishedAt) query.set("published_at", source.publishedAt);
  return `${EXTRACT}?${query}`;
}

async function post(source, accept, signal) {
  const headers = { "Content-Type": source.contentType, Accept: accept };
  if (key) headers.Authorization = `Bearer ${key}`;
  let response;
  try {
    response = await fetch(address(source), { method: "POST", headers, body: source.bytes, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal("network");
  }
  if (response.ok) return response;
  let problem = null;
  try { problem = await response.json(); } catch { /* a gateway's own page */ }
  throw new Refusal(problem?.type?.split("/").pop() ?? `status-${response.status}`, problem);
}

/** The report on a source: {report, raw, timing}. Throws Refusal, or AbortError. */
export async function extract(source, signal) {
  const limit = (await knownLimits())?.max_body_bytes;
  // A body that is refused while it is being sent would look like a broken connection.
  if (limit && source.bytes.length > limit) throw new Refusal("too-large", { limit });
  const started = performance.now();
  const response = await post(source, "application/json", signal);
  const raw = await response.text().catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new Refusal("network");
  });
  const trip = performance.now() - started;
  return { report: JSON.parse(raw), raw, timing: { ...serverTiming(response), trip } };
}

/** The table of indicators, as the service writes it. */
export async function extractCsv(source) {
  return (await post(source, "text/csv")).blob();
}

async function knownLimits() {
  if (limits === null) {
    try {
      const response = await fetch("/v1/limits");
      if (response.ok) limits = await response.json();
    } catch { /* the request itself will tell */ }
  }
  return limits;
}

/** The service's stages in milliseconds: {extract, total}, both undefined where it does not say. */
function serverTiming(response) {
  const stages = new Map();
  for (const stage of (response.headers.get("server-timing") ?? "").split(",")) {
    const [, name, duration] = /^\s*([\w-]+).*?;dur=([\d.]+)/.exec(stage) ?? [];
    if (name) stages.set(name, Number(duration));
  }
  if (!stages.has("extract")) return {};
  return { extract: stages.get("extract"), total: [...stages.values()].reduce((sum, part) => sum + part, 0) };
}

/** The same request for a shell. A file stays where it is; a text goes along. */
export function curlCommand(source) {
  const quote = (word) => `'${word.replaceAll("'", `'\\''`)}'`;
  const lines = [
    `curl -s ${quote(location.origin + address(source))}`,
    `-H ${quote(`Content-Type: ${source.contentType}`)}`,
  ];
  if (key) lines.push('-H "Authorization: Bearer $DUSHU_KEY"');
  if (source.name) return [...lines, `--data-binary ${quote(`@${source.name}`)}`].join(" \\\n  ");
  let end = "TEXT";
  while (source.text.split("\n").includes(end)) end += "_";
  return `${[...lines, "--data-binary @-"].join(" \\\n  ")} <<'${end}'\n${source.text}\n${end}\n`;
}
