// The NLGov API Design Rules 2.2, as far as a document shows them, and our own promises.
// Every rule here has a document that breaks it, in mutants.mjs; control.mjs proves that it bites.
import { oas } from "@stoplight/spectral-rulesets";
import addresses from "./rules/addresses.mjs";
import answers from "./rules/answers.mjs";
import documents from "./rules/documents.mjs";
import fields from "./rules/fields.mjs";

const own = { ...addresses, ...answers, ...documents, ...fields };

export default {
  extends: [[oas, "off"]],
  rules: {
    "oas3-schema": "error",
    "oas3-valid-media-example": "error",
    "oas3-valid-schema-example": "error",
    "oas3-unused-component": "error",
    "operation-operationId-unique": "error",
    "path-params": "error",
    ...Object.fromEntries(Object.entries(own).map(([name, rule]) => [name, { severity: "error", ...rule }])),
  },
};
