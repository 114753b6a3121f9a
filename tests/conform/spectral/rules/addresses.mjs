// Addresses: paths, methods, parameters (NLGov naming, http-methods, resource-operations).
import { pattern, truthy, falsy } from "@stoplight/spectral-functions";
import { keysAmong, operationsArePosts, pathSegments, pluralCollections, segmentsNotAmong } from "./functions.mjs";

const METHODS = ["get", "post", "put", "patch", "delete"];
const ABOUT = ["parameters", "summary", "description", "servers"];

// Infinitives and imperatives that turn a resource into a call.
const VERBS = [
  ..."aanmaken bekijken bewerken bijwerken geven halen intrekken maken muteren ophalen opslaan opvragen".split(" "),
  ..."plaatsen publiceren registreren sluiten sturen toevoegen verwijderen verzenden wijzigen zoeken".split(" "),
  ..."add create delete edit fetch get insert list post put remove save search send set submit update".split(" "),
];

// What identifies or exposes a person does not belong in an address: addresses are logged.
const SENSITIVE =
  "^(bsn|burgerservicenummer|e-?mail(adres)?|telefoon(nummer)?|personeelsnummer|geboorteDatum|geboortedatum|voornaam|achternaam|adres|postcode|wachtwoord|geheim|token|accessToken|access_token|apiKey|api_key|secret|password)$";

const parameters = (where) => [
  `$.paths[*].parameters[?(@.in=='${where}')]`,
  `$.paths[*][*].parameters[?(@.in=='${where}')]`,
  `$.components.parameters[?(@.in=='${where}')]`,
];

export default {
  "adr-path-segments": {
    description: "/core/path-segments-kebab-case: lower-case words with hyphens, no extension; only the last may begin with _",
    given: "$.paths",
    then: { function: pathSegments },
  },
  "adr-no-trailing-slash": {
    description: "/core/no-trailing-slash",
    message: '"{{property}}" ends in a slash',
    given: "$.paths",
    then: { field: "@key", function: pattern, functionOptions: { notMatch: "./$" } },
  },
  "adr-version-not-in-path": {
    description: "/core/uri-version: the major version stands in the server's URL",
    message: '"{{property}}" holds a version',
    given: "$.paths",
    then: { field: "@key", function: pattern, functionOptions: { notMatch: "/v\\d+(/|$)" } },
  },
  "adr-collections-plural": {
    description: "/core/naming-collections",
    given: "$.paths",
    then: { function: pluralCollections },
  },
  "adr-no-verbs": {
    description: "/core/naming-resources: nouns, no verbs",
    given: "$.paths",
    then: { function: segmentsNotAmong, functionOptions: { values: VERBS, text: "is a verb" } },
  },
  "adr-operation-is-post": {
    description: "/core/resource-operations and /core/transport/no-sensitive-uris: a search that may hold personal data is a POST",
    given: "$.paths",
    then: { function: operationsArePosts },
  },
  "adr-standard-methods": {
    description: "/core/http-methods",
    given: "$.paths[*]",
    then: { function: keysAmong, functionOptions: { values: [...METHODS, ...ABOUT] } },
  },
  "adr-no-body-on-reads": {
    description: "/core/http-methods: the content of a GET or DELETE has no meaning (RFC 9110)",
    message: "{{path}} is not allowed here",
    given: ["$.paths[*].get", "$.paths[*].delete"],
    then: { field: "requestBody", function: falsy },
  },
  "adr-query-camel-case": {
    description: "/core/query-keys-camel-case",
    message: "{{value}} is not lowerCamelCase",
    given: parameters("query"),
    then: { field: "name", function: pattern, functionOptions: { match: "^[a-z][a-zA-Z0-9]*$" } },
  },
  "adr-no-sensitive-address": {
    description: "/core/transport/no-sensitive-uris",
    message: "{{value}} does not belong in an address",
    given: [...parameters("query"), ...parameters("path")],
    then: { field: "name", function: pattern, functionOptions: { notMatch: SENSITIVE } },
  },
  "adr-parameters-described": {
    description: "/core/doc-language: what a filter does cannot be guessed from its name",
    message: "{{path}} is missing",
    given: parameters("query"),
    then: { field: "description", function: truthy },
  },
};
