// Own applications and own data. The link of the mail carries its secret behind #, which a browser
// never sends to a server; it is used only when somebody presses the button (mail scanners do not).
import { $, Fout, bezig, datum, leegOfFout, maak, meld, stuurDocument, tijdstip, toonVeldfouten, vraag, werkgeverVan } from "./basis.js";

const GRANT = "urn:doorstroom:grant-type:inloglink";
const BEWIJS = "inlog."; // somebody comes back from the own employer: nothing to press
const BEWAARPLEK = "doorstroom-token"; // gone with the tab
const STATUS = {
  ingediend: "Ontvangen",
  in_behandeling: "In behandeling",
  aangeboden: "U heeft een aanbod",
  aangenomen: "Aanbod aangenomen",
  afgewezen: "Afgewezen",
  ingetrokken: "Ingetrokken",
};
const DOCUMENT = { aangekondigd: "nog niet verstuurd", beschikbaar: "verstuurd", in_quarantaine: "tegengehouden" };
const LOPEND = ["ingediend", "in_behandeling", "aangeboden"];
const V = "vacatures/v1";

const MIN_GEHEIM = 40; // characters; anything shorter is no link of ours
let geheim = location.hash.length > MIN_GEHEIM ? location.hash.slice(1) : "";
if (location.hash) history.replaceState(null, "", location.pathname); // not in the bookmark or the history
let token = sessionStorage.getItem(BEWAARPLEK);
let pagina = 1;
let etag = null;
let nummer = 0;

// ---- in and out ----
function toonInloggen() {
  $("ingelogd").hidden = true;
  $("uitloggen").hidden = true;
  $("inloggen").hidden = !geheim;
  $("vragen").hidden = Boolean(geheim);
}

function uit(reden = "", isFout = false) {
  token = null;
  sessionStorage.removeItem(BEWAARPLEK);
  $("sollicitaties").replaceChildren();
  toonInloggen();
  meld(reden, isFout);
}

async function eigen(pad, wat = {}) {
  try {
    return await vraag(pad, { ...wat, token });
  } catch (fout) {
    if (fout instanceof Fout && fout.status === 401) uit("U bent uitgelogd. Vraag een nieuwe link.", true);
    throw fout;
  }
}

async function logIn() {
  const link = geheim;
  try {
    const { data } = await vraag("toegang/v1/token", { methode: "POST", formulier: { grant_type: GRANT, inloglink: link } });
    token = data.access_token;
  } catch (fout) {
    if (fout instanceof Fout && fout.status === 400) {
      geheim = "";
      toonInloggen();
      throw new Fout(400, { detail: "Deze link is al gebruikt of verlopen. Vraag hieronder een nieuwe." });
    }
    throw fout;
  }
  geheim = "";
  sessionStorage.setItem(BEWAARPLEK, token);
  await toonAlles();
  $("inhoud").focus();
}

async function toonAlles() {
  meld("Uw gegevens worden opgehaald.");
  $("inloggen").hidden = true;
  $("vragen").hidden = true;
  await toonGegevens();
  await verversSollicitaties();
  $("ingelogd").hidden = false;
  $("uitloggen").hidden = false;
  meld("");
}

// ---- applications ----
async function verversSollicitaties() {
  pagina = 1;
  $("sollicitaties").replaceChildren();
  await haalPagina();
}

async function haalPagina() {
  const { data } = await eigen(`${V}/sollicitaties?page=${pagina}&pageSize=10`);
  const stukken = await Promise.all(data.results.map(toonSollicitatie));
  $("sollicitaties").append(...stukken);
  $("geen-sollicitaties").hidden = $("sollicitaties").children.length > 0;
  $("meer").hidden = !data.next;
}

async function probeer(pad) {
  try {
    return (await eigen(pad)).data;
  } catch (fout) {
    if (fout instanceof Fout && fout.status !== 401) return null; // a closed vacancy is not there any more
    throw fout;
  }
}

async function toonSollicitatie(een) {
  const [vacature, documenten, aanbiedingen] = await Promise.all([
    probeer(`${V}/vacatures/${een.vacatureId}`),
    probeer(`${V}/sollicitaties/${een.id}/documenten`),
    een.status === "aangeboden" ? probeer(`${V}/sollicitaties/${een.id}/aanbiedingen`) : null,
  ]);
  const stuk = maak("article");
  const kop = maak("h3", een.vacatureTitel || vacature?.titel || "Een vacature die nu gesloten is", { id: `kop-${een.id}` });
  stuk.setAttribute("aria-labelledby", kop.id);
  stuk.append(kop, maak("p", STATUS[een.status] || een.status, { className: "status" }));
  const feiten = maak("dl");
  const rij = (naam, waarde) => { if (waarde) feiten.append(maak("dt", naam), maak("dd", waarde)); };
  rij("Werkgever", vacature ? await werkgeverVan(vacature, token) : null);
  rij("Gesolliciteerd op", datum(een.ontvangenOp));
  rij("Hoe u meetelt", een.grond);
  rij("Telt mee vanaf", een.aangehouden ? tijdstip(een.teltVanafOp) : null);
  rij("Reden", een.reden);
  stuk.append(feiten);
  if (een.melding) stuk.append(maak("p", een.melding, { className: "uitleg" }));
  const lopend = LOPEND.includes(een.status);
  if (aanbiedingen) toonAanbod(stuk, een, aanbiedingen.results || []);
  toonMotivatie(stuk, een, lopend && een.status !== "aangeboden");
  if (documenten) toonDocumenten(stuk, een, documenten.results, lopend);
  if (lopend) {
    const knop = maak("button", "Trek mijn sollicitatie in", { type: "button", className: "gevaar" });
    knop.addEventListener("click", () => trekIn(knop, een, kop.textContent));
    stuk.append(knop);
  }
  return stuk;
}

function toonAanbod(stuk, een, aanbiedingen) {
  const aanbod = aanbiedingen.findLast((dit) => dit.status === "open");
  if (!aanbod) return;
  stuk.append(maak("h4", "Het aanbod"));
  const salaris = aanbod.salaris ? `, € ${(aanbod.salaris / 100).toLocaleString("nl-NL")} per maand` : "";
  stuk.append(maak("p", `${aanbod.contractsoort} contract, ${aanbod.uren} uur per week, schaal ${aanbod.schaal}${salaris}.`));
  if (aanbod.vroegsteStartDatum) stuk.append(maak("p", `U kunt op zijn vroegst beginnen op ${datum(aanbod.vroegsteStartDatum)}.`));
  const knop = maak("button", "Neem het aanbod aan", { type: "button" });
  knop.addEventListener("click", async () => {
    const ja = await zeker("Aanbod aannemen", "U laat de werkgever weten dat u het aanbod aanneemt.", "Ja, ik neem het aan");
    if (ja) await wijzig(knop, een, "aangenomen", "U heeft het aanbod aangenomen.");
  });
  stuk.append(knop);
}

function toonMotivatie(stuk, een, magVerbeteren) {
  if (!een.motivatie && !magVerbeteren) return;
  stuk.append(maak("h4", "Uw motivatie"));
  const tekst = maak("p", een.motivatie || "U heeft niets geschreven.", { className: "tekst" });
  stuk.append(tekst);
  if (!magVerbeteren) return;
  const formulier = maak("form", null, { hidden: true });
  const id = `motivatie-${(nummer += 1)}`;
  const veld = maak("textarea", null, { id, name: "motivatie", rows: 8, maxLength: 20000, value: een.motivatie || "" });
  const bewaar = maak("button", "Bewaar", { type: "submit" });
  formulier.append(maak("label", "Verbeter uw motivatie", { htmlFor: id }), veld, bewaar);
  const open = maak("button", "Verbeter de motivatie", { type: "button", className: "licht" });
  open.setAttribute("aria-expanded", "false");
  open.addEventListener("click", () => {
    formulier.hidden = !formulier.hidden;
    open.setAttribute("aria-expanded", String(!formulier.hidden));
    if (!formulier.hidden) veld.focus();
  });
  formulier.addEventListener("submit", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    bezig(bewaar, async () => {
      const json = { motivatie: veld.value.trim() || null };
      const { data } = await eigen(`${V}/sollicitaties/${een.id}`, { methode: "PATCH", json });
      stuk.replaceWith(await toonSollicitatie(data));
      meld(data.melding || "Uw motivatie is bewaard.");
    });
  });
  stuk.append(open, formulier);
}

function toonDocumenten(stuk, een, documenten, lopend) {
  if (!documenten.length && !lopend) return;
  stuk.append(maak("h4", "Uw documenten"));
  const lijst = maak("ul");
  for (const document of documenten) lijst.append(regelDocument(een, document));
  stuk.append(documenten.length ? lijst : maak("p", "U heeft geen documenten gestuurd."));
  if (!lopend) return;
  const id = `bestand-${(nummer += 1)}`;
  const veld = maak("input", null, { id, type: "file", accept: ".pdf,.docx,.odt" });
  const knop = maak("button", "Stuur dit bestand", { type: "button", className: "licht" });
  knop.addEventListener("click", () => bezig(knop, async () => {
    const [bestand] = veld.files;
    if (!bestand) throw new Fout(0, { detail: "Kies eerst een bestand." });
    const document = await stuurDocument(token, een.id, bestand);
    await vernieuw(stuk, een);
    meld(document.melding || `${document.bestandsnaam} is verstuurd.`, Boolean(document.melding));
  }));
  stuk.append(maak("label", "Voeg een document toe (pdf, docx of odt, hoogstens 10 MB)", { htmlFor: id }), veld, knop);
}

function regelDocument(een, document) {
  const pad = `${V}/sollicitaties/${een.id}/documenten/${document.id}`;
  const regel = maak("li", `${document.bestandsnaam} (${DOCUMENT[document.status]})`);
  if (document.melding) regel.append(maak("p", document.melding, { className: "uitleg" }));
  const knoppen = maak("div");
  if (document.status === "beschikbaar") {
    const haal = maak("button", "Download", { type: "button", className: "licht" });
    haal.setAttribute("aria-label", `Download ${document.bestandsnaam}`);
    haal.addEventListener("click", () => bezig(haal, async () => {
      const { data } = await eigen(`${pad}/inhoud`);
      const adres = URL.createObjectURL(data);
      maak("a", null, { href: adres, download: document.bestandsnaam }).click();
      setTimeout(() => URL.revokeObjectURL(adres), 10_000);
    }));
    knoppen.append(haal);
  }
  const weg = maak("button", "Verwijder", { type: "button", className: "gevaar" });
  weg.setAttribute("aria-label", `Verwijder ${document.bestandsnaam}`);
  weg.addEventListener("click", async () => {
    const ja = await zeker("Document verwijderen", `Wilt u ${document.bestandsnaam} verwijderen?`, "Ja, verwijder");
    if (!ja) return;
    await bezig(weg, async () => {
      await eigen(pad, { methode: "DELETE" });
      await vernieuw(weg.closest("article"), een);
      meld(`${document.bestandsnaam} is verwijderd.`);
    });
  });
  knoppen.append(weg);
  regel.append(knoppen);
  return regel;
}

async function vernieuw(stuk, een) {
  const { data } = await eigen(`${V}/sollicitaties/${een.id}`);
  stuk.replaceWith(await toonSollicitatie(data));
}

async function trekIn(knop, een, titel) {
  const ja = await zeker("Sollicitatie intrekken", `U doet dan niet meer mee voor: ${titel}.`, "Ja, trek in");
  if (ja) await wijzig(knop, een, "ingetrokken", "Uw sollicitatie is ingetrokken.");
}

async function wijzig(knop, een, naar, tekst) {
  await bezig(knop, async () => {
    await eigen(`${V}/sollicitaties/${een.id}/statuswijzigingen`, { methode: "POST", json: { naar } });
    await verversSollicitaties();
    meld(tekst);
  });
}

// ---- a question before what cannot be undone ----
function zeker(kop, tekst, ja) {
  const venster = $("zeker");
  $("zeker-kop").textContent = kop;
  $("zeker-tekst").textContent = tekst;
  $("zeker-ja").textContent = ja;
  return new Promise((klaar) => {
    const antwoord = (wat) => () => { venster.close(); klaar(wat); };
    $("zeker-ja").onclick = antwoord(true);
    $("zeker-nee").onclick = antwoord(false);
    venster.oncancel = () => klaar(false);
    venster.showModal();
  });
}

// ---- own data ----
async function toonGegevens() {
  const { antwoord, data } = await eigen("toegang/v1/persoon");
  etag = antwoord.headers.get("ETag");
  const formulier = $("gegevens");
  for (const naam of ["naam", "email", "telefoon"]) formulier.elements[naam].value = data[naam] || "";
  const vanWerkgever = data.soort === "medewerker";
  formulier.hidden = vanWerkgever;
  $("van-werkgever").hidden = !vanWerkgever;
  $("mijn-uren").hidden = !vanWerkgever;
  if (vanWerkgever) {
    $("van-werkgever").textContent = `${data.naam || "Uw naam"} (${data.email || "geen e-mailadres"}). Deze gegevens beheert ${data.werkgever || "uw werkgever"}. Klopt er iets niet? Vraag het uw HR-adviseur.`;
  }
}

async function bewaarGegevens() {
  const formulier = $("gegevens");
  const json = {
    naam: formulier.elements.naam.value.trim(),
    email: formulier.elements.email.value.trim(),
    telefoon: formulier.elements.telefoon.value.trim() || null,
  };
  try {
    const { antwoord } = await eigen("toegang/v1/persoon", { methode: "PATCH", json, etag });
    etag = antwoord.headers.get("ETag");
  } catch (fout) {
    if (fout instanceof Fout) toonVeldfouten(formulier, fout.velden.map((een) => ({ naam: een.name, reden: een.reason })));
    throw fout;
  }
  meld("Uw gegevens zijn bewaard.");
}

async function verwijderAlles() {
  for (let verder = true; verder; ) {
    const { data } = await eigen(`${V}/sollicitaties?pageSize=100`);
    const lopend = data.results.filter((een) => LOPEND.includes(een.status));
    for (const een of lopend) {
      await eigen(`${V}/sollicitaties/${een.id}/statuswijzigingen`, { methode: "POST", json: { naar: "ingetrokken" } });
    }
    verder = lopend.length === 100;
  }
  await eigen("toegang/v1/persoon", { methode: "DELETE" });
  uit("Uw sollicitaties zijn ingetrokken en uw naam, e-mailadres en telefoonnummer zijn verwijderd.");
}

async function toonGezien() {
  const { data } = await eigen("deelname/v1/verwerkingen?pageSize=50");
  const regels = data.results.map((een) => maak("li", `${tijdstip(een.uitgevoerdOp)}: ${een.naam || "u zelf of het platform"} – ${een.activiteit}`));
  $("gezien").replaceChildren(...(regels.length ? regels : [maak("li", "Nog niemand.")]));
  $("gezien").hidden = false;
  $("toon-gezien").setAttribute("aria-expanded", "true");
}

// ---- buttons ----
$("inlogknop").addEventListener("click", () => bezig($("inlogknop"), logIn));
$("uitloggen").addEventListener("click", () => uit("U bent uitgelogd."));
$("meer").addEventListener("click", () => bezig($("meer"), async () => { pagina += 1; await haalPagina(); }));
$("toon-gezien").addEventListener("click", () => bezig($("toon-gezien"), toonGezien));
$("gegevens").addEventListener("submit", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  const fout = leegOfFout($("gegevens"), [["naam", "Vul uw naam in."], ["email", "Vul een e-mailadres in, zoals naam@voorbeeld.nl."]]);
  if (!fout) bezig($("bewaar"), bewaarGegevens);
});
$("verwijder").addEventListener("click", async () => {
  const tekst = "Uw lopende sollicitaties worden ingetrokken en niemand kan u meer bereiken. Dit kan niet ongedaan worden gemaakt.";
  if (await zeker("Mijn gegevens verwijderen", tekst, "Ja, verwijder alles")) await bezig($("verwijder"), verwijderAlles);
});
$("vraagformulier").addEventListener("submit", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  const formulier = $("vraagformulier");
  if (leegOfFout(formulier, [["email", "Vul een e-mailadres in, zoals naam@voorbeeld.nl."]])) return;
  bezig(formulier.querySelector("button"), async () => {
    const json = { email: formulier.elements.email.value.trim() };
    await vraag("toegang/v1/inloglinks", { methode: "POST", json });
    formulier.reset();
    meld("Kennen wij dit adres? Dan staat er binnen een paar minuten een link in uw mail.");
  });
});
window.addEventListener("hashchange", () => {
  const nieuw = location.hash.slice(1);
  if (nieuw.length < MIN_GEHEIM) return;
  geheim = nieuw;
  history.replaceState(null, "", location.pathname);
  uit();
});

if (geheim.startsWith(BEWIJS)) {
  bezig($("inlogknop"), logIn);
} else if (token && !geheim) {
  bezig($("inlogknop"), toonAlles);
} else {
  toonInloggen();
}
