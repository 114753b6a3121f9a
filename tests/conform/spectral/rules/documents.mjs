// The document itself: who, which version, in which words (NLGov documentation and versioning).
import { enumeration, length, pattern, schema, truthy } from "@stoplight/spectral-functions";
import { majorAgrees, scopesDeclared, tagsDeclared } from "./functions.mjs";

const operation = "$.paths[*][get,post,put,patch,delete]";
const ENGLISH = "Successful Response|Validation Error|Internal Server Error|Not Found|Unauthorized|Forbidden|Bad Request";

export default {
  "adr-openapi-3": {
    description: "/core/doc-openapi",
    message: "{{value}} is not OpenAPI 3",
    given: "$",
    then: { field: "openapi", function: pattern, functionOptions: { match: "^3\\.\\d+\\.\\d+$" } },
  },
  "adr-contact": {
    description: "/core/doc-openapi-contact: a team that answers, not a general address",
    message: "{{error}}",
    given: "$.info",
    then: {
      function: schema,
      functionOptions: {
        schema: {
          type: "object",
          required: ["contact", "description"],
          properties: {
            contact: {
              type: "object",
              required: ["name", "url", "email"],
              properties: { email: { type: "string", not: { pattern: "^info@" } }, url: { type: "string", pattern: "^https://" } },
            },
          },
        },
      },
    },
  },
  "adr-semver": {
    description: "/core/semver",
    message: "{{value}} is not major.minor.patch",
    given: "$.info",
    then: { field: "version", function: pattern, functionOptions: { match: "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?$" } },
  },
  "adr-server": {
    description: "/core/uri-version, /core/transport/tls: https, ending in the major version",
    message: "{{error}}",
    given: "$",
    then: {
      field: "servers",
      function: schema,
      functionOptions: {
        schema: {
          type: "array",
          minItems: 1,
          items: { required: ["url"], properties: { url: { type: "string", pattern: "^https://[^ ?#]+/v[1-9]\\d*$" } } },
        },
      },
    },
  },
  "adr-major-agrees": {
    description: "/core/uri-version: the URL and info.version name the same major version",
    given: "$",
    then: { function: majorAgrees },
  },
  "adr-operation-described": {
    description: "/core/doc-openapi: an operation that nobody explains is not documented",
    message: "{{path}} is missing or empty",
    given: operation,
    then: [
      { field: "summary", function: truthy },
      { field: "description", function: truthy },
      { field: "tags", function: length, functionOptions: { min: 1 } },
      { field: "operationId", function: pattern, functionOptions: { match: "^[a-z][a-zA-Z0-9]*$" } },
    ],
  },
  "adr-operation-named": {
    description: "/core/doc-openapi: a name for generated clients, and a place in the table of contents",
    message: "{{path}} is missing",
    given: operation,
    then: [
      { field: "operationId", function: truthy },
      { field: "tags", function: truthy },
    ],
  },
  "adr-tags-declared": {
    description: "/core/doc-openapi: each group of operations is explained",
    given: "$",
    then: { function: tagsDeclared },
  },
  "adr-dutch": {
    description: "/core/doc-language: no default texts of a framework",
    message: '"{{value}}" is not Dutch',
    given: ["$..description", "$..summary", "$..title"],
    then: { function: pattern, functionOptions: { notMatch: ENGLISH } },
  },
  "adr-security-declared": {
    description: "Every operation says who may call it; nobody guesses",
    message: "{{path}} is missing",
    given: operation,
    then: { field: "security", function: truthy },
  },
  "adr-scopes-declared": {
    description: "Every scope that an operation asks for is explained in the scheme",
    given: "$",
    then: { function: scopesDeclared },
  },
  "adr-token-in-header": {
    description: "/core/transport/no-sensitive-uris: credentials never travel in an address",
    message: "a key in {{value}}",
    given: "$.components.securitySchemes[?(@.type=='apiKey')]",
    then: { field: "in", function: enumeration, functionOptions: { values: ["header"] } },
  },
};
