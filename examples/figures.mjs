// The service from Node: figures.mjs FILE...  Rows are printed as they come, while articles are still being sent.
import { readFile } from "node:fs/promises";

const url = process.env.DUSHU_URL ?? "http://127.0.0.1:8000";

async function* articles(files) {
  for (const id of files) {
    yield JSON.stringify({ id, text: await readFile(id, "utf8") }) + "\n";
  }
}

const answer = await fetch(`${url}/v1/extract/stream?offsets=utf16`, {
  method: "POST",
  headers: { "Content-Type": "application/x-ndjson" },
  body: ReadableStream.from(articles(process.argv.slice(2))).pipeThrough(new TextEncoderStream()),
  duplex: "half",
});
if (!answer.ok) {
  throw new Error((await answer.json()).detail);
}

let rest = "";
for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + piece).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const row = JSON.parse(line);
    for (const figure of row.indicators ?? []) {
      console.log([row.id, figure.metric?.text ?? "?", figure.value, figure.unit ?? ""].join("\t"));
    }
    if (row.error) {
      console.error(row.id, row.error.detail);
    }
  }
}
