// What can be read: a pasted text, a file, a sample. Bytes go to the service as they are; it finds the charset.

const HTML_SUFFIXES = /\.x?html?$/i;
const OPAQUE = /^(image|audio|video|font)\/|^application\/(pdf|zip|msword|vnd\.)/;

/** A source made of a text. */
export function fromText(text, publishedAt) {
  // A lone surrogate has no bytes; a byte order mark would be taken off, and every offset with it.
  const sent = (text.isWellFormed?.() ?? true ? text : text.toWellFormed()).replace(/^\ufeff/, "");
  return {
    text: sent,
    bytes: new TextEncoder().encode(sent),
    contentType: "text/plain; charset=utf-8",
    isHtml: false,
    name: null,
    publishedAt,
  };
}

/** A source made of a file. */
export async function fromFile(file, publishedAt) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isHtml = HTML_SUFFIXES.test(file.name) || file.type === "text/html" || looksLikeHtml(bytes);
  const refused = OPAQUE.test(file.type) ? file.type : null;
  return {
    text: null,
    bytes,
    contentType: refused ?? (isHtml ? "text/html" : "text/plain"),
    isHtml,
    name: file.name,
    publishedAt,
  };
}

function looksLikeHtml(bytes) {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 512));
  return /^\s*<(!doctype html|html|head|body)\b/i.test(head);
}

/** The text that the report's offsets count: what the service decoded, decoded here once more. */
export function textOf(source, charset) {
  return source.text ?? new TextDecoder(charset).decode(source.bytes); // a byte order mark is left out by both
}
