// Answers: versions, refusals, problem details (NLGov error-handling, version-header).
import { falsy, schema, truthy } from "@stoplight/spectral-functions";
import { keysMatch, refusalsDocumented } from "./functions.mjs";

const response = "$.paths[*][*].responses[*]";
const refusal = "$.paths[*][*].responses[?(@property.match(/^([45]|default)/))]";

const required = (...names) => ({ type: "object", required: names });
const listing = (...names) => ({ type: "array", allOf: names.map((name) => ({ contains: { const: name } })) });
const MEMBERS = ["status", "title", "detail"];
const PROBLEM = "application/problem+json";

export default {
  "adr-version-header": {
    description: "/core/version-header: on every answer, refusals too",
    message: "{{path}} does not document API-Version",
    given: response,
    then: {
      function: schema,
      functionOptions: { schema: { ...required("headers"), properties: { headers: required("API-Version") } } },
    },
  },
  "adr-problem-json": {
    description: "/core/error-handling/problem-details: one format for every refusal",
    message: "{{path}} must hold application/problem+json and nothing else",
    given: refusal,
    then: {
      function: schema,
      functionOptions: {
        schema: { ...required("content"), properties: { content: { ...required(PROBLEM), maxProperties: 1 } } },
      },
    },
  },
  "adr-problem-members": {
    description: "/core/error-handling/problem-details: status, title and detail, always",
    message: "{{path}} does not require status, title and detail",
    given: `${refusal}.content[*].schema`,
    then: {
      function: schema,
      functionOptions: {
        schema: { ...required("properties", "required"), properties: { properties: required(...MEMBERS), required: listing(...MEMBERS) } },
      },
    },
  },
  "adr-refusals-documented": {
    description: "/core/error-handling/invalid-input, /core/http-response-code: what can be refused is documented",
    given: "$",
    then: { function: refusalsDocumented },
  },
  "adr-no-422": {
    description: "/core/error-handling/invalid-input: invalid input is 400",
    message: "422 does not exist here",
    given: "$.paths[*][*].responses",
    then: { field: "422", function: falsy },
  },
  "adr-known-statuses": {
    description: "/core/http-response-code: numbers, no ranges; no redirects in an API",
    given: "$.paths[*][*].responses",
    then: { function: keysMatch, functionOptions: { match: "^(2\\d\\d|304|[45]\\d\\d)$", text: "is not a status we use" } },
  },
  "adr-retry-after": {
    description: "Who is sent away for now hears for how long",
    message: "{{path}} does not document Retry-After",
    given: "$.paths[*][*].responses[?(@property.match(/^(429|503)$/))].headers",
    then: { field: "Retry-After", function: truthy },
  },
  "adr-answers-typed": {
    description: "/core/doc-openapi: an answer that may be anything is not documented",
    message: "{{path}} does not say what it holds",
    given: "$.paths[*][*].responses[?(@property.match(/^2/))].content[*].schema",
    then: {
      function: schema,
      functionOptions: {
        schema: {
          anyOf: [required("properties"), required("items"), required("oneOf"), required("anyOf"), { properties: { type: { not: { enum: ["object", "array"] } } }, required: ["type"] }],
        },
      },
    },
  },
  "adr-no-content": {
    description: "/core/http-response-code: 204 and 304 have no content, other successes do",
    message: "{{path}}: 204 and 304 are empty, 200 and 201 are not",
    given: "$.paths[*][*].responses",
    then: {
      function: schema,
      functionOptions: {
        schema: {
          type: "object",
          patternProperties: { "^(204|304)$": { not: required("content") }, "^20[01]$": required("content") },
        },
      },
    },
  },
};
