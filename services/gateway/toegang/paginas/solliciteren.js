// Apply for one public vacancy, without an account: #<id of the vacancy>.
import { $, Fout, bezig, datum, euro, getal, leegOfFout, maak, meld, stuurDocument, toonVeldfouten, vraag, werkgeverVan } from "./basis.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
let vacature = null;
let wie = null; // name and address that the token was given for
let token = null;
let sollicitatie = null;

async function begin() {
  const id = location.hash.slice(1);
  if (!UUID.test(id)) {
    meld("Kies eerst een vacature. Het adres van deze pagina klopt niet.", true);
    return;
  }
  try {
    vacature = (await vraag(`vacatures/v1/vacatures/${id}`)).data;
  } catch (fout) {
    const weg = fout.status === 404;
    meld(weg ? "Deze vacature is er niet, of is nog niet voor iedereen open." : fout.message, true);
    return;
  }
  meld("");
  await toonVacature();
}

async function toonVacature() {
  $("titel").textContent = `Solliciteren: ${vacature.titel}`;
  document.title = `Solliciteren: ${vacature.titel} – Doorstroom`;
  const reeks = (van, tot, tekst) => (van === null || van === undefined ? null : tekst(van) + (tot && tot !== van ? ` tot ${tekst(tot)}` : ""));
  const feiten = [
    ["Werkgever", await werkgeverVan(vacature)],
    ["Geplaatst door", vacature.afzenderNaam],
    ["Plaats", vacature.plaats],
    ["Uren per week", reeks(vacature.urenMin, vacature.urenMax, getal)],
    ["Schaal", reeks(vacature.schaalMin, vacature.schaalMax, String)],
    ["Bruto salaris per maand bij voltijd", reeks(vacature.salarisMin, vacature.salarisMax, euro)],
    ["Reageren tot en met", vacature.sluitingsDatum ? datum(vacature.sluitingsDatum) : null],
    ["Wie mag solliciteren", vacature.wieMagSolliciteren],
  ];
  for (const [naam, waarde] of feiten) {
    if (waarde) $("feiten").append(maak("dt", naam), maak("dd", waarde));
  }
  $("omschrijving").textContent = vacature.omschrijving || "";
  $("vacature").hidden = false;
  if (vacature.sollicitatieUrl) {
    const zin = maak("p", "Solliciteren doet u bij de werkgever zelf: ");
    zin.append(maak("a", "naar de website van de werkgever", { href: vacature.sollicitatieUrl, rel: "noopener noreferrer" }));
    $("vacature").append(zin);
  } else {
    $("aanvraag").hidden = false;
  }
}

// A second try after a refusal goes on with what was done: no second mail, no second application.
async function token_voor(formulier) {
  const gegevens = { naam: formulier.naam.value.trim(), email: formulier.email.value.trim(), telefoon: formulier.telefoon.value.trim() || null };
  const nieuw = JSON.stringify(gegevens);
  if (token === null || nieuw !== wie) {
    token = (await vraag("toegang/v1/kandidaten", { methode: "POST", json: gegevens })).data.toegangstoken;
    wie = nieuw;
    sollicitatie = null;
  }
  return token;
}

async function verstuur(formulier) {
  try {
    await token_voor(formulier);
    if (sollicitatie === null) {
      const json = { motivatie: formulier.motivatie.value.trim() || null };
      sollicitatie = (await vraag(`vacatures/v1/vacatures/${vacature.id}/sollicitaties`, { token, methode: "POST", json })).data;
    }
  } catch (fout) {
    if (!(fout instanceof Fout)) throw fout;
    if (fout.status === 401) token = null;
    toonVeldfouten(formulier, fout.velden.map((een) => ({ naam: een.name, reden: een.reason })));
    throw fout;
  }
  const bestanden = [...formulier.bestanden.files];
  for (const bestand of bestanden) $("klaar-bestanden").append(await eenBestand(bestand));
  $("vacature").hidden = true;
  $("aanvraag").hidden = true;
  $("klaar-tekst").textContent = `Wij sturen een mail naar ${formulier.email.value.trim()} met een persoonlijke link. Daarmee ziet u hoe het staat met uw sollicitatie. Komt de mail niet binnen een paar minuten? Kijk dan bij ongewenste mail.`;
  if (sollicitatie.melding) $("klaar-tekst").after(maak("p", sollicitatie.melding));
  $("klaar").hidden = false;
  meld("");
  $("kop-klaar").focus();
}

async function eenBestand(bestand) {
  try {
    const document = await stuurDocument(token, sollicitatie.id, bestand);
    return maak("li", document.melding ? `${bestand.name}: ${document.melding}` : `${bestand.name} is verstuurd.`);
  } catch (fout) {
    if (!(fout instanceof Fout)) throw fout;
    return maak("li", `${bestand.name} is niet verstuurd: ${fout.message} U kunt het later toevoegen met de link uit uw mail.`);
  }
}

$("formulier").addEventListener("submit", async (gebeurtenis) => {
  gebeurtenis.preventDefault();
  const formulier = $("formulier");
  const fout = leegOfFout(formulier, [["naam", "Vul uw naam in."], ["email", "Vul een e-mailadres in, zoals naam@voorbeeld.nl."]]);
  if (fout) return;
  if (formulier.bestanden.files.length > 3) {
    toonVeldfouten(formulier, [{ naam: "bestanden", reden: "Kies hoogstens 3 bestanden." }]);
    return;
  }
  await bezig($("verstuur"), () => verstuur(formulier));
});
window.addEventListener("hashchange", () => { if (UUID.test(location.hash.slice(1))) location.reload(); });
begin();
