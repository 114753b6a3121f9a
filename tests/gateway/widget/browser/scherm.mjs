// A page in headless Chromium: what it says in its console, what axe-core finds, how wide it is.
import puppeteer from "puppeteer-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const gegeven = JSON.parse(readFileSync(0, "utf8"));

export async function metBrowser(doe) {
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"];
  const browser = await puppeteer.launch({ executablePath: gegeven.chromium, args });
  try {
    process.stdout.write(JSON.stringify(await doe(browser)));
  } finally {
    await browser.close();
  }
}

export async function open(browser, url, { width = 1100, opslag = {} } = {}) {
  const page = await browser.newPage();
  const gezegd = [];
  page.on("console", (line) => { if (["error", "warn"].includes(line.type())) gezegd.push(line.text()); });
  page.on("pageerror", (error) => gezegd.push(String(error)));
  await page.setViewport({ width, height: 900 });
  await page.evaluateOnNewDocument((wat) => {
    for (const [naam, waarde] of Object.entries(wat)) sessionStorage.setItem(naam, waarde);
  }, opslag);
  await page.goto(url, { waitUntil: "load", timeout: 30000 });
  return { page, gezegd };
}

export async function keur(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  return found.violations.map((een) => `${een.id}: ${een.nodes.map((n) => n.target.flat().join(" ")).join("; ")}`);
}

export const teBreed = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
