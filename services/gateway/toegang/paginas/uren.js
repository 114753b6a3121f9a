// The own week: a proposal from what was agreed on, changed, stored as a concept or sent.
import { $, Fout, bezig, datum, getal, maak, meld } from "./basis.js";
import { alsHetEindigt, eigen, mijnToken } from "./sessie.js";

const P = "pool/v1";
const STATUS = {
  concept: "Concept",
  ingediend: "Ingediend",
  teruggestuurd: "Teruggestuurd",
  goedgekeurd: "Goedgekeurd",
  ingetrokken: "Ingetrokken",
};
const OPEN = [null, "concept", "teruggestuurd"];
const DAG = 86_400_000;
const KWARTIEREN = "Vul uren in op kwartieren, zoals 7,5 of 7,75.";
// A field of text: what a field of numbers takes for a comma depends on the browser, not on us.
const KWARTIER = "\\s*[0-9]{1,3}([.,](0|00|25|5|50|75))?\\s*";
const urenveld = (id, aantal) => maak("input", null, { id, type: "text", inputMode: "decimal", autocomplete: "off", maxLength: 10, pattern: KWARTIER, value: getal(aantal) });
const urenUit = (veld) => Number(veld.value.replace(",", "."));

let maandag = null;
let week = null;
let etag = null;
let invoer = []; // of every line that can be changed: what it is, and its field

function toonInloggen() {
  $("week").hidden = true;
  $("inloggen").hidden = false;
}

// ---- which week ----
function weeknummer(dag) {
  const donderdag = new Date(dag.getTime() + 3 * DAG);
  const jaar = donderdag.getUTCFullYear();
  const eerste = Date.UTC(jaar, 0, 1);
  const nummer = Math.floor((donderdag.getTime() - eerste) / (7 * DAG)) + 1;
  return { jaar, nummer, naam: `${jaar}-W${String(nummer).padStart(2, "0")}` };
}

function maandagVan(moment) {
  const hier = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(moment); // 2026-11-02
  const dag = new Date(`${hier}T00:00:00Z`);
  return new Date(dag.getTime() - ((dag.getUTCDay() + 6) % 7) * DAG);
}

async function toonWeek(stap) {
  maandag = new Date(maandag.getTime() + stap * 7 * DAG);
  const { antwoord, data } = await eigen(`${P}/urenweken/${weeknummer(maandag).naam}`);
  await toon(antwoord, data);
  if (stap) $("kop-week").focus();
}

// ---- names ----
const namen = new Map();

function naam(pad, kies) {
  if (!namen.has(pad)) namen.set(pad, eigen(pad).then(({ data }) => kies(data)).catch(() => null));
  return namen.get(pad);
}

async function waarvoor(regel) {
  const maand = new Intl.DateTimeFormat("nl-NL", { month: "long" }).format(new Date(`${regel.maand}-15T12:00:00Z`));
  const verband = await naam(`deelname/v1/verbanden/${regel.verband}`, (een) => een.naam) || "het verband";
  if (regel.soort === "leegloop") return `Leegloop in ${verband}, ${maand}`;
  if (regel.soort === "samenwerking") return `Werk voor ${verband} zelf, ${maand}`;
  const inlener = await naam(`${P}/inzetten/${regel.inzet}`, (een) => een.inlener);
  const bij = inlener && (await naam(`deelname/v1/organisaties/${inlener}`, (een) => een.naam));
  return `Inzet bij ${bij || "de inlener"}, ${maand}`;
}

// ---- the week ----
async function toon(antwoord, data) {
  week = data;
  etag = antwoord.headers.get("ETag");
  const { jaar, nummer } = weeknummer(maandag);
  $("kop-week").textContent = `Week ${nummer} van ${jaar}: ${datum(`${data.van}T12:00:00Z`)} tot en met ${datum(`${data.tot}T12:00:00Z`)}`;
  invoer = [];
  $("velden").replaceChildren();
  $("erbij").replaceChildren();
  const open = data.regels.filter((een) => OPEN.includes(een.status) && !een.correctieVan);
  const klaar = data.regels.filter((een) => !open.includes(een));
  for (const een of open) await voegToe(een, een.uren, een.toelichting, een.reden);
  for (const plek of data.anderePlekken) await toonKnop(plek);
  $("leeg").hidden = data.regels.length > 0;
  $("opmerkingen").replaceChildren(...data.opmerkingen.map((een) => maak("li", een.reden)));
  $("verstuurd").replaceChildren(...(await Promise.all(klaar.map(toonVerstuurd))));
  $("week").hidden = false;
  knoppen();
}

function knoppen() {
  for (const id of ["dien-in", "bewaar"]) $(id).hidden = invoer.length === 0;
}

async function voegToe(plek, aantal = 0, tekst = "", reden = null) {
  const nummer = invoer.length;
  const groep = maak("fieldset");
  groep.append(maak("legend", await waarvoor(plek)));
  if (reden) groep.append(maak("p", `Teruggestuurd: ${reden}`, { className: "let-op" }));
  const veld = urenveld(`uren-${nummer}`, aantal);
  const afgesproken = plek.afgesprokenUren ? ` (afgesproken: ${getal(plek.afgesprokenUren)})` : "";
  const uitleg = maak("input", null, { id: `toelichting-${nummer}`, type: "text", maxLength: 500, value: tekst });
  groep.append(
    maak("label", `Uren${afgesproken}`, { htmlFor: veld.id }), veld,
    maak("label", "Toelichting (hoeft niet)", { htmlFor: uitleg.id }), uitleg,
  );
  invoer.push({ plek, veld, uitleg });
  $("velden").append(groep);
  return veld;
}

async function toonKnop(plek) {
  const knop = maak("button", `Voeg toe: ${await waarvoor(plek)}`, { type: "button", className: "licht" });
  knop.addEventListener("click", () => bezig(knop, async () => {
    const veld = await voegToe(plek);
    knop.remove();
    knoppen();
    veld.focus();
  }));
  $("erbij").append(knop);
}

// Fields with what each must be; the first that is not says so and gets the focus.
function eis(velden) {
  for (const [veld] of velden) veld.removeAttribute("aria-invalid");
  const fout = velden.find(([veld]) => veld.value.trim() === "" || !veld.checkValidity());
  if (!fout) return;
  fout[0].setAttribute("aria-invalid", "true");
  fout[0].focus();
  throw new Fout(0, { detail: fout[1] });
}

async function stuur(indienen) {
  eis(invoer.map(({ veld }) => [veld, KWARTIEREN]));
  const regels = invoer.map(({ plek, veld, uitleg }) => ({
    soort: plek.soort,
    ...(plek.soort === "inzet" ? { inzet: plek.inzet } : { verband: plek.verband }),
    maand: plek.maand,
    uren: urenUit(veld),
    toelichting: uitleg.value.trim(),
  }));
  const { antwoord, data } = await eigen(`${P}/urenweken/${week.week}`, { methode: "PUT", json: { regels, indienen }, etag });
  await toon(antwoord, data);
  meld(indienen ? "Uw uren zijn ingediend." : "Uw uren zijn bewaard als concept. Alleen u ziet ze.");
}

// ---- what was sent ----
async function toonVerstuurd(een) {
  const stuk = maak("article");
  const kop = maak("h3", await waarvoor(een), { id: `kop-${een.urenstaat}` });
  stuk.setAttribute("aria-labelledby", kop.id);
  const soort = een.correctieVan ? `Correctie: ${een.uren > 0 ? "+" : ""}${getal(een.uren)} uur` : `${getal(een.uren)} uur`;
  stuk.append(kop, maak("p", STATUS[een.status] || een.status, { className: "status" }), maak("p", soort));
  if (een.toelichting) stuk.append(maak("p", een.toelichting));
  if (een.reden) stuk.append(maak("p", `Reden: ${een.reden}`));
  if (een.status === "ingediend") stuk.append(knopTerug(een));
  if (een.status === "goedgekeurd" && !een.correctieVan) stuk.append(formulierCorrectie(een));
  return stuk;
}

function knopTerug(een) {
  const knop = maak("button", "Neem terug", { type: "button", className: "licht" });
  knop.addEventListener("click", () => bezig(knop, async () => {
    await eigen(`${P}/urenstaten/${een.urenstaat}/intrekking`, { methode: "POST" });
    await toonWeek(0);
    meld("U heeft deze uren teruggenomen.");
  }));
  return knop;
}

function formulierCorrectie(een) {
  const blok = maak("details");
  const aantal = urenveld(`goed-${een.urenstaat}`, een.uren);
  const reden = maak("input", null, { id: `waarom-${een.urenstaat}`, type: "text", maxLength: 200 });
  const knop = maak("button", "Dien de correctie in", { type: "button" });
  knop.addEventListener("click", () => bezig(knop, async () => {
    eis([[aantal, KWARTIEREN], [reden, "Zeg waarom het anders moet zijn."]]);
    const json = { uren: urenUit(aantal), reden: reden.value.trim() };
    await eigen(`${P}/urenstaten/${een.urenstaat}/correcties`, { methode: "POST", json });
    await toonWeek(0);
    meld("Uw correctie is ingediend.");
  }));
  blok.append(
    maak("summary", "Klopt dit niet?"),
    maak("label", "Hoeveel uur had het moeten zijn?", { htmlFor: aantal.id }), aantal,
    maak("label", "Waarom?", { htmlFor: reden.id }), reden, knop,
  );
  return blok;
}

// ---- buttons ----
$("vorige").addEventListener("click", () => bezig($("vorige"), async () => { await toonWeek(-1); meld(""); }));
$("volgende").addEventListener("click", () => bezig($("volgende"), async () => { await toonWeek(1); meld(""); }));
$("bewaar").addEventListener("click", () => bezig($("bewaar"), () => stuur(false)));
$("regels").addEventListener("submit", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  bezig($("dien-in"), () => stuur(true));
});

alsHetEindigt(toonInloggen);
if (mijnToken()) {
  bezig($("vorige"), async () => {
    const { data } = await eigen("toegang/v1/klok");
    maandag = maandagVan(new Date(data.nu));
    await toonWeek(0);
  });
} else {
  toonInloggen();
}
