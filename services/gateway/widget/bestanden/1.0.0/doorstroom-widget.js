// Doorstroom widget: <doorstroom-widget> shows an employee what that employee may see now.
// Nothing from elsewhere, no framework. Text goes into the page as text only, styles as a style
// sheet object: a strict Content-Security-Policy with Trusted Types allows it. Licence: EUPL-1.2.

const BASIS = import.meta.url.slice(0, import.meta.url.lastIndexOf("/widget/"));
const SOORTEN = { vacature: "Vacature", klus: "Klus", trainee: "Traineeplaats", functieruil: "Functieruil" };
const SOLLICITEREN = {
  ja: "U kunt nu reageren.",
  aangehouden: "U kunt reageren. Uw reactie telt vanaf uw eigen fase.",
  nee: "U kunt hier nu niet op reageren.",
};
const UREN = [["", "Maakt niet uit"], ["-16", "Tot en met 16"], ["16-24", "16 tot en met 24"], ["24-32", "24 tot en met 32"], ["32-", "32 of meer"]];
const MARGE = 10; // seconds before its end that a token is asked anew
const GEDULD = 10_000; // milliseconds that a page may take to give the first token

const STIJL = `
:host { display: block; color: var(--utrecht-document-color, #1b1b1b); font-family: var(--utrecht-document-font-family, inherit);
  font-size: var(--utrecht-document-font-size, 1rem); line-height: var(--utrecht-document-line-height, 1.5);
  --_actie: var(--utrecht-button-primary-action-background-color, #154273); --_op-actie: var(--utrecht-button-primary-action-color, #fff);
  --_link: var(--utrecht-link-color, #154273); --_lijn: var(--utrecht-textbox-border-color, #767676);
  --_zacht: #4a4a4a; --_vlak: #f2f5f9; --_fout: #a51c00; --_wit: var(--utrecht-document-background-color, #fff); }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
section { background: var(--_wit); }
.kop { font-size: 1.4em; line-height: 1.25; margin: 0 0 .5em; font-family: var(--utrecht-heading-font-family, inherit); color: var(--utrecht-heading-color, inherit); }
form.zoek { display: flex; flex-wrap: wrap; gap: .75em 1em; align-items: end; background: var(--_vlak); padding: 1em; margin: 0 0 1em; }
.veld { flex: 1 1 11em; min-width: 0; }
label { display: block; font-weight: 600; margin: 0 0 .25em; }
input, select, textarea { font: inherit; color: inherit; width: 100%; min-height: 2.75em; padding: .4em .6em; background: var(--_wit);
  border: 1px solid var(--_lijn); border-radius: var(--utrecht-textbox-border-radius, 2px); }
textarea { min-height: 8em; }
button { font: inherit; font-weight: 600; min-height: 2.75em; padding: .4em 1.1em; cursor: pointer; border: 2px solid var(--_actie);
  border-radius: var(--utrecht-button-border-radius, 2px); background: var(--_actie); color: var(--_op-actie); }
button.licht { background: var(--_wit); color: var(--_link); border-color: currentColor; }
button:disabled { opacity: .6; cursor: default; }
:focus-visible { outline: 3px solid var(--utrecht-focus-outline-color, #1b1b1b); outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
[tabindex="-1"]:focus { outline: none; box-shadow: none; }
a { color: var(--_link); }
p { margin: .5em 0; }
.stand:empty, .fout:empty { display: none; }
.stand { color: var(--_zacht); }
.fout { border: 2px solid var(--_fout); color: var(--_fout); padding: .75em 1em; margin: 0 0 1em; font-weight: 600; }
.fout p { margin: 0 0 .5em; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--_lijn); padding: 1em 0; }
.titel { font-size: 1.1em; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
.titel a, .titel button { display: inline-block; min-height: 24px; }
.titel button { all: unset; box-sizing: border-box; cursor: pointer; color: var(--_link); text-decoration: underline; min-height: 24px; }
.titel button:focus-visible { outline: 3px solid var(--utrecht-focus-outline-color, #1b1b1b); outline-offset: 2px; }
.soort { display: inline-block; font-size: .85em; font-weight: 700; padding: .1em .6em; border: 1px solid currentColor; border-radius: 1em; color: var(--_link); background: var(--_wit); margin: 0 0 .4em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: .5em 0 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
dialog { color: inherit; background: var(--_wit); border: 2px solid currentColor; border-radius: 4px; width: min(46rem, calc(100% - 2rem)); max-height: calc(100% - 2rem); overflow: auto; padding: 1.25em; }
dialog::backdrop { background: rgb(0 0 0 / 60%); }
.tekst { white-space: pre-line; overflow-wrap: anywhere; }
.knoppen { display: flex; flex-wrap: wrap; gap: .75em; margin: 1em 0 0; align-items: center; }
.meer { margin: .5em 0 0; }
@media (max-width: 30em) { dl { grid-template-columns: 1fr; } dd { margin: 0 0 .3em; } form.zoek button, .knoppen button { width: 100%; } }
@media (forced-colors: active) { button, .soort { border-color: ButtonText; } }
`;

let stijl; // one sheet for all widgets of a page

function maak(soort, tekst, eigenschappen = {}) {
  const { aria, ...rest } = eigenschappen;
  const element = Object.assign(document.createElement(soort), rest);
  for (const [naam, waarde] of Object.entries(aria || {})) element.setAttribute(naam, waarde);
  if (tekst !== undefined && tekst !== null) element.textContent = tekst;
  return element;
}

function dag(tekst) {
  const moment = new Date(`${tekst}T12:00:00Z`);
  return new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "Europe/Amsterdam" }).format(moment);
}

function uren(van, tot) {
  const getal = (aantal) => String(aantal).replace(".", ",");
  if (van === null && tot === null) return null;
  if (van === null || tot === null || van === tot) return `${getal(tot ?? van)} uur per week`;
  return `${getal(van)} tot ${getal(tot)} uur per week`;
}

class Fout extends Error {
  constructor(soort, zin, status = 0) {
    super(zin);
    this.soort = soort;
    this.status = status;
  }
}

class DoorstroomWidget extends HTMLElement {
  static observedAttributes = ["token", "token-url", "soorten", "werkgever", "gateway"];

  #haalToken = null;
  #geduld = null;
  #token = null;
  #tot = 0;
  #pagina = 0;
  #bezig = null;
  #open = null;
  #deel = {};

  connectedCallback() {
    if (Object.hasOwn(this, "haalToken")) { // set before this file was there
      this.#haalToken = this.haalToken;
      delete this.haalToken;
    }
    if (!this.shadowRoot) this.#bouw();
    queueMicrotask(() => this.isConnected && this.#zoek());
  }

  disconnectedCallback() {
    clearTimeout(this.#geduld);
    this.#bezig?.abort();
    this.#deel.venster?.close();
  }

  // A function of the page that gives a fresh token: a text, or the answer of the token endpoint.
  get haalToken() {
    return this.#haalToken;
  }

  set haalToken(functie) {
    this.#haalToken = functie;
    this.#vergeet();
    if (this.shadowRoot && this.isConnected) this.#zoek();
  }

  attributeChangedCallback(naam, oud, nieuw) {
    if (oud === nieuw) return;
    if (naam.startsWith("token")) this.#vergeet();
    if (this.shadowRoot && this.isConnected) this.#zoek();
  }

  // Ask again, for instance after the page has set another token.
  ververs() {
    this.#vergeet();
    return this.#zoek();
  }

  // ---- what stands in the page
  #bouw() {
    const wortel = this.attachShadow({ mode: "open" });
    if (!stijl) {
      stijl = new CSSStyleSheet();
      stijl.replaceSync(STIJL);
    }
    wortel.adoptedStyleSheets = [stijl];
    const niveau = Math.min(5, Math.max(2, Number(this.getAttribute("kopniveau")) || 2));
    const kop = maak(`h${niveau}`, this.getAttribute("kop") || "Werk voor u", { className: "kop", id: "kop" });
    const vak = maak("section", null, { aria: { "aria-labelledby": "kop" } });
    const deel = (this.#deel = {
      niveau,
      formulier: this.#formulier(),
      stand: maak("p", "", { className: "stand", aria: { role: "status", "aria-live": "polite" } }),
      fout: maak("div", null, { className: "fout", aria: { role: "alert" } }),
      lijst: maak("ul", null, { aria: { role: "list" } }),
      meer: maak("button", "Toon meer", { type: "button", className: "licht meer", hidden: true }),
      venster: maak("dialog", null, { aria: { "aria-labelledby": "venster-kop" } }),
    });
    deel.meer.addEventListener("click", () => this.#zoek(this.#pagina + 1));
    vak.append(kop, deel.formulier, deel.stand, deel.fout, deel.lijst, deel.meer, deel.venster);
    vak.lang = "nl";
    wortel.append(vak);
  }

  #formulier() {
    const formulier = maak("form", null, { className: "zoek", noValidate: true, aria: { role: "search", "aria-labelledby": "kop" } });
    const veld = (id, label, element) => {
      const vak = maak("div", null, { className: "veld" });
      element.id = element.name = id;
      vak.append(maak("label", label, { htmlFor: id }), element);
      formulier.append(vak);
      return element;
    };
    veld("q", "Zoeken op woorden", maak("input", null, { type: "search", maxLength: 100, autocomplete: "off" }));
    const soorten = this.#soorten();
    if (soorten.length > 1) {
      const keuze = veld("soort", "Wat zoekt u?", maak("select"));
      keuze.append(maak("option", "Alles", { value: "" }), ...soorten.map((een) => maak("option", SOORTEN[een], { value: een })));
      keuze.addEventListener("change", () => this.#zoek());
    }
    const perWeek = veld("uren", "Uren per week", maak("select"));
    perWeek.append(...UREN.map(([value, tekst]) => maak("option", tekst, { value })));
    perWeek.addEventListener("change", () => this.#zoek());
    formulier.append(maak("button", "Zoek", { type: "submit" }));
    formulier.addEventListener("submit", (gebeurtenis) => {
      gebeurtenis.preventDefault();
      this.#zoek();
    });
    return formulier;
  }

  #soorten() {
    const gevraagd = (this.getAttribute("soorten") || "vacature klus").split(/[\s,]+/);
    const bekend = gevraagd.filter((een) => Object.hasOwn(SOORTEN, een));
    return bekend.length ? bekend : Object.keys(SOORTEN);
  }

  // ---- asking
  #vraag(pagina) {
    const vraag = new URLSearchParams({ page: pagina, pageSize: Math.min(100, Math.max(1, Number(this.getAttribute("aantal")) || 10)), telling: true });
    const veld = this.#deel.formulier.elements;
    const q = veld.q.value.trim();
    if (q.length >= 2) vraag.set("q", q);
    for (const een of veld.soort?.value ? [veld.soort.value] : this.#soorten()) vraag.append("soort", een);
    const [van, tot] = veld.uren.value.split("-");
    if (van) vraag.set("urenMin", van);
    if (tot) vraag.set("urenMax", tot);
    if (this.getAttribute("werkgever")) vraag.set("werkgever", this.getAttribute("werkgever"));
    return vraag;
  }

  async #zoek(pagina = 1) {
    this.#bezig?.abort();
    const bezig = (this.#bezig = new AbortController());
    const { lijst, stand, fout, meer } = this.#deel;
    fout.replaceChildren();
    meer.disabled = true;
    lijst.setAttribute("aria-busy", "true");
    stand.textContent = "Bezig met laden…";
    clearTimeout(this.#geduld);
    try {
      if (!this.#heeftBron()) await this.#wachtOpBron();
      if (bezig.signal.aborted) return;
      const gevonden = await this.#roep(`/vacatures/v1/mogelijkheden?${this.#vraag(pagina)}`, { signal: bezig.signal });
      if (bezig.signal.aborted) return;
      this.#pagina = pagina;
      this.#toon(gevonden, pagina);
    } catch (reden) {
      if (bezig.signal.aborted) return;
      this.#toonFout(reden, pagina);
    } finally {
      if (this.#bezig === bezig) {
        lijst.removeAttribute("aria-busy");
        meer.disabled = false;
      }
    }
  }

  #vergeet() {
    this.#token = null;
    this.#tot = 0;
  }

  #kanVernieuwen() {
    return typeof this.haalToken === "function" || this.hasAttribute("token-url");
  }

  #heeftBron() {
    return this.#kanVernieuwen() || Boolean(this.getAttribute("token"));
  }

  // A script of the page may still give it; that starts a new search.
  #wachtOpBron() {
    return new Promise((klaar) => { this.#geduld = setTimeout(klaar, GEDULD); });
  }

  async #sleutel(signal) {
    if (this.#token && performance.now() < this.#tot) return this.#token;
    let gegeven = this.getAttribute("token");
    if (typeof this.haalToken === "function") gegeven = await this.haalToken();
    else if (this.hasAttribute("token-url")) gegeven = await this.#vanPagina(signal);
    const token = typeof gegeven === "string" ? gegeven : gegeven?.toegangstoken;
    if (!token) throw new Fout("token", "U bent niet (meer) aangemeld. Ververs de pagina of meld u opnieuw aan.", 401);
    const seconden = Number(gegeven?.geldigSeconden) || 3600;
    this.#token = token;
    this.#tot = performance.now() + Math.max(1, seconden - MARGE) * 1000;
    return token;
  }

  // The own server of the intranet gives it, to whoever is logged in there.
  async #vanPagina(signal) {
    const adres = new URL(this.getAttribute("token-url"), document.baseURI);
    if (adres.origin !== location.origin) throw new Fout("fout", "Dit onderdeel is verkeerd ingesteld.");
    const antwoord = await fetch(adres, { signal, cache: "no-store", headers: { Accept: "application/json" } });
    return antwoord.ok ? antwoord.json() : null;
  }

  async #roep(pad, { signal, methode = "GET", lichaam, koppen = {} } = {}) {
    const basis = (this.getAttribute("gateway") || BASIS).replace(/\/$/, "");
    for (let poging = 1; ; poging += 1) {
      let antwoord;
      try {
        const Authorization = `Bearer ${await this.#sleutel(signal)}`;
        antwoord = await fetch(basis + pad, {
          method: methode, signal, body: lichaam, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
          headers: { Authorization, Accept: "application/json", ...koppen },
        });
      } catch (reden) {
        if (reden instanceof Fout) throw reden;
        throw new Fout("fout", "Er is geen verbinding. Probeer het opnieuw.");
      }
      if (antwoord.status === 401) {
        this.#vergeet();
        if (poging === 1 && this.#kanVernieuwen()) continue;
        throw new Fout("token", "Uw aanmelding is verlopen. Ververs de pagina of meld u opnieuw aan.", 401);
      }
      if (antwoord.ok) return antwoord.status === 204 ? null : antwoord.json();
      throw await this.#weigering(antwoord);
    }
  }

  async #weigering(antwoord) {
    const gegevens = await antwoord.json().catch(() => ({}));
    if (antwoord.status === 429) return new Fout("fout", "Het is nu erg druk. Probeer het over een minuut opnieuw.", 429);
    if (antwoord.status === 403) return new Fout("fout", "U heeft hier geen toegang toe.", 403);
    if (antwoord.status === 404) return new Fout("weg", "Dit is er niet meer.", 404);
    const redenen = [...(gegevens.invalidParams || []), ...(gegevens.beletselen || [])].map((een) => een.reason || een.reden).filter(Boolean);
    const zin = antwoord.status < 500 && (redenen.join(" ") || gegevens.detail);
    return new Fout("fout", zin || "Er ging iets mis. Probeer het later opnieuw.", antwoord.status);
  }

  // ---- showing
  #toon({ results, count, next }, pagina) {
    const { lijst, stand, meer } = this.#deel;
    const regels = results.map((een) => this.#regel(een));
    if (pagina === 1) lijst.replaceChildren(...regels);
    else lijst.append(...regels);
    lijst.hidden = !lijst.children.length;
    meer.hidden = !next;
    if (!lijst.children.length) stand.textContent = "Er is nu niets gevonden dat u mag zien. Probeer andere woorden, of kom later terug.";
    else stand.textContent = `${count} gevonden${next ? `, ${lijst.children.length} getoond` : ""}.`;
    if (pagina > 1) regels[0]?.querySelector(".titel a, .titel button")?.focus();
    this.#meld("doorstroom-geladen", { aantal: count });
  }

  #toonFout(reden, pagina) {
    const { fout, stand, lijst, meer } = this.#deel;
    const bekend = reden instanceof Fout;
    stand.textContent = "";
    if (pagina === 1) {
      lijst.replaceChildren();
      lijst.hidden = meer.hidden = true;
    }
    const opnieuw = maak("button", "Probeer opnieuw", { type: "button", className: "licht" });
    opnieuw.addEventListener("click", () => {
      this.#vergeet();
      this.#deel.formulier.elements.q.focus();
      this.#zoek(pagina);
    });
    fout.replaceChildren(maak("p", bekend ? reden.message : "Er ging iets mis. Probeer het later opnieuw."), opnieuw);
    this.#meld(bekend && reden.soort === "token" ? "doorstroom-token-verlopen" : "doorstroom-fout", { status: reden.status || 0 });
  }

  #meld(naam, detail) {
    this.dispatchEvent(new CustomEvent(naam, { bubbles: true, composed: true, detail }));
  }

  // An address of the page's own, with {soort} and {id} filled in; nothing but http(s).
  #adres(kenmerk, een) {
    const vorm = this.getAttribute(kenmerk);
    if (!vorm) return null;
    const gevuld = vorm.replaceAll("{soort}", encodeURIComponent(een.soort)).replaceAll("{id}", encodeURIComponent(een.id));
    return this.#veilig(gevuld);
  }

  #veilig(adres) {
    try {
      const url = new URL(adres, document.baseURI);
      return ["http:", "https:"].includes(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }

  #regel(een) {
    const regel = maak("li");
    const titel = maak(`h${this.#deel.niveau + 1}`, null, { className: "titel" });
    const adres = this.#adres("detail-url", een);
    const link = adres ? maak("a", een.titel, { href: adres }) : maak("button", een.titel, { type: "button", aria: { "aria-haspopup": "dialog" } });
    if (!adres) link.addEventListener("click", () => this.#detail(een, link));
    titel.append(link);
    const artikel = maak("article");
    artikel.append(maak("p", SOORTEN[een.soort], { className: "soort" }), titel, this.#feiten(een));
    regel.append(artikel);
    return regel;
  }

  #feiten(een) {
    const lijst = maak("dl");
    const feit = (naam, waarde) => waarde && lijst.append(maak("dt", naam), maak("dd", waarde));
    feit("Bij", een.werkgeverNaam);
    feit("Plaats", een.plaats);
    feit("Uren", uren(een.urenMin, een.urenMax));
    feit("Vanaf", een.vanDatum && dag(een.vanDatum));
    feit("Tot en met", een.totDatum && dag(een.totDatum));
    feit("Reageren kan tot en met", een.sluitingsDatum && dag(een.sluitingsDatum));
    return lijst;
  }

  // ---- one of them
  async #detail(een, link) {
    const { venster, niveau } = this.#deel;
    const kop = maak(`h${niveau}`, een.titel, { id: "venster-kop", className: "kop", tabIndex: -1 });
    const inhoud = maak("div");
    const stand = maak("p", "Bezig met laden…", { className: "stand", aria: { role: "status" } });
    const sluit = maak("button", "Sluiten", { type: "button", className: "licht" });
    sluit.addEventListener("click", () => venster.close());
    const knoppen = maak("div", null, { className: "knoppen" });
    knoppen.append(sluit);
    venster.replaceChildren(maak("p", SOORTEN[een.soort], { className: "soort" }), kop, stand, inhoud, knoppen);
    venster.onclose = () => link.focus();
    venster.showModal();
    kop.focus();
    const deze = (this.#open = {});
    try {
      const alles = await this.#roep(`/vacatures/v1/mogelijkheden/${een.id}`);
      if (this.#open !== deze) return;
      stand.textContent = "";
      inhoud.append(this.#feiten(alles));
      if (alles.omschrijving) inhoud.append(maak("p", alles.omschrijving, { className: "tekst" }));
      this.#reageren(alles, inhoud, stand);
    } catch (reden) {
      if (this.#open !== deze) return;
      stand.textContent = reden instanceof Fout ? reden.message : "Er ging iets mis. Probeer het later opnieuw.";
      if (reden.soort === "token") this.#meld("doorstroom-token-verlopen", { status: 401 });
    }
  }

  #reageren(een, inhoud, stand) {
    if (een.magSolliciteren) inhoud.append(maak("p", SOLLICITEREN[een.magSolliciteren]));
    if (een.magSolliciteren === "nee") return;
    const adres = (een.sollicitatieUrl && this.#veilig(een.sollicitatieUrl)) || this.#adres("reageer-url", een);
    if (adres) {
      const regel = maak("p");
      regel.append(maak("a", een.soort === "vacature" ? "Solliciteer" : "Reageer", { href: adres }));
      inhoud.append(regel);
    } else if (een.soort === "vacature" && this.hasAttribute("solliciteren")) {
      inhoud.append(this.#sollicitatie(een, stand));
    }
  }

  #sollicitatie(een, stand) {
    const formulier = maak("form");
    const tekst = maak("textarea", null, { id: "motivatie", maxLength: 10000 });
    const knop = maak("button", "Solliciteer", { type: "submit" });
    const knoppen = maak("div", null, { className: "knoppen" });
    const sleutel = crypto.randomUUID?.() ?? `${Date.now()}-${performance.now()}`; // once, however often it is pressed
    knoppen.append(knop);
    formulier.append(maak("label", "Uw motivatie (hoeft niet)", { htmlFor: "motivatie" }), tekst, knoppen);
    formulier.addEventListener("submit", async (gebeurtenis) => {
      gebeurtenis.preventDefault();
      knop.disabled = true;
      stand.textContent = "Bezig met versturen…";
      try {
        const motivatie = tekst.value.trim();
        await this.#roep(`/vacatures/v1/vacatures/${een.id}/sollicitaties`, {
          methode: "POST",
          lichaam: JSON.stringify(motivatie ? { motivatie } : {}),
          koppen: { "Content-Type": "application/json", "Idempotency-Key": sleutel },
        });
        formulier.replaceChildren();
        stand.textContent = "Uw sollicitatie is verstuurd.";
        this.#deel.venster.querySelector("#venster-kop")?.focus();
        this.#meld("doorstroom-gesolliciteerd", { id: een.id });
      } catch (reden) {
        knop.disabled = false;
        stand.textContent = reden instanceof Fout ? reden.message : "Er ging iets mis. Probeer het later opnieuw.";
      }
    });
    return formulier;
  }
}

if (!customElements.get("doorstroom-widget")) customElements.define("doorstroom-widget", DoorstroomWidget);
