// Own inzetten: what waits for the person's yes or no, what comes, what runs and what is over.
import { $, Fout, SOORTEN, bewaarBestand, bezig, datum, maak, meld, opent, werkgeverVan } from "./basis.js";
import { inkomensvraag, isNodig, vraagEerst } from "./inkomen.js";
import { eigen, mijnToken } from "./sessie.js";
import { periode, termen } from "./voorwaarden.js";

const P = "pool/v1";
const VOORBIJ = {
  beeindigd: "is voorbij",
  geweigerd: "ging niet door: u zei nee",
  ingetrokken: "gaat niet door",
};
const GEVOLGEN = "Nee zeggen mag altijd en heeft geen gevolgen. De anderen lezen niet dat u het was.";
const REDEN = "Een reden hoeft niet. Geeft u er een, dan leest alleen u die terug: uw werkgever en de andere organisatie zien haar niet.";
const laatst = new Map(); // per inzet the terms that were shown last
const eerst = new Map(); // per inzet what was read before the terms changed

// ---- the list ----
export async function toonInzetten() {
  let weg = false;
  try {
    await toonLijst();
  } catch (fout) {
    if (!(fout instanceof Fout) || fout.status === 401) throw fout;
    vergeetInzetten(); // the rest of the page works on
    $("inzetten").hidden = false;
    weg = true;
  }
  $("inzetten-weg").hidden = !weg;
}

async function toonLijst() {
  const alle = (await eigen(`${P}/inzetten?pageSize=100`)).data.results;
  const nu = alle.filter((een) => een.status === "voorgesteld" || (een.status === "bevestigd" && een.actief));
  const voorbij = alle.filter((een) => !nu.includes(een));
  const vandaag = nu.length ? await welkeDag() : null;
  const stukken = await Promise.all(nu.map((een) => toonInzet(een, vandaag)));
  stukken.sort((een, ander) => een.rang - ander.rang || een.van.localeCompare(ander.van));
  const regels = await Promise.all(voorbij.map(regelVoorbij));
  $("inzetlijst").replaceChildren(...stukken.map(({ stuk }) => stuk));
  $("oude-inzetlijst").replaceChildren(...regels);
  $("oude-inzetten").hidden = !voorbij.length;
  $("inzetten").hidden = !alle.length;
}

export function vergeetInzetten() {
  laatst.clear();
  eerst.clear();
  for (const naam of ["inzetlijst", "oude-inzetlijst"]) $(naam).replaceChildren();
  for (const naam of ["oude-inzetten", "inzetten"]) $(naam).hidden = true;
}

async function welkeDag() {
  const { data } = await eigen("toegang/v1/klok");
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(new Date(data.nu));
}

const naamVan = async (oin) => (await werkgeverVan({ werkgever: oin }, mijnToken())) || "een andere organisatie";

async function regelVoorbij(inzet) {
  const wat = inzet.status === "bevestigd" ? VOORBIJ.beeindigd : VOORBIJ[inzet.status];
  return maak("li", `Inzet bij ${await naamVan(inzet.inlener)}, ${periode(inzet)}: ${wat}.`);
}

// ---- one inzet ----
async function toonInzet(inzet, vandaag) {
  const [{ antwoord, data: afspraken }, bij, overeenkomsten] = await Promise.all([
    eigen(`${P}/inzetten/${inzet.id}/voorwaarden`),
    naamVan(inzet.inlener),
    inzet.status === "bevestigd" ? eigen(`${P}/inzetten/${inzet.id}/overeenkomsten?pageSize=1`) : null,
  ]);
  const { gevraagd, inKracht } = afspraken;
  const ditNu = gevraagd || inKracht;
  const gezegd = gevraagd && eigenAntwoord(afspraken, gevraagd.versie);
  const wacht = Boolean(gevraagd) && !gezegd;
  const stuk = maak("article");
  const kop = maak("h3", `${ditNu.werkzaamheden || "Inzet"} bij ${bij}`, { id: `inzet-${inzet.id}`, tabIndex: -1 });
  stuk.setAttribute("aria-labelledby", kop.id);
  stuk.append(kop, maak("p", stand(inzet, gevraagd, gezegd, vandaag), { className: "status" }));
  const ik = { inzet, bij, kop, etag: antwoord.headers.get("ETag"), begonnen: inzet.van <= vandaag };
  if (inKracht) toonInKracht(stuk, ik, afspraken);
  if (gevraagd) toonVraag(stuk, ik, afspraken, gezegd);
  const [overeenkomst] = overeenkomsten?.data.results || [];
  if (overeenkomst) stuk.append(...toonOvereenkomst(ik, overeenkomst));
  if (inKracht && !gevraagd && !ik.begonnen) {
    stuk.append(neeFormulier(ik, inKracht.versie, "Neem mijn ja terug", `Zolang de inzet niet begonnen is, kan dat. De inzet gaat dan niet door. ${GEVOLGEN}`));
  }
  laatst.set(inzet.id, ditNu);
  return { stuk, rang: wacht ? 0 : 1, van: inzet.van };
}

function eigenAntwoord({ akkoorden }, versie) {
  return akkoorden.findLast((een) => een.partij === "medewerker" && een.versie === versie && een.akkoord) || null;
}

function stand(inzet, gevraagd, gezegd, vandaag) {
  if (gevraagd && !gezegd) return "Wacht op uw antwoord";
  if (gevraagd) return "U zei ja, wacht op de anderen";
  return inzet.van <= vandaag ? "Loopt nu" : "Gaat door";
}

function toonInKracht(stuk, { bij }, { inKracht, gevraagd, akkoorden }) {
  if (gevraagd) stuk.append(maak("h4", "Wat nu geldt"));
  stuk.append(termen(inKracht, null, [["Organisatie", bij]]));
  const wie = { thuisorganisatie: "uw werkgever", inlener: bij, medewerker: "u" };
  const ja = akkoorden.filter((een) => een.akkoord && een.versie === inKracht.versie);
  if (ja.length) stuk.append(maak("p", `Ja gezegd: ${ja.map((een) => `${wie[een.partij]} (${datum(een.op)})`).join(", ")}.`));
}

// ---- yes or no ----
function toonVraag(stuk, ik, { gevraagd, inKracht, opmerkingen }, gezegd) {
  const { inzet, bij, etag } = ik;
  const eerder = eerst.get(inzet.id);
  if (inKracht) stuk.append(maak("h4", "Wat er gevraagd wordt"));
  if (eerder) stuk.append(maak("p", "De voorwaarden zijn veranderd nadat u ze las. Hieronder staan de nieuwe, met wat er eerst stond.", { className: "let-op" }));
  stuk.append(maak("p", inKracht
    ? "Dit geldt pas als uw werkgever, de andere organisatie en u alle drie ja zeggen. Bij een nee blijft gelden wat nu is afgesproken."
    : `Deze inzet gaat alleen door als uw werkgever, ${bij} en u alle drie ja zeggen. U blijft in dienst bij uw werkgever.`, { className: "uitleg" }));
  const vooraf = [["Organisatie", inKracht ? null : bij], ["Waarom dit voorstel", inKracht ? null : inzet.waarom.reden]];
  stuk.append(termen(gevraagd, eerder || inKracht || null, vooraf));
  for (const een of opmerkingen) if (een.code === "langer-dan-afgesproken") stuk.append(maak("p", een.uitleg));
  const uitleg = inKracht ? `De nieuwe voorwaarden gaan dan niet door. ${GEVOLGEN}` : GEVOLGEN;
  if (gezegd) {
    stuk.append(maak("p", `U zei ja op ${datum(gezegd.op)}. Het wachten is op de anderen. Wie al antwoordde, leest u pas als alle drie ja zeiden. U krijgt daar bericht van.`));
    stuk.append(neeFormulier(ik, gevraagd.versie, "Neem mijn ja terug", uitleg));
    return;
  }
  const terug = gevraagd.terugkeerDatum && gevraagd.terugkeerDoel;
  if (!terug) stuk.append(maak("p", "Uw werkgever moet nog vastleggen wanneer en waarheen u terugkeert. Daarna kunt u ja zeggen; nee zeggen kan nu al.", { className: "let-op" }));
  if (terug && isNodig(inzet, gevraagd)) stuk.append(inkomensvraag(inzet, gevraagd, etag, (werk) => bijDeTijd(inzet.id, werk)));
  if (terug) stuk.append(knopJa(ik, gevraagd.versie));
  stuk.append(neeFormulier(ik, gevraagd.versie, "Nee", uitleg));
}

function knopJa(ik, versie) {
  const knop = maak("button", "Ja", { type: "button" });
  knop.setAttribute("aria-describedby", ik.kop.id);
  knop.addEventListener("click", () => bezig(knop, () => antwoord(ik, { versie, akkoord: true })));
  return knop;
}

// A no: nothing has to be said with it.
function neeFormulier(ik, versie, woord, uitleg) {
  const blok = maak("div");
  const formulier = maak("form", null, { id: `nee-${ik.inzet.id}`, hidden: true });
  const veld = maak("input", null, { id: `reden-${ik.inzet.id}`, name: "reden", type: "text", autocomplete: "off", maxLength: 200 });
  const hulp = maak("p", REDEN, { id: `hulp-${ik.inzet.id}` });
  veld.setAttribute("aria-describedby", hulp.id);
  const zeg = maak("button", "Bevestig mijn nee", { type: "submit", className: "gevaar" });
  formulier.append(maak("p", uitleg), maak("label", "Reden (hoeft niet)", { htmlFor: veld.id }), hulp, veld, zeg);
  const open = maak("button", woord, { type: "button", className: "licht" });
  open.setAttribute("aria-describedby", ik.kop.id);
  open.setAttribute("aria-controls", formulier.id);
  opent(open, formulier, veld);
  formulier.addEventListener("submit", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    const reden = veld.value.trim() || null;
    bezig(zeg, () => antwoord(ik, { versie, akkoord: false, reden }));
  });
  blok.append(open, formulier);
  return blok;
}

async function antwoord({ inzet }, json) {
  let data;
  try {
    const wat = { methode: "POST", json: { ...json, partij: "medewerker" } };
    ({ data } = await bijDeTijd(inzet.id, () => eigen(`${P}/inzetten/${inzet.id}/akkoorden`, wat)));
  } catch (fout) {
    if (!(fout instanceof Fout) || !fout.codes.includes("effect-niet-getoond")) throw fout;
    vraagEerst(inzet, fout.message);
    return;
  }
  eerst.delete(inzet.id);
  await toonInzetten();
  $("kop-inzetten").focus();
  meld(json.akkoord ? naJa(inzet, data) : naNee(data));
}

function naJa(voor, na) {
  if (na.gevraagdeVersie) return "U zei ja. Het wachten is nu op de anderen. U krijgt bericht.";
  return voor.status === "voorgesteld" ? "U zei ja. Alle drie zijn akkoord: de inzet gaat door." : "U zei ja. Alle drie zijn akkoord: de nieuwe voorwaarden gelden.";
}

function naNee(na) {
  if (na.status === "bevestigd") return "U zei nee. De nieuwe voorwaarden gaan niet door. Wat eerder is afgesproken, blijft gelden.";
  return "U zei nee. De inzet gaat niet door. De anderen lezen alleen dat, en niet dat u het was.";
}

// What somebody answers to is what stood here; was it changed meanwhile, then it is shown anew.
async function bijDeTijd(id, werk) {
  try {
    return await werk();
  } catch (fout) {
    const zin = fout instanceof Fout ? await verouderd(id, fout) : null;
    throw zin ? new Fout(fout.status, { detail: zin }) : fout;
  }
}

async function verouderd(id, fout) {
  const { status, codes } = fout;
  const isAnders = status === 412 || codes.includes("voorwaarden-gewijzigd");
  const isWeg = status === 404 || codes.includes("niets-gevraagd") || codes.includes("al-geantwoord");
  if (!isAnders && !isWeg) return null;
  if (isAnders && laatst.has(id)) eerst.set(id, laatst.get(id));
  await toonInzetten();
  ($(`inzet-${id}`) || $("kop-inzetten")).focus();
  return isAnders
    ? "De voorwaarden zijn intussen veranderd. Uw antwoord is niet bewaard. Lees wat er anders is en antwoord opnieuw."
    : "Uw antwoord is niet meer nodig. Op deze pagina staat hoe het er nu voor staat.";
}

// ---- the agreement ----
function toonOvereenkomst({ inzet, kop }, overeenkomst) {
  const knoppen = maak("div", null, { className: "knoppen" });
  for (const soort of ["pdf", "docx"]) {
    const accept = SOORTEN[soort];
    const knop = maak("button", `Download als ${soort === "pdf" ? "pdf" : "Word-bestand"}`, { type: "button", className: "licht" });
    knop.setAttribute("aria-describedby", kop.id);
    knop.addEventListener("click", () => bezig(knop, async () => {
      const { data } = await eigen(`${P}/inzetten/${inzet.id}/overeenkomsten/${overeenkomst.nummer}`, { accept });
      bewaarBestand(data, `inzetovereenkomst-${overeenkomst.nummer}.${soort}`);
      meld("De overeenkomst staat bij uw downloads.");
    }));
    knoppen.append(knop);
  }
  const tekst = `Nummer ${overeenkomst.nummer}, gemaakt op ${datum(overeenkomst.gemaaktOp)} met versie ${overeenkomst.voorwaardenVersie} van de voorwaarden.`;
  return [maak("h4", "Overeenkomst"), maak("p", tekst), knoppen];
}
