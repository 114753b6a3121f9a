// Everything that the widget on a page shows, and what opens when each of these titles is pressed.
import { gegeven, metBrowser, open } from "./scherm.mjs";

const KLAAR = () => {
  const wortel = document.querySelector("doorstroom-widget")?.shadowRoot;
  const lijst = wortel?.querySelector("ul");
  return lijst && !lijst.hasAttribute("aria-busy") && wortel.querySelector(".stand").textContent !== "";
};

await metBrowser(async (browser) => {
  const { page, gezegd } = await open(browser, gegeven.url);
  await page.waitForFunction(KLAAR, { timeout: 20000 });
  const wortel = await page.evaluateHandle(() => document.querySelector("doorstroom-widget").shadowRoot);
  for (let nr = 0; nr < 20 && !(await wortel.evaluate((een) => een.querySelector(".meer").hidden)); nr += 1) {
    await wortel.evaluate((een) => (een.querySelector("button.meer") ?? een.querySelector(".meer button")).click());
    await page.waitForFunction(KLAAR, { timeout: 20000 });
  }
  const gezien = await wortel.evaluate((een) => [...een.querySelectorAll("li")].map((li) => [
    li.querySelector(".soort").textContent, li.querySelector(".titel").textContent,
  ]));
  const geopend = {};
  for (const titel of gegeven.titels) {
    await wortel.evaluate((een, t) => [...een.querySelectorAll(".titel button")].find((knop) => knop.textContent === t).click(), titel);
    await page.waitForFunction(() => document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog .tekst"), { timeout: 10000 });
    geopend[titel] = await wortel.evaluate((een) => een.querySelector("dialog").innerText);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("doorstroom-widget").shadowRoot.querySelector("dialog").open, { timeout: 10000 });
  }
  return { gezien, geopend, gezegd };
});
