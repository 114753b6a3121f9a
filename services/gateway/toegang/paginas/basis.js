// What both pages need. Text goes into the page as text only (trusted types are required).

export const $ = (id) => document.getElementById(id);

export function maak(soort, tekst, eigenschappen = {}) {
  const element = Object.assign(document.createElement(soort), eigenschappen);
  if (tekst !== undefined && tekst !== null) element.textContent = tekst;
  return element;
}

export function meld(tekst, isFout = false) {
  const plek = $("melding");
  plek.textContent = "";
  plek.className = isFout ? "melding fout" : "melding";
  plek.setAttribute("role", isFout ? "alert" : "status");
  plek.textContent = tekst;
  if (tekst) plek.scrollIntoView({ block: "nearest" });
}

export class Fout extends Error {
  constructor(status, lichaam) {
    const redenen = (lichaam.invalidParams || []).map((fout) => fout.reason);
    const beletselen = (lichaam.beletselen || []).map((een) => een.reden).filter(Boolean);
    const zinnen = [...redenen, ...beletselen];
    super(zinnen.length ? zinnen.map((zin) => (/[.!?]$/.test(zin) ? zin : `${zin}.`)).join(" ")
      : lichaam.detail || lichaam.error_description || "Er ging iets mis. Probeer het later opnieuw.");
    this.status = status;
    this.velden = lichaam.invalidParams || [];
    this.codes = (lichaam.beletselen || []).map((een) => een.code);
  }
}

// Addresses are relative: the pages work under any path that a proxy gives them.
export async function vraag(pad, { token, methode = "GET", json, inhoud, formulier, etag, accept } = {}) {
  const koppen = {};
  let lichaam;
  if (token) koppen.Authorization = `Bearer ${token}`;
  if (etag) koppen["If-Match"] = etag;
  if (accept) koppen.Accept = accept;
  if (json !== undefined) { koppen["Content-Type"] = "application/json"; lichaam = JSON.stringify(json); }
  if (inhoud !== undefined) { koppen["Content-Type"] = "application/octet-stream"; lichaam = inhoud; }
  if (formulier !== undefined) lichaam = new URLSearchParams(formulier);
  let antwoord;
  try {
    antwoord = await fetch(pad, { method: methode, headers: koppen, body: lichaam, cache: "no-store", credentials: "omit" });
  } catch {
    throw new Fout(0, { detail: "Er is geen verbinding. Controleer uw internet en probeer het opnieuw." });
  }
  if (antwoord.status === 204) return { antwoord, data: null };
  const soort = antwoord.headers.get("Content-Type") || "";
  const data = soort.includes("json") ? await antwoord.json() : await antwoord.blob();
  if (!antwoord.ok) throw new Fout(antwoord.status, soort.includes("json") ? data : {});
  return { antwoord, data };
}

// Without a fragment: that is where the link of the mail and the vacancy stand.
document.querySelector(".spring").addEventListener("click", (gebeurtenis) => {
  gebeurtenis.preventDefault();
  document.querySelector("main").focus();
});

const namen = new Map();

// The names of the employers of a vacancy; each is asked once.
export async function werkgeverVan(vacature, token) {
  const oins = vacature.werkgevers?.length ? vacature.werkgevers : [vacature.werkgever];
  const gevonden = await Promise.all(oins.map(async (oin) => {
    if (!namen.has(oin)) {
      namen.set(oin, vraag(`deelname/v1/organisaties/${oin}`, { token }).then(({ data }) => data.naam).catch(() => null));
    }
    return namen.get(oin);
  }));
  return gevonden.filter(Boolean).join(", ") || null;
}

export function datum(moment) {
  return new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "Europe/Amsterdam" }).format(new Date(moment));
}

export function getal(aantal) {
  return aantal.toLocaleString("nl-NL", { maximumFractionDigits: 2 });
}

export function euro(cent) {
  const cijfers = cent % 100 ? 2 : 0;
  const vorm = { style: "currency", currency: "EUR", minimumFractionDigits: cijfers, maximumFractionDigits: cijfers };
  return new Intl.NumberFormat("nl-NL", vorm).format(cent / 100);
}

export function tijdstip(moment) {
  return new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Amsterdam" }).format(new Date(moment));
}

// One busy button at a time; what goes wrong is told and nothing is lost from a form.
export async function bezig(knop, werk) {
  knop.disabled = true;
  try {
    return await werk();
  } catch (fout) {
    if (!(fout instanceof Fout)) throw fout;
    meld(fout.message, true);
    return undefined;
  } finally {
    knop.disabled = false;
  }
}

// A question before what cannot be undone; the page has the window for it.
export function zeker(kop, tekst, ja) {
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

export function toonVeldfouten(formulier, fouten) {
  for (const oud of formulier.querySelectorAll(".veldfout")) oud.remove();
  for (const veld of formulier.elements) { veld.removeAttribute("aria-invalid"); }
  let eerste = null;
  for (const { naam, reden } of fouten) {
    const veld = formulier.elements[naam];
    if (!veld) continue;
    const uitleg = maak("p", reden, { className: "veldfout", id: `fout-${veld.id}` });
    veld.before(uitleg);
    veld.setAttribute("aria-invalid", "true");
    const hulp = (veld.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && !id.startsWith("fout-"));
    veld.setAttribute("aria-describedby", [uitleg.id, ...hulp].join(" "));
    eerste = eerste || veld;
  }
  if (eerste) eerste.focus();
  return eerste !== null;
}

export function leegOfFout(formulier, wensen) {
  const fouten = [];
  for (const [naam, reden] of wensen) {
    const veld = formulier.elements[naam];
    if (!veld.value.trim() || !veld.checkValidity()) fouten.push({ naam, reden });
  }
  return toonVeldfouten(formulier, fouten);
}

// A button that shows a form, and hides it again.
export function opent(knop, formulier, veld) {
  knop.setAttribute("aria-expanded", "false");
  knop.addEventListener("click", () => {
    formulier.hidden = !formulier.hidden;
    knop.setAttribute("aria-expanded", String(!formulier.hidden));
    if (!formulier.hidden) veld.focus();
  });
}

export function bewaarBestand(inhoud, naam) {
  const adres = URL.createObjectURL(inhoud);
  maak("a", null, { href: adres, download: naam }).click();
  setTimeout(() => URL.revokeObjectURL(adres), 10_000);
}

export const SOORTEN = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
};

export async function stuurDocument(token, sollicitatie, bestand) {
  const mediaType = SOORTEN[bestand.name.split(".").pop().toLowerCase()];
  if (!mediaType) throw new Fout(0, { detail: `${bestand.name}: kies een pdf-, docx- of odt-bestand.` });
  if (bestand.size > 10_000_000) throw new Fout(0, { detail: `${bestand.name} is groter dan 10 MB.` });
  if (bestand.size === 0) throw new Fout(0, { detail: `${bestand.name} is leeg.` });
  const basis = `vacatures/v1/sollicitaties/${sollicitatie}/documenten`;
  const json = { bestandsnaam: bestand.name.slice(-200), mediaType, grootte: bestand.size };
  const { data: document } = await vraag(basis, { token, methode: "POST", json });
  try {
    return (await vraag(`${basis}/${document.id}/inhoud`, { token, methode: "PUT", inhoud: bestand })).data;
  } catch (fout) {
    await vraag(`${basis}/${document.id}`, { token, methode: "DELETE" }).catch(() => {});
    throw fout;
  }
}
