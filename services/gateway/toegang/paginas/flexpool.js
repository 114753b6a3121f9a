// Own places in a flexpool: yes or no to being proposed, at any time.
import { $, Fout, bezig, maak, meld } from "./basis.js";
import { eigen } from "./sessie.js";

const P = "pool/v1";
const GEZEGD = (ja) => (ja === null ? "U heeft nog niets gezegd. U wordt niet voorgesteld." : `U zei ${ja ? "ja: u kunt worden voorgesteld" : "nee: u wordt niet voorgesteld"}.`);

// Without pool the rest of the page works on.
async function probeer(pad) {
  try {
    return (await eigen(pad)).data;
  } catch (fout) {
    if (fout instanceof Fout && fout.status !== 401) return null;
    throw fout;
  }
}

export async function toonFlexpool() {
  const gevonden = await probeer(`${P}/leden?pageSize=100`);
  if (!gevonden) return; // what is shown stays
  const leden = gevonden.results.filter((lid) => lid.status !== "afgewezen");
  $("leden").replaceChildren(...(await Promise.all(leden.map(toonLid))));
  $("flexpool").hidden = $("leden").children.length === 0;
}

async function toonLid(lid) {
  const pool = await probeer(`${P}/pools/${lid.pool}`);
  const stuk = maak("article");
  const kop = maak("h3", pool?.naam || "Flexpool", { id: `lid-${lid.id}` });
  stuk.setAttribute("aria-labelledby", kop.id);
  const knoppen = maak("div", null, { className: "knoppen" });
  if (lid.toestemming !== true) knoppen.append(knop(lid, true, "Ja, stel mij voor"));
  if (lid.toestemming !== false) knoppen.append(knop(lid, false, "Nee, stel mij niet voor"));
  stuk.append(kop, maak("p", GEZEGD(lid.toestemming)), knoppen);
  return stuk;
}

function knop(lid, ja, tekst) {
  const dit = maak("button", tekst, { type: "button", className: ja ? "" : "licht" });
  dit.addEventListener("click", () => bezig(dit, async () => {
    await eigen(`${P}/leden/${lid.id}/toestemming`, { methode: "PUT", json: { ja } });
    await toonFlexpool();
    $("kop-flexpool").focus();
    meld(`Uw antwoord is bewaard: ${ja ? "ja" : "nee"}.`);
  }));
  return dit;
}
