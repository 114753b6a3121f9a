// What people do with the widget in headless Chromium; observations out, judged by the tests.
import puppeteer from "puppeteer-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const { sites, chromium, shots } = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
});
const KLAAR = () => {
  const wortel = document.querySelector("doorstroom-widget")?.shadowRoot;
  const stand = wortel?.querySelector(".stand");
  const lijst = wortel?.querySelector("ul");
  return stand && lijst && !lijst.hasAttribute("aria-busy") && (stand.textContent !== "" || wortel.querySelector(".fout").children.length > 0);
};

async function open(url, { width = 1100, before, klaar = true } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const told = [];
  page.on("console", (line) => { if (["error", "warn"].includes(line.type())) told.push(line.text()); });
  page.on("pageerror", (error) => told.push(String(error)));
  await page.setViewport({ width, height: 900 });
  if (before) await before(page);
  await page.goto(url, { waitUntil: "load", timeout: 30000 });
  if (klaar) await page.waitForFunction(KLAAR, { timeout: 20000 });
  return { page, told, close: () => context.close() };
}

const kijk = (page) => page.evaluate(() => {
  const widget = document.querySelector("doorstroom-widget");
  const wortel = widget?.shadowRoot;
  if (!wortel) return null;
  const tekst = (wat) => wortel.querySelector(wat)?.textContent ?? null;
  const knop = wortel.querySelector("form button");
  return {
    titels: [...wortel.querySelectorAll("li .titel")].map((een) => een.textContent),
    soorten: [...wortel.querySelectorAll("li .soort")].map((een) => een.textContent),
    stand: tekst(".stand"),
    fout: tekst(".fout p"),
    kleur: getComputedStyle(knop).backgroundColor,
    venster: wortel.querySelector("dialog").open,
    focus: wortel.activeElement?.id || wortel.activeElement?.textContent || null,
    meer: !wortel.querySelector(".meer").hidden,
  };
});

async function keur(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  return found.violations.map((een) => `${een.id}: ${een.nodes.map((n) => n.target.flat().join(" ")).join("; ")}`);
}

const wacht = (page) => page.waitForFunction(KLAAR, { timeout: 20000 });
const zoek = async (page, woorden) => {
  await page.evaluate((q) => {
    const formulier = document.querySelector("doorstroom-widget").shadowRoot.querySelector("form");
    formulier.elements.q.value = q;
    formulier.requestSubmit();
  }, woorden);
  await wacht(page);
};

const proeven = {
  async zien() {
    const uit = {};
    for (const [naam, url] of Object.entries(sites.paginas)) {
      for (const width of [1100, 390]) {
        const { page, told, close } = await open(url, { width, klaar: naam !== "portaal" });
        if (shots) await page.screenshot({ path: `${shots}/${naam}-${width}.png`, fullPage: true });
        uit[`${naam}-${width}`] = {
          ...(await kijk(page)),
          told,
          axe: await keur(page),
          breed: await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
          tekst: await page.evaluate(() => document.body.innerText),
        };
        await close();
      }
    }
    return uit;
  },

  async toetsenbord() {
    const { page, told, close } = await open(sites.paginas.eigen);
    const stappen = [];
    const waar = () => page.evaluate(() => {
      const diep = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return diep.id || diep.textContent.trim().slice(0, 60);
    });
    for (let nr = 0; nr < 12 && (await waar()) !== "q"; nr += 1) {
      await page.keyboard.press("Tab");
      stappen.push(await waar());
    }
    await page.keyboard.type("planeconoom");
    await page.keyboard.press("Enter");
    await wacht(page);
    const gevonden = await kijk(page);
    for (let nr = 0; nr < 6 && !(await waar()).startsWith("Planeconoom"); nr += 1) {
      await page.keyboard.press("Tab");
      stappen.push(await waar());
    }
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog .tekst"), { timeout: 10000 });
    const inVenster = await waar();
    const venster = await kijk(page);
    if (shots) await page.screenshot({ path: `${shots}/venster-1100.png` });
    const axeVenster = await keur(page);
    for (let nr = 0; nr < 8; nr += 1) await page.keyboard.press("Tab"); // it goes round in the window
    const nogInVenster = await page.evaluate(() => {
      const wortel = document.querySelector("doorstroom-widget").shadowRoot;
      return !wortel.activeElement || wortel.querySelector("dialog").contains(wortel.activeElement);
    });
    await page.keyboard.press("Escape");
    const na = await kijk(page);
    await close();
    return { stappen, gevonden, inVenster, venster, axeVenster, nogInVenster, na, told };
  },

  async venster390() {
    const { page, close } = await open(sites.paginas.eigen, { width: 390 });
    await page.evaluate(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector(".titel button").click());
    await page.waitForFunction(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog .tekst"), { timeout: 10000 });
    if (shots) await page.screenshot({ path: `${shots}/venster-390.png` });
    const uit = { axe: await keur(page), breed: await page.evaluate(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog").scrollWidth - document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog").clientWidth) };
    await close();
    return uit;
  },

  async schermlezer() {
    const { page, close } = await open(sites.paginas.eigen);
    const session = await page.createCDPSession();
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await close();
    return nodes.filter((n) => !n.ignored).map((n) => [n.role?.value, n.name?.value ?? ""]);
  },

  async leeg() {
    const { page, close } = await open(sites.paginas.eigen);
    await zoek(page, "zzzzqqqq");
    if (shots) await page.screenshot({ path: `${shots}/leeg-1100.png` });
    const uit = { ...(await kijk(page)), axe: await keur(page) };
    await close();
    return uit;
  },

  async storing() {
    let stuk = true;
    const { page, close } = await open(sites.paginas.eigen, {
      before: async (p) => {
        await p.setRequestInterception(true);
        p.on("request", (request) => (stuk && request.url().includes("/mogelijkheden") ? request.abort() : request.continue()));
      },
    });
    const fout = { ...(await kijk(page)), axe: await keur(page) };
    if (shots) await page.screenshot({ path: `${shots}/storing-390.png` });
    stuk = false;
    await page.evaluate(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector(".fout button").click());
    await page.waitForFunction(() => document.querySelector("doorstroom-widget").shadowRoot.querySelectorAll("li").length > 0, { timeout: 10000 });
    const na = await kijk(page);
    await close();
    return { fout, na };
  },

  async laden() {
    let verder;
    const los = new Promise((klaar) => { verder = klaar; });
    const { page, close } = await open(sites.paginas.eigen, {
      klaar: false,
      before: async (p) => {
        await p.setRequestInterception(true);
        p.on("request", async (request) => {
          if (request.url().includes("/mogelijkheden") && request.method() === "GET") await los;
          request.continue();
        });
      },
    });
    await page.waitForFunction(() => document.querySelector("doorstroom-widget")?.shadowRoot?.querySelector("ul")?.hasAttribute("aria-busy"), { timeout: 10000 });
    const uit = await kijk(page);
    verder();
    await wacht(page);
    const na = await kijk(page);
    await close();
    return { uit, na };
  },

  // The token is refused; a fresh one is asked once, and used.
  async ververst() {
    const { page, close } = await open(sites.proef.eersteFout);
    const uit = await kijk(page);
    await close();
    return uit;
  },

  async verlopen() {
    const { page, close } = await open(sites.proef.verlopen, {
      before: (p) => p.evaluateOnNewDocument(() => {
        globalThis.gemeld = [];
        addEventListener("doorstroom-token-verlopen", (e) => globalThis.gemeld.push(e.detail.status));
      }),
    });
    if (shots) await page.screenshot({ path: `${shots}/verlopen-1100.png` });
    const uit = { ...(await kijk(page)), gemeld: await page.evaluate(() => globalThis.gemeld), axe: await keur(page) };
    await close();
    return uit;
  },

  async functie() {
    const { page, told, close } = await open(sites.proef.functie);
    const uit = { ...(await kijk(page)), told, links: await page.evaluate(() => [...document.querySelector("doorstroom-widget").shadowRoot.querySelectorAll("li a")].map((a) => a.href)) };
    await close();
    return uit;
  },

  async meer() {
    const { page, close } = await open(sites.proef.eenTegelijk);
    const eerst = await kijk(page);
    await page.evaluate(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector(".meer").click());
    await page.waitForFunction((n) => document.querySelector("doorstroom-widget").shadowRoot.querySelectorAll("li").length > n, { timeout: 10000 }, eerst.titels.length);
    await wacht(page);
    const dan = await kijk(page);
    await close();
    return { eerst, dan };
  },

  async solliciteren() {
    const { page, close } = await open(sites.paginas.partner);
    await zoek(page, "vergunningverlener");
    await page.evaluate(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector(".titel button").click());
    await page.waitForFunction(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector("#motivatie"), { timeout: 10000 });
    if (shots) await page.screenshot({ path: `${shots}/solliciteren-1100.png` });
    const axeForm = await keur(page);
    await page.evaluate(() => {
      const wortel = document.querySelector("doorstroom-widget").shadowRoot;
      wortel.querySelector("#motivatie").value = "Graag (verzonnen).";
      wortel.querySelector("dialog form").requestSubmit();
    });
    const stand = () => page.evaluate(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog .stand").textContent);
    for (let nr = 0; nr < 100 && ["", "Bezig met versturen…"].includes(await stand()); nr += 1) await new Promise((klaar) => setTimeout(klaar, 100));
    const uit = { stand: await stand(), axeForm };
    await close();
    return uit;
  },

  // ---- negative controls
  async anderBeleid() {
    const uit = {};
    for (const naam of ["scriptGeweigerd", "verbindingGeweigerd", "andereBytes", "andereHerkomst"]) {
      const { page, told, close } = await open(sites.proef[naam], { klaar: false });
      const bezig = page.waitForFunction(KLAAR, { timeout: 1500 }).catch(() => null);
      await bezig;
      uit[naam] = { ...((await kijk(page)) ?? { titels: null }), told };
      await close();
    }
    return uit;
  },

  async zonderStijl() {
    const { page, told, close } = await open(sites.proef.zonderStijl);
    const uit = { ...(await kijk(page)), told };
    await close();
    return uit;
  },

  async mutant() {
    const { page, close } = await open(sites.paginas.eigen);
    const uit = {};
    const zonder = {
      labels: () => document.querySelector("doorstroom-widget").shadowRoot.querySelectorAll("label").forEach((een) => een.remove()),
      contrast: () => { document.querySelector("doorstroom-widget").style.setProperty("--utrecht-link-color", "#ccc"); },
    };
    for (const [naam, doe] of Object.entries(zonder)) {
      await page.evaluate(doe);
      uit[naam] = await keur(page);
    }
    await close();
    return uit;
  },
};

const uit = {};
try {
  for (const [naam, proef] of Object.entries(proeven)) {
    try {
      uit[naam] = await proef();
    } catch (fout) {
      uit[naam] = { mislukt: String(fout?.stack ?? fout) };
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(uit));
