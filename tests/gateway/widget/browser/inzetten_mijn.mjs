// What a person does on /mijn with inzetten: read the terms, say yes or no, fetch the agreement.
import { gegeven, keur, metBrowser, open, teBreed } from "./scherm.mjs";

const wacht = { timeout: 30000 };

const kijk = (page) => page.evaluate(() => ({
  melding: document.querySelector("#melding").textContent,
  isFout: document.querySelector("#melding").classList.contains("fout"),
  focus: document.activeElement?.id || document.activeElement?.textContent,
  inzetten: [...document.querySelectorAll("#inzetlijst article")].map((een) => een.innerText),
  stand: [...document.querySelectorAll("#inzetlijst .status")].map((een) => een.textContent),
  knoppen: [...document.querySelectorAll("#inzetlijst button")].filter((een) => een.checkVisibility()).map((een) => een.textContent),
  fout: [...document.querySelectorAll("#inzetten [aria-invalid=true]")].map((een) => een.id.split("-")[0]),
  voorbij: [...document.querySelectorAll("#oude-inzetlijst li")].map((een) => een.textContent),
}));

async function druk(page, woorden) {
  const knop = await page.evaluateHandle((w) => [...document.querySelectorAll("#inzetten button, #inzetten summary")]
    .find((een) => een.checkVisibility() && een.textContent === w), woorden);
  await knop.asElement().click();
}

// What comes after a press is known by its words, never by a time.
async function tot(page, woorden) {
  await page.waitForFunction((w) => document.querySelector("#melding").textContent.includes(w)
    && ![...document.querySelectorAll("button")].some((een) => een.disabled), wacht, woorden);
  return kijk(page);
}

async function bijVeld(page, woorden) {
  await page.waitForFunction((w) => document.querySelector("#inzetten .veldfout")?.textContent.includes(w), wacht, woorden);
  return kijk(page);
}

async function plaatje(page, uit, naam) {
  for (const width of [1100, 390]) {
    await page.setViewport({ width, height: 900 });
    uit.beelden.push({ axe: await keur(page), breed: await teBreed(page) });
    if (gegeven.shots) await page.screenshot({ path: `${gegeven.shots}/inzet-${naam}-${width}.png`, fullPage: true });
  }
}

// Meanwhile somebody else does something; it is answered before anything is pressed here.
async function intussen() {
  const { url, koppen, inhoud } = gegeven.intussen;
  return (await fetch(url, { method: "POST", headers: koppen, body: JSON.stringify(inhoud) })).status;
}

async function haal(page, woorden) {
  const sessie = await page.createCDPSession();
  await sessie.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: gegeven.map, eventsEnabled: true });
  const naam = new Promise((klaar) => {
    let bestand = null;
    sessie.on("Browser.downloadWillBegin", (wat) => { bestand = wat.suggestedFilename; });
    sessie.on("Browser.downloadProgress", (wat) => { if (wat.state === "completed") klaar(bestand); });
  });
  await druk(page, woorden);
  await tot(page, "bij uw downloads");
  return naam;
}

const fasen = {
  async kijken() {},

  async veranderd(page, uit) {
    uit.intussen = await intussen();
    await druk(page, "Ja");
    uit.anders = await tot(page, "intussen veranderd");
    await plaatje(page, uit, "veranderd");
    await druk(page, "Ja");
    uit.ja = await tot(page, "U zei ja");
  },

  async gaatDoor(page, uit) {
    await plaatje(page, uit, "gaat-door");
    uit.bestanden = [await haal(page, "Download als pdf"), await haal(page, "Download als Word-bestand")];
  },

  async nieuweVoorwaarden(page, uit) {
    await plaatje(page, uit, "nieuwe-voorwaarden");
    await druk(page, "Nee");
    uit.open = await kijk(page);
    await plaatje(page, uit, "nee");
    await page.type("form:not([hidden]) [id^=reden-]", "Dat past niet bij mijn gezin.");
    await druk(page, "Bevestig mijn nee");
    uit.na = await tot(page, "U zei nee");
  },

  async nietMeerNodig(page, uit) {
    uit.intussen = await intussen();
    await druk(page, "Ja");
    uit.ja = await tot(page, "niet meer nodig");
  },

  async klus(page, uit) {
    await druk(page, "Ja");
    uit.ongezien = await bijVeld(page, "Bekijk eerst");
    await druk(page, "Bekijk wat dit betekent");
    uit.leeg = await bijVeld(page, "Vul de uren van uw contract in");
    await page.type("[id^=contracturen-]", "36");
    await page.type("[id^=uurloon-]", "25,50");
    await druk(page, "Bekijk wat dit betekent");
    await page.waitForSelector("#inzetten fieldset dl", wacht);
    uit.effect = await page.$eval("#inzetten fieldset [role=group]", (een) => een.innerText);
    await plaatje(page, uit, "klus");
    await druk(page, "Ja");
    uit.ja = await tot(page, "U zei ja");
    await druk(page, "Neem mijn ja terug");
    await druk(page, "Bevestig mijn nee");
    uit.nee = await tot(page, "U zei nee");
    await druk(page, "Voorbij of niet doorgegaan");
    await plaatje(page, uit, "voorbij");
  },
};

await metBrowser(async (browser) => {
  const { page, gezegd } = await open(browser, gegeven.url, { opslag: { "doorstroom-token": gegeven.token } });
  await page.waitForSelector("#inzetlijst article", { ...wacht, visible: true });
  const uit = { gezegd, beelden: [], begin: await kijk(page) };
  await fasen[gegeven.fase](page, uit);
  return uit;
});
