// Who is logged in in this tab: the token, gone with the tab, and what is asked with it.
import { Fout, vraag } from "./basis.js";

const BEWAARPLEK = "doorstroom-token";
let token = sessionStorage.getItem(BEWAARPLEK);
let bijEinde = () => {};

export const mijnToken = () => token;

export function alsHetEindigt(doe) {
  bijEinde = doe;
}

export function zetToken(nieuw) {
  token = nieuw;
  if (nieuw === null) sessionStorage.removeItem(BEWAARPLEK);
  else sessionStorage.setItem(BEWAARPLEK, nieuw);
}

export async function eigen(pad, wat = {}) {
  try {
    return await vraag(pad, { ...wat, token });
  } catch (fout) {
    if (!(fout instanceof Fout) || fout.status !== 401) throw fout;
    zetToken(null);
    bijEinde();
    throw new Fout(401, { detail: "U bent uitgelogd. Vraag een nieuwe link." });
  }
}
