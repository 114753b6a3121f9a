// What an inzet does to the own income: typed in, computed, shown, and kept nowhere.
import { $, bezig, euro, getal, maak, meld, toonVeldfouten } from "./basis.js";
import { eigen } from "./sessie.js";

const UREN = "\\s*[0-9]{1,2}([.,][0-9])?\\s*";
const BEDRAG = "\\s*[0-9]{1,4}([.,][0-9]{1,2})?\\s*";
const GETAL = (veld) => Number(veld.value.trim().replace(",", "."));
const CENT = (veld) => (veld.value.trim() ? Math.round(GETAL(veld) * 100) : null);

export const isNodig = (inzet, voorwaarden) => inzet.soort === "klus" || voorwaarden.variant === "uren_verminderd";

// `stuur` does the call, so that terms that changed meanwhile are told as elsewhere on the page.
export function inkomensvraag(inzet, voorwaarden, etag, stuur) {
  const minder = voorwaarden.variant === "uren_verminderd";
  const groep = maak("fieldset", null, { id: `inkomen-${inzet.id}` });
  groep.append(
    maak("legend", "Wat betekent dit voor uw inkomen?"),
    maak("p", "Bekijk dit voordat u ja zegt. Wat u invult, bewaren wij niet en ziet niemand anders. Uw loon invullen hoeft niet."),
  );
  const veld = (naam, tekst, pattern) => {
    const dit = maak("input", null, { id: `${naam}-${inzet.id}`, name: naam, type: "text", inputMode: "decimal", autocomplete: "off", maxLength: 10, pattern });
    groep.append(maak("label", tekst, { htmlFor: dit.id }), dit);
    return dit;
  };
  const contract = veld("contracturen", "Uren per week in uw contract", UREN);
  const loon = veld("uurloon", "Uw bruto uurloon in euro (hoeft niet)", BEDRAG);
  const elders = minder ? veld("elders", "Bruto uurloon van het andere werk in euro (hoeft niet)", BEDRAG) : null;
  const knop = maak("button", "Bekijk wat dit betekent", { type: "button", className: "licht" });
  const uitkomst = maak("div", null, { tabIndex: -1 });
  uitkomst.setAttribute("role", "group");
  uitkomst.setAttribute("aria-label", "Wat dit voor uw inkomen betekent");
  knop.addEventListener("click", () => bezig(knop, async () => {
    const bedrag = "Vul een bedrag in, zoals 25 of 25,50. Of laat dit leeg.";
    if (isFout(groep, [[contract, true, "Vul de uren van uw contract in, zoals 36 of 25,5."], [loon, false, bedrag], [elders, false, bedrag]])) return;
    const json = { contracturen: GETAL(contract), uurloonCent: CENT(loon), uurloonEldersCent: elders ? CENT(elders) : null };
    const { data } = await stuur(() => eigen(`pool/v1/inzetten/${inzet.id}/inkomenseffect`, { methode: "PUT", json, etag }));
    toonUitkomst(uitkomst, data.varianten.find((een) => een.variant === voorwaarden.variant));
    meld("");
    uitkomst.focus();
  }));
  groep.append(knop, uitkomst);
  return groep;
}

// What is wrong with the fields stands beside them; the first of them gets the focus.
function isFout(groep, velden) {
  const fouten = velden.filter(([veld, moet]) => veld && (!veld.checkValidity() || (moet && !veld.value.trim())));
  return toonVeldfouten(groep, fouten.map(([veld, , reden]) => ({ naam: veld.name, reden })));
}

export function vraagEerst(inzet, reden) {
  toonVeldfouten($(`inkomen-${inzet.id}`), [{ naam: "contracturen", reden }]);
}

function toonUitkomst(plek, effect) {
  const lijst = maak("dl");
  const rij = (naam, waarde) => { if (waarde !== null) lijst.append(maak("dt", naam), maak("dd", waarde)); };
  const bedrag = (cent) => (typeof cent === "number" ? `${euro(cent)} bruto per maand` : null);
  rij("Uren die uw werkgever betaalt", `${getal(effect.contracturen)} per week`);
  rij("Uren die u daar werkt", `${getal(effect.urenThuis)} per week`);
  if (effect.variant === "uren_verminderd") {
    rij("Uw werkgever betaalt minder", bedrag(effect.minderCent));
    rij("Het andere werk betaalt", bedrag(effect.eldersCent));
    if (typeof effect.eldersCent === "number") rij("Verschil", bedrag(effect.verschilCent));
  }
  const uitleg = maak("ul");
  for (const zin of effect.uitleg) uitleg.append(maak("li", zin));
  plek.replaceChildren(lijst, uitleg);
}
