// axe-core in headless Chromium: [{name, url, width, dark, storage, wait, screenshot}] in, findings out.
import puppeteer from "puppeteer-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { pages, chromium } = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});
const verdicts = {};

async function look(one) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const told = [];
  page.on("console", (line) => { if (line.type() === "error") told.push(line.text()); });
  page.on("pageerror", (error) => told.push(String(error)));
  await page.setViewport({ width: one.width ?? 1100, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: one.dark ? "dark" : "light" }]);
  if (one.print) await page.emulateMediaType("print");
  for (const [key, value] of Object.entries(one.storage ?? {})) {
    await page.evaluateOnNewDocument((k, v) => sessionStorage.setItem(k, v), key, value);
  }
  const answer = await page.goto(one.url, { waitUntil: one.busy ? "networkidle0" : "load", timeout: 30000 });
  if (one.wait) await page.waitForSelector(one.wait, { visible: true, timeout: 10000 });
  if (one.screenshot) await page.screenshot({ path: one.screenshot, fullPage: true });
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  verdicts[one.name] = {
    status: answer.status(),
    title: await page.title(),
    text: await page.evaluate(() => document.body.innerText),
    violations: found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`),
    unsure: found.incomplete.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`),
    passes: found.passes.length,
    told,
    wide,
  };
  await context.close();
}

try {
  for (const one of pages) await look(one);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(verdicts));
