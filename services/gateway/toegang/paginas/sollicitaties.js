// Own applications: how each stands, the offer, the motivation, documents, and withdrawing.
import { $, Fout, bewaarBestand, bezig, datum, euro, getal, maak, meld, opent, stuurDocument, tijdstip, werkgeverVan, zeker } from "./basis.js";
import { eigen, mijnToken } from "./sessie.js";

const STATUS = {
  ingediend: "Ontvangen",
  in_behandeling: "In behandeling",
  aangeboden: "U heeft een aanbod",
  aangenomen: "Aanbod aangenomen",
  afgewezen: "Afgewezen",
  ingetrokken: "Ingetrokken",
};
const CONTRACT = {
  vast: "Een vast contract",
  tijdelijk_met_uitzicht: "Een tijdelijk contract met uitzicht op een vast contract",
  tijdelijk: "Een tijdelijk contract",
};
const DOCUMENT = { aangekondigd: "nog niet verstuurd", beschikbaar: "verstuurd", in_quarantaine: "tegengehouden" };
export const LOPEND = ["ingediend", "in_behandeling", "aangeboden"];
const V = "vacatures/v1";
let pagina = 1;
let nummer = 0;

export async function verversSollicitaties() {
  pagina = 1;
  $("sollicitaties").replaceChildren();
  await haalPagina();
}

export async function haalMeer() {
  pagina += 1;
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
  rij("Werkgever", vacature ? await werkgeverVan(vacature, mijnToken()) : null);
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
  const aanbod = aanbiedingen.findLast((dit) => ["open", "voorgelegd"].includes(dit.status));
  if (!aanbod) return;
  stuk.append(maak("h4", "Het aanbod"));
  const salaris = aanbod.salaris ? `, ${euro(aanbod.salaris)} bruto per maand bij voltijd` : "";
  const contract = CONTRACT[aanbod.contractsoort] || "Een contract";
  stuk.append(maak("p", `${contract}, ${getal(aanbod.uren)} uur per week, schaal ${aanbod.schaal}${salaris}.`));
  if (aanbod.redenContractsoort) stuk.append(maak("p", `Waarom geen vast contract: ${aanbod.redenContractsoort}`));
  if (aanbod.vroegsteStartDatum) stuk.append(maak("p", `U kunt op zijn vroegst beginnen op ${datum(aanbod.vroegsteStartDatum)}.`));
  stuk.append(aanbod.status === "open" ? knopAannemen(een) : knopInstemmen(stuk, een, aanbod));
}

function knopAannemen(een) {
  const knop = maak("button", "Neem het aanbod aan", { type: "button" });
  knop.addEventListener("click", async () => {
    const ja = await zeker("Aanbod aannemen", "U laat de werkgever weten dat u het aanbod aanneemt.", "Ja, ik neem het aan");
    if (ja) await wijzig(knop, een, "aangenomen", "U heeft het aanbod aangenomen.");
  });
  return knop;
}

// Less than the permanent contract that somebody has: nobody else can agree with that.
function knopInstemmen(stuk, een, aanbod) {
  stuk.append(maak("p", "U heeft nu een vast contract. Bij dit aanbod krijgt u dat niet. U kunt het alleen aannemen als u daar eerst zelf mee instemt. Dat hoeft niet.", { className: "uitleg" }));
  const knop = maak("button", "Stem in met geen vast contract", { type: "button", className: "gevaar" });
  knop.addEventListener("click", async () => {
    const ja = await zeker("Instemmen met geen vast contract", "U stemt ermee in dat u bij dit aanbod geen vast contract krijgt. Daarna kiest u nog of u het aanbod aanneemt.", "Ja, ik stem in");
    if (!ja) return;
    await bezig(knop, async () => {
      await eigen(`${V}/sollicitaties/${een.id}/aanbiedingen/${aanbod.id}/akkoord`, { methode: "POST" });
      await vernieuw(stuk, een);
      meld("U heeft ingestemd. U kunt het aanbod nu aannemen.");
    });
  });
  return knop;
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
  opent(open, formulier, veld);
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
    const document = await stuurDocument(mijnToken(), een.id, bestand);
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
      bewaarBestand(data, document.bestandsnaam);
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
