// The terms of an inzet in words, with what was else in the terms that were read before.
import { datum, euro, getal, maak } from "./basis.js";

const DOEL = {
  oude_functie: "in uw eigen functie",
  interne_klussen: "voor klussen bij uw werkgever",
  nader_te_bepalen: "in werk dat u en uw werkgever samen bepalen",
};
const LOON = {
  loondoorbetaling: "Uw werkgever betaalt uw loon door.",
  uren_verminderd: "U werkt minder uren bij uw werkgever en krijgt daar minder loon.",
};

export function periode({ van, tot }) {
  return tot ? `${datum(van)} tot en met ${datum(tot)}` : `Vanaf ${datum(van)}, zonder vaste laatste dag`;
}

function terugkeer({ terugkeerDatum, terugkeerDoel }) {
  if (!terugkeerDatum || !terugkeerDoel) return "Nog niet vastgelegd";
  return `Op ${datum(terugkeerDatum)} komt u terug bij uw werkgever, ${DOEL[terugkeerDoel]}.`;
}

function opzegtermijn({ opzegtermijnWeken: weken }) {
  if (weken === 0) return "Geen";
  return weken === 1 ? "1 week" : `${weken} weken`;
}

const REGELS = [
  ["Werk", (een) => een.werkzaamheden],
  ["Uren per week", (een) => getal(een.urenPerWeek)],
  ["Periode", periode],
  ["Plaats", (een) => een.plaats],
  ["Wie het werk leidt", (een) => een.leiding],
  ["Loon", (een) => LOON[een.variant]],
  ["Terugkeergarantie", terugkeer],
  ["Opzegtermijn", opzegtermijn],
  ["Uw werkgever krijgt ervoor", (een) => (een.tariefCentPerUur ? `${euro(een.tariefCentPerUur)} per uur` : null)],
];

// A list of what is agreed; beside what differs from `eerder` stands how it was.
export function termen(nu, eerder = null, vooraf = []) {
  const lijst = maak("dl");
  for (const [naam, waarde] of vooraf) if (waarde) lijst.append(maak("dt", naam), maak("dd", waarde));
  for (const [naam, zeg] of REGELS) {
    const tekst = zeg(nu);
    const was = eerder && zeg(eerder);
    const anders = eerder !== null && (tekst || "") !== (was || "");
    if (!tekst && !anders) continue;
    const plek = maak("dd", tekst || "Niet meer genoemd");
    if (anders) plek.append(" ", maak("strong", `(Veranderd. Eerst: ${was || "niet genoemd"})`));
    lijst.append(maak("dt", naam), plek);
  }
  lijst.append(maak("dt", "Versie van de voorwaarden"), maak("dd", String(nu.versie)));
  return lijst;
}
