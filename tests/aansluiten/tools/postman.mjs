// One Postman collection of all our OpenAPI documents, and an environment with what the running demo gave out.
//
//   node postman.mjs <folder with documents> <folder to write to> [<demo.sh>]
//
// openapi-to-postmanv2 makes the requests; here they get one address, one token and a first folder that tells a story.
import { mkdirSync, readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import converter from "openapi-to-postmanv2";

const OPTIONS = {
  folderStrategy: "Tags",
  enableOptionalParameters: false,
  alwaysInheritAuthentication: true,
  includeAuthInfoInExample: false,
  requestNameSource: "Fallback",
};
const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
const NOBODY = { type: "noauth" };

// Without patterns and lengths the converter writes `<string>` where it would make up noise.
const NOISE = ["pattern", "minLength", "maxLength", "maxProperties"];
function quiet(key, value) {
  if (NOISE.includes(key) && typeof value !== "object") return undefined;
  return key === "type" && Array.isArray(value) ? value[0] : value;
}

function convert(file) {
  const data = JSON.stringify(JSON.parse(readFileSync(file, "utf8"), quiet));
  return new Promise((done, fail) =>
    converter.convertV2({ type: "string", data }, OPTIONS, (error, result) =>
      error || !result.result ? fail(error ?? new Error(`${file}: ${result.reason}`)) : done(result.output[0].data),
    ),
  );
}

// Requests and folders as we want them: our address, nothing made up that is optional, no kept answers (they are megabytes).
function tidy(item, api) {
  if (item.item) return { name: item.name, description: item.description, item: item.item.map((one) => tidy(one, api)) };
  const { name, description, method, header, url, body } = item.request;
  const query = (url.query ?? []).map((one) => ({ ...one, disabled: true }));
  return {
    name: item.name,
    request: {
      name, description, method, body,
      header: (header ?? []).filter((one) => one.key !== "Authorization"),
      url: { host: ["{{DOORSTROOM}}"], path: [api, "v1", ...url.path], query, variable: (url.variable ?? []).map(known) },
    },
  };
}

// The ids of the demo that we know; the others are for who uses it.
function known(variable) {
  return { ...variable, value: `{{${variable.key}}}` };
}

function test(name, ...lines) {
  return [{ listen: "test", script: { type: "text/javascript", exec: [`pm.test(${JSON.stringify(name)}, () => {`, ...lines, "});"] } }];
}

function begin(name, auth, [method, ...path], body, event) {
  const request = { method, header: [], url: { host: ["{{DOORSTROOM}}"], path } };
  if (auth) request.auth = auth;
  if (body) {
    request.header.push({ key: "Content-Type", value: "application/json" });
    request.body = { mode: "raw", raw: JSON.stringify(body) };
  }
  return { name, request, event };
}

function as(variable) {
  return { type: "bearer", bearer: [{ key: "token", value: `{{${variable}}}`, type: "string" }] };
}

const LIST = ["GET", "vacatures", "v1", "vacatures"];
const ONE = [...LIST, "{{VACATURE}}"];
const STORY = [
  begin("1. Wie ben ik", undefined, ["GET", "toegang", "v1", "mij"], undefined, test("een bekende", "pm.response.to.have.status(200);")),
  begin("2. Een vacaturebank ziet alleen wat openbaar is", NOBODY, LIST, undefined,
    test("één vacature", "pm.expect(pm.response.json().results.map((v) => v.fase)).to.eql(['openbaar']);")),
  begin("3. Een medewerker van een partner ziet meer, en eerder", as("PARTNER"), LIST, undefined,
    test("met voorrang", "pm.expect(pm.response.json().results.map((v) => v.fase)).to.include('partners');")),
  begin("4. Eén vacature", as("PARTNER"), ONE, undefined, test("de gevraagde", "pm.expect(pm.response.json().id).to.eql(pm.environment.get('VACATURE'));")),
  begin("5. Voor wie hij niet is, bestaat hij niet", as("ELDERS"), ONE, undefined,
    test("niet gevonden", "pm.response.to.have.status(404);", "pm.expect(pm.response.json().code).to.eql('niet-gevonden');")),
  begin("6. Solliciteren (de tweede keer: 409 met de reden)", as("PARTNER"), ["POST", ...ONE.slice(1), "sollicitaties"], { motivatie: "Graag." },
    test("eenmaal", "pm.expect(pm.response.code).to.be.oneOf([201, 409]);")),
  begin("7. De recruiter ziet de kandidaten in volgorde", as("RECRUITER"), [...ONE, "sollicitaties"], undefined,
    test("een partner", "pm.expect(pm.response.json().results.map((s) => s.categorie)).to.include('partner');")),
];

function environment(file) {
  const text = file && existsSync(file) ? readFileSync(file, "utf8") : "export DOORSTROOM='http://127.0.0.1:8000'\n";
  const values = [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, key, value]) => ({ key, value, enabled: true }));
  return [...values, { key: "token", value: "{{PARTNER}}", enabled: true }];
}

const [documents, out, demo] = process.argv.slice(2);
const files = readdirSync(documents).filter((name) => name.endsWith(".json")).sort();
const folders = [];
for (const name of files) {
  const api = basename(name, ".json");
  const made = await convert(join(documents, name));
  folders.push({ name: api, description: made.info.description, item: made.item.map((one) => tidy(one, api)) });
}
const collection = {
  info: { name: "Doorstroom", schema: SCHEMA, description: "Alle operaties; kies met de variabele `token` wie u bent." },
  auth: as("token"),
  item: [{ name: "Begin hier", item: STORY }, ...folders],
};
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "doorstroom.postman_collection.json"), JSON.stringify(collection, null, 1));
const settings = { name: "Doorstroom (demo)", values: environment(demo), _postman_variable_scope: "environment" };
writeFileSync(join(out, "doorstroom.postman_environment.json"), JSON.stringify(settings, null, 1), { mode: 0o600 });
