// Own applications and own data. The link of the mail carries its secret behind #, which a browser
// never sends to a server; it is used only when somebody presses the button (mail scanners do not).
import { $, Fout, bezig, leegOfFout, maak, meld, tijdstip, toonVeldfouten, vraag, zeker } from "./basis.js";
import { alsHetEindigt, eigen, mijnToken, zetToken } from "./sessie.js";
import { toonFlexpool } from "./flexpool.js";
import { toonInzetten, vergeetInzetten } from "./inzetten.js";
import { LOPEND, haalMeer, verversSollicitaties } from "./sollicitaties.js";

const GRANT = "urn:doorstroom:grant-type:inloglink";
const BEWIJS = "inlog."; // somebody comes back from the own employer: nothing to press
const V = "vacatures/v1";

const MIN_GEHEIM = 40; // characters; anything shorter is no link of ours
let geheim = location.hash.length > MIN_GEHEIM ? location.hash.slice(1) : "";
if (location.hash) history.replaceState(null, "", location.pathname); // not in the bookmark or the history
let etag = null;

// ---- in and out ----
function toonInloggen() {
  $("ingelogd").hidden = true;
  $("uitloggen").hidden = true;
  $("inloggen").hidden = !geheim;
  $("vragen").hidden = Boolean(geheim);
}

function uit(reden = "", isFout = false) {
  zetToken(null);
  $("sollicitaties").replaceChildren();
  $("flexpool").hidden = true;
  vergeetInzetten();
  toonInloggen();
  meld(reden, isFout);
}

async function logIn() {
  const link = geheim;
  try {
    const { data } = await vraag("toegang/v1/token", { methode: "POST", formulier: { grant_type: GRANT, inloglink: link } });
    zetToken(data.access_token);
  } catch (fout) {
    if (fout instanceof Fout && fout.status === 400) {
      geheim = "";
      toonInloggen();
      throw new Fout(400, { detail: "Deze link is al gebruikt of verlopen. Vraag hieronder een nieuwe." });
    }
    throw fout;
  }
  geheim = "";
  await toonAlles();
  $("inhoud").focus();
}

async function toonAlles() {
  meld("Uw gegevens worden opgehaald.");
  $("inloggen").hidden = true;
  $("vragen").hidden = true;
  const isMedewerker = await toonGegevens();
  await verversSollicitaties();
  $("ingelogd").hidden = false;
  $("uitloggen").hidden = false;
  meld("");
  if (isMedewerker) await Promise.all([toonInzetten(), toonFlexpool()]); // the page waits for neither
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
  return vanWerkgever;
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
alsHetEindigt(uit);
$("inlogknop").addEventListener("click", () => bezig($("inlogknop"), logIn));
$("uitloggen").addEventListener("click", () => uit("U bent uitgelogd."));
$("meer").addEventListener("click", () => bezig($("meer"), haalMeer));
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
} else if (mijnToken() && !geheim) {
  bezig($("inlogknop"), toonAlles);
} else {
  toonInloggen();
}
