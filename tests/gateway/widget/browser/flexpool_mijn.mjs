// What a member of a flexpool does on /mijn: take the yes back, and give it again.
import { gegeven, keur, metBrowser, open, teBreed } from "./scherm.mjs";

const TEKST = () => document.querySelector("#leden article").innerText;

async function zeg(page, woord, daarna) {
  const knop = await page.evaluateHandle((w) => [...document.querySelectorAll("#leden button")].find((een) => een.textContent.startsWith(w)), woord);
  await knop.asElement().click();
  await page.waitForFunction((w) => document.querySelector("#melding").textContent.includes(w), { timeout: 20000 }, daarna);
  return page.evaluate(TEKST);
}

await metBrowser(async (browser) => {
  const opslag = { "doorstroom-token": gegeven.token };
  const { page } = await open(browser, gegeven.url, { width: 390, opslag });
  await page.waitForSelector("#leden article", { timeout: 20000, visible: true });
  const uit = { voor: await page.evaluate(TEKST), axe: await keur(page), breed: await teBreed(page) };
  uit.nee = await zeg(page, "Nee", "bewaard: nee");
  uit.ja = await zeg(page, "Ja", "bewaard: ja");
  uit.focus = await page.evaluate(() => document.activeElement.id);
  if (gegeven.shots) await page.screenshot({ path: `${gegeven.shots}/mijn-flexpool-390.png`, fullPage: true });
  return uit;
});
