// Proves that the rules bite: no finding on the base, and every mutant caught by its rule.
import spectral from "@stoplight/spectral-core";
import { base } from "./base.mjs";
import { mutants } from "./mutants.mjs";
import ruleset from "./ruleset.mjs";

const linter = new spectral.Spectral();
linter.setRuleset(ruleset);
const codesIn = async (document) => new Set((await linter.run(document)).map((found) => String(found.code)));

const complaints = [];
for (const code of await codesIn(base())) complaints.push(`the base document breaks ${code}`);
for (const [rule, mistake, mutate] of mutants) {
  const document = base();
  mutate(document);
  const codes = await codesIn(document);
  if (!codes.has(rule)) complaints.push(`${rule} does not notice ${mistake} (found: ${[...codes].join(", ") || "nothing"})`);
}
const proven = new Set(mutants.map(([rule]) => rule));
for (const rule of Object.keys(ruleset.rules)) if (!proven.has(rule)) complaints.push(`${rule} has no mutant`);

for (const complaint of complaints) console.error(`control: ${complaint}`);
if (complaints.length === 0) console.log(`control: ${mutants.length} mutants, all caught by ${proven.size} rules`);
process.exitCode = complaints.length ? 1 : 0;
