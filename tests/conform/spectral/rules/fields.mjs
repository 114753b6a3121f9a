// Fields: names, dates and bounds (NLGov naming and date-time; bounds protect whoever reads).
import { pattern, schema } from "@stoplight/spectral-functions";
import { bounded, closedBodies, keysMatch } from "./functions.mjs";

const property = (form) => `$..properties[?(@property && @property.match(${form}))]`;
// Spectral's simpler checks are silent about what is absent; this one is not.
const withFormat = (...formats) => ({ required: ["format"], properties: { format: { enum: formats } } });

export default {
  "adr-schema-pascal-case": {
    description: "Names of schemas become names of classes",
    given: "$.components.schemas",
    then: { function: keysMatch, functionOptions: { match: "^[A-Z][a-zA-Z0-9]*$", text: "is not UpperCamelCase" } },
  },
  "adr-property-camel-case": {
    description: "Fields are lowerCamelCase, as the query keys are",
    given: "$..properties",
    then: { function: keysMatch, functionOptions: { match: "^[a-z][a-zA-Z0-9]*$", text: "is not lowerCamelCase" } },
  },
  "adr-day-is-date": {
    description: "/core/date-time/date-omit-time-portion: a field that is called a day is a day",
    message: "{{path}} must be date",
    given: property("/([a-z]Datum|^datum)$/"),
    then: { function: schema, functionOptions: { schema: withFormat("date") } },
  },
  "adr-moment-is-date-time": {
    description: "/core/date-time/format: a field that is called a moment is one",
    message: "{{path}} must be date-time (or date)",
    given: property("/([a-z]Op|[a-z]Tijdstip|^tijdstip)$/"),
    then: { function: schema, functionOptions: { schema: withFormat("date", "date-time") } },
  },
  "adr-no-other-time": {
    description: "/core/date-time/timezone: a moment has an offset; a time of day has none",
    message: "{{value}}: use date-time, or time-local",
    given: "$..format",
    then: { function: pattern, functionOptions: { notMatch: "^(time|date-time-local|datetime|timestamp|unix-time)$" } },
  },
  "adr-closed-bodies": {
    description: "Unknown fields are refused",
    given: "$.paths[*][*].requestBody",
    then: { function: closedBodies },
  },
  "adr-bounded-strings": { description: "Texts have a longest value", given: "$", then: { function: bounded, functionOptions: { kind: "string" } } },
  "adr-bounded-lists": { description: "Lists have a longest length", given: "$", then: { function: bounded, functionOptions: { kind: "array" } } },
  "adr-bounded-integers": { description: "Numbers have a size and limits", given: "$", then: { function: bounded, functionOptions: { kind: "integer" } } },
};
