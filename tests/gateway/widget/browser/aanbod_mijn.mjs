// What somebody with a permanent contract does on /mijn with an offer of less: agree first, then accept.
import { gegeven, keur, metBrowser, open, teBreed } from "./scherm.mjs";

const TEKST = () => document.querySelector("#sollicitaties article").innerText;

async function druk(page, woorden, daarna) {
  const knop = await page.evaluateHandle((w) => [...document.querySelectorAll("#sollicitaties button")].find((een) => een.textContent === w), woorden);
  await knop.asElement().click();
  await page.waitForSelector("dialog[open]");
  const gevraagd = await page.$eval("#zeker-tekst", (een) => een.textContent);
  await page.click("#zeker-ja");
  await page.waitForFunction((w) => document.querySelector("#melding").textContent.includes(w), { timeout: 20000 }, daarna);
  return gevraagd;
}

await metBrowser(async (browser) => {
  const opslag = { "doorstroom-token": gegeven.token };
  const { page, gezegd } = await open(browser, gegeven.url, { width: 390, opslag });
  await page.waitForSelector("#sollicitaties article", { timeout: 20000 });
  const uit = { gezegd, voor: await page.evaluate(TEKST), axe: await keur(page), breed: await teBreed(page) };
  if (gegeven.shots) await page.screenshot({ path: `${gegeven.shots}/mijn-voorgelegd-390.png`, fullPage: true });
  uit.gevraagd = await druk(page, "Stem in met geen vast contract", "U heeft ingestemd");
  uit.ingestemd = await page.evaluate(TEKST);
  await druk(page, "Neem het aanbod aan", "U heeft het aanbod aangenomen");
  uit.na = await page.evaluate(TEKST);
  return uit;
});
