"use strict";
// The code stands behind the # of the link: it is never in an address that a server logs. Opening
// the page changes nothing, for mail scanners open links too; the button does.
const knop = document.getElementById("stop");
const uitkomst = document.getElementById("uitkomst");
const TEKST = {
  204: "U krijgt geen berichten meer over deze zoekopdracht.",
  400: "Deze link is niet volledig. Kopieer de hele link uit het bericht.",
  404: "Deze zoekopdracht bestaat niet meer; er komen geen berichten meer.",
};

knop.addEventListener("click", async () => {
  knop.disabled = true;
  try {
    const antwoord = await fetch("/vacatures/v1/zoekopdrachten/_afmelden", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code: location.hash.slice(1) }),
    });
    uitkomst.textContent = TEKST[antwoord.status] || "Het lukte niet. Probeer het later opnieuw.";
    knop.disabled = antwoord.status in TEKST;
  } catch {
    uitkomst.textContent = "Er is geen verbinding. Probeer het later opnieuw.";
    knop.disabled = false;
  }
});
