// What feedsmith and fast-xml-parser read in feeds. In: { name: {kind, text} }; out: the same names
// with what was read, or `error`.
import { readFileSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseAtomFeed, parseJsonFeed } from "feedsmith";

const asText = { parseTagValue: false, trimValues: false, processEntities: true };

function xml(text, many) {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(valid.err.msg);
  const parser = new XMLParser({ ...asText, isArray: (name) => many.includes(name) });
  return parser.parse(text);
}

const READERS = {
  atom: (text) => parseAtomFeed(text),
  json: (text) => parseJsonFeed(JSON.parse(text)),
  xml: (text) => xml(text, ["job"]).source,
  sitemap: (text) => xml(text, ["url"]).urlset,
};

const verdicts = {};
for (const [name, { kind, text }] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try {
    verdicts[name] = { read: READERS[kind](text) };
  } catch (error) {
    verdicts[name] = { error: String(error.message ?? error) };
  }
}
process.stdout.write(JSON.stringify(verdicts));
