// One mistake per mutant: [the rule that must notice, what the mistake is, how to make it].

const list = (doc) => doc.paths["/dingen"].get;
const search = (doc) => doc.paths["/dingen/_zoek"].post;
const one = (doc) => doc.paths["/dingen/{dingId}"].delete;
const ding = (doc) => doc.components.schemas.Ding.properties;
const movePath = (from, to) => (doc) => {
  doc.paths[to] = doc.paths[from];
  delete doc.paths[from];
};
const addQuery = (name) => (doc) =>
  list(doc).parameters.push({ name, in: "query", description: "Proef.", schema: { type: "string", maxLength: 9 } });
const addField = (name, schema) => (doc) => void (ding(doc)[name] = schema);

export const mutants = [
  ["adr-path-segments", "snake_case", movePath("/dingen", "/oude_dingen")],
  ["adr-path-segments", "capitals", movePath("/dingen", "/oudeDingen")],
  ["adr-path-segments", "a file extension", movePath("/dingen", "/dingen.json")],
  ["adr-path-segments", "a loose hyphen", movePath("/dingen", "/dingen-")],
  ["adr-path-segments", "an operation halfway", movePath("/dingen/_zoek", "/_zoek/dingen")],
  ["adr-path-segments", "diacritics", movePath("/dingen", "/coördinaten")],
  ["adr-no-trailing-slash", "a slash at the end", movePath("/dingen", "/dingen/")],
  ["adr-version-not-in-path", "a version in a path", movePath("/dingen", "/v1/dingen")],
  ["adr-collections-plural", "a singular collection", movePath("/dingen/{dingId}", "/ding/{dingId}")],
  ["adr-no-verbs", "a verb as path", movePath("/dingen", "/dingen/toevoegen")],
  ["adr-operation-is-post", "a search by GET", (d) => { d.paths["/dingen/_zoek"].get = list(d); delete d.paths["/dingen"]; }],
  ["adr-standard-methods", "a TRACE", (d) => { d.paths["/dingen"].trace = list(d); delete d.paths["/dingen"].get; }],
  ["adr-no-body-on-reads", "a GET with a body", (d) => { list(d).requestBody = search(d).requestBody; list(d).responses[415] = search(d).responses[415]; }],
  ["adr-query-camel-case", "a kebab key", addQuery("soort-ding")],
  ["adr-query-camel-case", "a snake key for the whole path", (d) => { d.paths["/dingen"].parameters = [{ name: "soort_ding", in: "query", description: "Proef.", schema: { type: "string", maxLength: 9 } }]; }],
  ["adr-no-sensitive-address", "an e-mail address in the query", addQuery("email")],
  ["adr-no-sensitive-address", "a BSN in the path", (d) => { movePath("/dingen/{dingId}", "/dingen/{bsn}")(d); d.paths["/dingen/{bsn}"].delete.parameters[0].name = "bsn"; }],
  ["adr-parameters-described", "a filter without explanation", (d) => delete list(d).parameters[0].description],

  ["adr-version-header", "a success without API-Version", (d) => delete list(d).responses[200].headers["API-Version"]],
  ["adr-version-header", "a refusal without any header", (d) => delete d.components.responses[404].headers],
  ["adr-problem-json", "a refusal in plain JSON", (d) => { d.components.responses[404].content = { "application/json": { schema: { $ref: "#/components/schemas/Probleem" } } }; }],
  ["adr-problem-json", "a refusal in two formats", (d) => { d.components.responses[404].content["text/html"] = { schema: { $ref: "#/components/schemas/Probleem" } }; }],
  ["adr-problem-json", "a refusal without content", (d) => delete d.components.responses[404].content],
  ["adr-problem-members", "a problem without detail", (d) => delete d.components.schemas.Probleem.properties.detail],
  ["adr-problem-members", "a problem that need not say its status", (d) => { d.components.schemas.Probleem.required = ["title", "detail"]; }],
  ["adr-refusals-documented", "no 400 where input is taken", (d) => delete list(d).responses[400]],
  ["adr-refusals-documented", "no 404 where an id is asked", (d) => delete one(d).responses[404]],
  ["adr-refusals-documented", "no 403 behind a scope", (d) => delete list(d).responses[403]],
  ["adr-refusals-documented", "no 415 for a body", (d) => delete search(d).responses[415]],
  ["adr-no-422", "a 422", (d) => { list(d).responses[422] = list(d).responses[400]; }],
  ["adr-known-statuses", "a range", (d) => { list(d).responses["4XX"] = list(d).responses[400]; }],
  ["adr-known-statuses", "a default", (d) => { list(d).responses.default = list(d).responses[500]; }],
  ["adr-retry-after", "429 without the time to wait", (d) => delete d.components.responses[429].headers["Retry-After"]],
  ["adr-answers-typed", "an answer that may be anything", (d) => { list(d).responses[200].content["application/json"].schema = {}; }],
  ["adr-answers-typed", "an answer that is some object", (d) => { list(d).responses[200].content["application/json"].schema = { type: "object", additionalProperties: true }; }],
  ["adr-no-content", "204 with content", (d) => { one(d).responses[204].content = list(d).responses[200].content; }],
  ["adr-no-content", "200 without content", (d) => delete list(d).responses[200].content],

  ["adr-openapi-3", "an older OpenAPI", (d) => { d.openapi = "2.0"; }],
  ["adr-contact", "nobody to ask", (d) => delete d.info.contact],
  ["adr-contact", "a general address", (d) => { d.info.contact.email = "info@example.org"; }],
  ["adr-semver", "a version of two parts", (d) => { d.info.version = "1.2"; }],
  ["adr-server", "no server", (d) => delete d.servers],
  ["adr-server", "http", (d) => { d.servers[0].url = "http://api.example.org/dingen/v1"; }],
  ["adr-server", "a minor version in the URL", (d) => { d.servers[0].url = "https://api.example.org/dingen/v1.2"; }],
  ["adr-server", "no version in the URL", (d) => { d.servers[0].url = "https://api.example.org/dingen"; }],
  ["adr-major-agrees", "v2 for version 1.2.3", (d) => { d.servers[0].url = "https://api.example.org/dingen/v2"; }],
  ["adr-operation-described", "no summary", (d) => delete list(d).summary],
  ["adr-operation-described", "an empty description", (d) => { list(d).description = ""; }],
  ["adr-operation-described", "no tag", (d) => { list(d).tags = []; }],
  ["adr-operation-described", "a dashed operationId", (d) => { list(d).operationId = "list-dingen"; }],
  ["adr-operation-named", "no operationId", (d) => delete list(d).operationId],
  ["adr-tags-declared", "a tag nobody explains", (d) => { list(d).tags = ["spullen"]; }],
  ["adr-dutch", "the default text of the framework", (d) => { list(d).responses[200].description = "Successful Response"; }],
  ["adr-security-declared", "an operation for anyone, by omission", (d) => delete list(d).security],
  ["adr-scopes-declared", "a scope nobody explains", (d) => { list(d).security = [{ oauth2: ["dingen:wissen"] }]; }],
  ["adr-token-in-header", "a key in the query", (d) => { d.components.securitySchemes.sleutel = { type: "apiKey", in: "query", name: "sleutel", description: "Proef." }; list(d).security.push({ sleutel: [] }); }],

  ["adr-schema-pascal-case", "a lower-case schema", (d) => { d.components.schemas.ding2 = d.components.schemas.Ding; search(d).requestBody.content["application/json"].schema.$ref = "#/components/schemas/ding2"; }],
  ["adr-property-camel-case", "a snake_case field", addField("soort_ding", { type: "boolean" })],
  ["adr-day-is-date", "a day with a time", addField("eindDatum", { type: "string", format: "date-time", maxLength: 35 })],
  ["adr-day-is-date", "a day without format", addField("eindDatum", { type: "string", maxLength: 10 })],
  ["adr-moment-is-date-time", "a moment without format", addField("geslotenOp", { type: "string", maxLength: 35 })],
  ["adr-no-other-time", "a time of day with an offset", addField("opening", { type: "string", format: "time", maxLength: 15 })],
  ["adr-closed-bodies", "a body that takes anything", (d) => delete d.components.schemas.Ding.additionalProperties],
  ["adr-bounded-strings", "an endless text", (d) => delete ding(d).naam.maxLength],
  ["adr-bounded-strings", "an endless filter", (d) => delete list(d).parameters[0].schema.maxLength],
  ["adr-bounded-strings", "an endless text in a list", (d) => { ding(d).delen.items = { type: "string" }; }],
  ["adr-bounded-lists", "an endless list", (d) => delete ding(d).delen.maxItems],
  ["adr-bounded-integers", "an integer without limits", (d) => delete ding(d).aantal.maximum],

  ["oas3-schema", "a misspelt key", (d) => { list(d).respones = {}; }],
  ["oas3-valid-media-example", "an example that does not fit", (d) => { search(d).requestBody.content["application/json"].example = { naam: 5 }; }],
  ["oas3-valid-schema-example", "a default that does not fit", (d) => { ding(d).naam.default = 5; }],
  ["oas3-unused-component", "a schema nobody uses", (d) => { d.components.schemas.Over = { type: "object" }; }],
  ["operation-operationId-unique", "two operations of one name", (d) => { search(d).operationId = "listDingen"; }],
  ["path-params", "an id nobody declares", (d) => delete one(d).parameters],
];
