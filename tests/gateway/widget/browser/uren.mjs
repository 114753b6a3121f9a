// What a person does on /uren: fill in and send, read why it came back and mend it, correct later.
import { gegeven, keur, metBrowser, open, teBreed } from "./scherm.mjs";

const RUST = () => !document.querySelector("[aria-busy=true]") && !document.querySelector("#week").hidden && ![...document.querySelectorAll("button")].some((een) => een.disabled);

async function kijk(page) {
  return page.evaluate(() => ({
    kop: document.querySelector("#kop-week").textContent,
    melding: document.querySelector("#melding").textContent,
    velden: [...document.querySelectorAll("fieldset")].map((een) => [
      een.querySelector("legend").textContent, een.querySelector("input[inputmode=decimal]").value, een.querySelector(".let-op")?.textContent ?? null,
    ]),
    fout: [...document.querySelectorAll("[aria-invalid=true]")].map((een) => een.id),
    verstuurd: [...document.querySelectorAll("#verstuurd article")].map((een) => een.innerText),
    erbij: [...document.querySelectorAll("#erbij button")].map((een) => een.textContent),
    focus: document.activeElement?.id || document.activeElement?.tagName,
  }));
}

const rust = (page) => page.waitForFunction(RUST, { timeout: 20000 });

async function druk(page, woorden) {
  const knop = await page.evaluateHandle((w) => [...document.querySelectorAll("button, summary")]
    .find((een) => een.checkVisibility() && een.textContent.startsWith(w)), woorden);
  await knop.asElement().click();
  await rust(page);
}

async function vul(page, wat, waarde) {
  await page.click(wat, { count: 3 });
  await page.keyboard.press("Backspace");
  await page.keyboard.type(String(waarde));
}

async function plaatje(page, naam, width) {
  await page.setViewport({ width, height: 900 });
  const uit = { axe: await keur(page), breed: await teBreed(page) };
  if (gegeven.shots) await page.screenshot({ path: `${gegeven.shots}/uren-${naam}-${width}.png`, fullPage: true });
  return uit;
}

const fasen = {
  async invullen(page, uit) {
    uit.begin = await kijk(page);
    await vul(page, "#uren-0", "7.3");
    await druk(page, "Dien in");
    uit.geenKwartier = await kijk(page);
    await vul(page, "#uren-0", "7,75");
    await page.type("#toelichting-0", "Een avond erbij");
    await druk(page, "Bewaar als concept");
    uit.concept = await kijk(page);
    await druk(page, "Voeg toe: Werk voor");
    uit.erbij = await kijk(page);
    await vul(page, "#uren-1", "1.5");
    await druk(page, "Dien in");
    uit.ingediend = await kijk(page);
    await druk(page, "Neem terug");
    uit.teruggenomen = await kijk(page);
    await druk(page, "Dien in");
    uit.opnieuw = await kijk(page);
  },

  async verbeteren(page, uit) {
    uit.begin = await kijk(page);
    uit.beeld = await plaatje(page, "teruggestuurd", 390);
    await vul(page, "#uren-0", "8");
    await druk(page, "Dien in");
    uit.ingediend = await kijk(page);
  },

  async corrigeren(page, uit) {
    uit.begin = await kijk(page);
    await druk(page, "Klopt dit niet?");
    await druk(page, "Dien de correctie in");
    uit.zonderReden = await kijk(page);
    await vul(page, "details[open] input[inputmode=decimal]", "");
    await druk(page, "Dien de correctie in");
    uit.zonderUren = await kijk(page);
    await vul(page, "details[open] input[inputmode=decimal]", "6,5");
    await page.type("details[open] [id^=waarom-]", "Een avond viel uit");
    uit.open = [await plaatje(page, "correctie", 1100), await plaatje(page, "correctie", 390)];
    await druk(page, "Dien de correctie in");
    uit.gecorrigeerd = await kijk(page);
    await druk(page, "Vorige week");
    uit.vorige = await kijk(page);
    await druk(page, "Volgende week");
    uit.volgende = await kijk(page);
  },
};

await metBrowser(async (browser) => {
  const { page, gezegd } = await open(browser, gegeven.url, { opslag: { "doorstroom-token": gegeven.token } });
  await rust(page);
  const uit = { gezegd };
  uit.breed = await plaatje(page, gegeven.fase, 1100);
  await fasen[gegeven.fase](page, uit);
  uit.smal = await plaatje(page, `${gegeven.fase}-na`, 390);
  return uit;
});
