// A small document without any fault: the ground on which each mutant makes its one mistake.

const header = (description) => ({ description, schema: { type: "string", maxLength: 100 } });
const headers = (...names) => Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
const refusal = (description, ...more) => ({
  description,
  headers: headers("API-Version", ...more),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Probleem" } } },
});
const refusals = (...statuses) =>
  Object.fromEntries(statuses.map((status) => [String(status), { $ref: `#/components/responses/${status}` }]));
const answer = (description, schema) => ({
  description,
  headers: headers("API-Version"),
  content: { "application/json": { schema } },
});

const paths = {
  "/dingen": {
    get: {
      operationId: "listDingen",
      summary: "Dingen",
      description: "Alle dingen die u mag zien.",
      tags: ["dingen"],
      security: [{ oauth2: ["dingen:lezen"] }],
      parameters: [
        { name: "soortDing", in: "query", description: "Alleen van deze soort.", schema: { type: "string", maxLength: 20 } },
      ],
      responses: {
        200: answer("Gelukt", { type: "array", maxItems: 100, items: { $ref: "#/components/schemas/Ding" } }),
        ...refusals(400, 401, 403, 429, 500),
      },
    },
  },
  "/dingen/_zoek": {
    post: {
      operationId: "searchDingen",
      summary: "Zoek dingen",
      description: "Zoek op de naam van de eigenaar.",
      tags: ["dingen"],
      security: [{ oauth2: ["dingen:lezen"] }],
      requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Ding" } } } },
      responses: { 200: answer("Gelukt", { $ref: "#/components/schemas/Ding" }), ...refusals(400, 401, 403, 415, 429, 500) },
    },
  },
  "/dingen/{dingId}": {
    delete: {
      operationId: "deleteDing",
      summary: "Verwijder een ding",
      description: "Het ding is daarna weg.",
      tags: ["dingen"],
      security: [{ oauth2: ["dingen:lezen"] }],
      parameters: [{ name: "dingId", in: "path", required: true, schema: { type: "string", maxLength: 36 } }],
      responses: { 204: { description: "Weg", headers: headers("API-Version") }, ...refusals(400, 401, 403, 404, 429, 500) },
    },
  },
};

const Probleem = {
  type: "object",
  required: ["status", "title", "detail"],
  properties: {
    status: { type: "integer", format: "int32", minimum: 400, maximum: 599 },
    title: { type: "string", maxLength: 100 },
    detail: { type: "string", maxLength: 1000 },
  },
};
const Ding = {
  type: "object",
  additionalProperties: false,
  properties: {
    naam: { type: "string", maxLength: 20, description: "Hoe het heet." },
    aantal: { type: ["integer", "null"], format: "int32", minimum: 0, maximum: 9 },
    beginDatum: { type: "string", format: "date", maxLength: 10 },
    gemaaktOp: { type: "string", format: "date-time", maxLength: 35 },
    delen: { type: "array", maxItems: 3, items: { type: "string", enum: ["a", "b"] } },
  },
};

export const base = () =>
  structuredClone({
    openapi: "3.1.0",
    info: {
      title: "Dingen",
      version: "1.2.3",
      description: "Een proef.",
      contact: { name: "Team Dingen", url: "https://example.org", email: "team@example.org" },
    },
    servers: [{ url: "https://api.example.org/dingen/v1" }],
    tags: [{ name: "dingen", description: "Wat er is." }],
    paths,
    components: {
      headers: { "API-Version": header("Versie van de API."), "Retry-After": header("Wachttijd in seconden.") },
      responses: {
        400: refusal("Ongeldige invoer"),
        401: refusal("Niet aangemeld"),
        403: refusal("Geen toegang"),
        404: refusal("Niet gevonden"),
        415: refusal("Formaat niet ondersteund"),
        429: refusal("Te veel verzoeken", "Retry-After"),
        500: refusal("Interne fout"),
      },
      schemas: { Probleem, Ding },
      securitySchemes: {
        oauth2: {
          type: "oauth2",
          description: "Tokens van de poort.",
          flows: { clientCredentials: { tokenUrl: "https://api.example.org/token", scopes: { "dingen:lezen": "Dingen lezen" } } },
        },
      },
    },
  });
