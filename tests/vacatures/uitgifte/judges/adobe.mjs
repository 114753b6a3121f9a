// Google's rules for rich results by Adobe's validator: {name: html} in, {name: findings} out.
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";
import { readFileSync } from "node:fs";

const pages = JSON.parse(readFileSync(0, "utf8"));
const verdicts = {};
for (const [name, html] of Object.entries(pages)) {
  const found = new WebAutoExtractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(html);
  const issues = await new Validator().validate(found);
  verdicts[name] = {
    types: Object.keys(found.jsonld ?? {}),
    broken: found.errors ?? [],
    issues: issues.map(({ severity, issueMessage, fieldNames }) => ({ severity, issueMessage, fieldNames })),
  };
}
process.stdout.write(JSON.stringify(verdicts));
