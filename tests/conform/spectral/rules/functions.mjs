// Checks that Spectral does not have itself. Each gets the value and answers with its faults.

const fault = (message, ...path) => ({ message, ...(path.length ? { path } : {}) });
const segmentsOf = (path) => path.split("/").slice(1);
const isParam = (segment) => /^\{.*\}$/.test(segment);

// Every key of the object is one of `values`.
export function keysAmong(object, { values }, { path }) {
  return Object.keys(object)
    .filter((key) => !values.includes(key))
    .map((key) => fault(`"${key}" is not one of ${values.join(", ")}`, ...path, key));
}

// Every key of the object has the form `match`.
export function keysMatch(object, { match, text }, { path }) {
  const form = new RegExp(match);
  return Object.keys(object)
    .filter((key) => !form.test(key))
    .map((key) => fault(`"${key}" ${text}`, ...path, key));
}

const SEGMENT = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const OPERATION = /^_[a-z]+$/;
const PARAM = /^\{[a-z][a-zA-Z0-9]*\}$/;

export function pathSegments(paths, _, { path }) {
  return Object.keys(paths).flatMap((key) =>
    segmentsOf(key.replace(/\/$/, ""))
      .filter((segment, at, all) => {
        const isLast = at === all.length - 1;
        return !(SEGMENT.test(segment) || PARAM.test(segment) || (isLast && OPERATION.test(segment)));
      })
      .map((segment) => fault(`segment "${segment}" is not lower-case kebab or {camelCase}`, ...path, key)),
  );
}

// A segment that is followed by an id names a collection; Dutch plurals end in -s or -en.
export function pluralCollections(paths, _, { path }) {
  return Object.keys(paths).flatMap((key) =>
    segmentsOf(key)
      .filter((segment, at, all) => !isParam(segment) && at + 1 < all.length && isParam(all[at + 1]))
      .filter((segment) => !/(s|en)$/.test(segment))
      .map((segment) => fault(`collection "${segment}" is not a plural`, ...path, key)),
  );
}

export function segmentsNotAmong(paths, { values, text }, { path }) {
  return Object.keys(paths).flatMap((key) =>
    segmentsOf(key)
      .filter((segment) => values.includes(segment))
      .map((segment) => fault(`"${segment}" ${text}`, ...path, key)),
  );
}

// `_zoek` and its like carry their question in a body.
export function operationsArePosts(paths, _, { path }) {
  return Object.entries(paths).flatMap(([key, item]) =>
    /\/_[^/]*$/.test(key)
      ? Object.keys(item)
          .filter((method) => method !== "post")
          .map((method) => fault(`${key} is an operation: POST only`, ...path, key, method))
      : [],
  );
}

export function majorAgrees(document) {
  const major = String(document.info?.version ?? "").split(".")[0];
  return (document.servers ?? []).flatMap((server, at) => {
    const [, inUrl] = /\/v(\d+)$/.exec(server.url ?? "") ?? [];
    return inUrl === undefined || inUrl === major
      ? []
      : [fault(`the URL says v${inUrl}, info.version says ${major}`, "servers", at, "url")];
  });
}

const operationsOf = (document) =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation && typeof operation === "object" && operation.responses)
      .map(([method, operation]) => ({ at: ["paths", path, method], path, item, operation })),
  );

export function tagsDeclared(document) {
  const declared = (document.tags ?? []).filter((tag) => tag.description).map((tag) => tag.name);
  return operationsOf(document).flatMap(({ at, operation }) =>
    (operation.tags ?? [])
      .filter((tag) => !declared.includes(tag))
      .map((tag) => fault(`tag "${tag}" is not described in the document`, ...at, "tags")),
  );
}

export function scopesDeclared(document) {
  const flows = Object.values(document.components?.securitySchemes ?? {}).flatMap((scheme) => Object.values(scheme.flows ?? {}));
  const known = new Set(flows.flatMap((flow) => Object.keys(flow.scopes ?? {})));
  return operationsOf(document).flatMap(({ at, operation }) =>
    (operation.security ?? [])
      .flatMap((asked) => Object.values(asked).flat())
      .filter((scope) => !known.has(scope))
      .map((scope) => fault(`scope "${scope}" is not declared`, ...at, "security")),
  );
}

const WRITES = ["post", "put", "patch"];

// Which refusals an operation must document follows from what it takes.
export function refusalsDocumented(document) {
  return operationsOf(document).flatMap(({ at, path, item, operation }) => {
    const takes = operation.parameters?.length || item.parameters?.length || WRITES.includes(at[2]);
    const wanted = ["429", "500"];
    if (takes) wanted.push("400");
    if (path.includes("{")) wanted.push("404");
    if (operation.security?.length) wanted.push("401", "403");
    if (operation.requestBody) wanted.push("415");
    return wanted
      .filter((status) => !(status in operation.responses))
      .map((status) => fault(`response ${status} is not documented`, ...at, "responses"));
  });
}

// Visit every schema once, also inside parameters and bodies.
function* schemasOf(node, path = [], seen = new Set()) {
  if (node === null || typeof node !== "object" || seen.has(node)) return;
  seen.add(node);
  for (const [key, value] of Object.entries(node)) {
    if (["example", "examples", "default", "enum", "const"].includes(key)) continue;
    const at = [...path, key];
    const holdsSchema = ["schema", "items", "additionalProperties"].includes(key);
    if (holdsSchema && value && typeof value === "object") yield [value, at];
    if (["schemas", "properties", "$defs"].includes(key) && value && typeof value === "object")
      for (const [name, schema] of Object.entries(value)) if (schema && typeof schema === "object") yield [schema, [...at, name]];
    if (["anyOf", "oneOf", "allOf", "prefixItems"].includes(key) && Array.isArray(value))
      for (const [index, schema] of value.entries()) yield [schema, [...at, index]];
    yield* schemasOf(value, at, seen);
  }
}

const isKind = (schema, kind) => [schema.type].flat().includes(kind);
const has = (schema, ...names) => names.every((name) => name in schema);
const BOUNDS = {
  string: [(s) => has(s, "maxLength") || has(s, "enum") || has(s, "const"), "a string without maxLength, enum or const"],
  array: [(s) => has(s, "maxItems"), "a list without maxItems"],
  integer: [
    (s) => has(s, "const") || has(s, "enum") || (has(s, "format") && (has(s, "minimum") || has(s, "exclusiveMinimum")) && (has(s, "maximum") || has(s, "exclusiveMaximum"))),
    "an integer without format, minimum and maximum",
  ],
};

export function bounded(document, { kind }) {
  const [isBounded, text] = BOUNDS[kind];
  const found = new Map();
  for (const [schema, path] of schemasOf(document))
    if (!schema.$ref && isKind(schema, kind) && !isBounded(schema)) found.set(path.join("/"), fault(text, ...path));
  return [...found.values()];
}

// What a body may hold is closed: a misspelt field is a fault, not a silence.
export function closedBodies(body, _, { path }) {
  return Object.entries(body.content ?? {}).flatMap(([type, { schema }]) =>
    schema?.properties && schema.additionalProperties !== false
      ? [fault("a body that takes unknown fields", ...path, "content", type, "schema")]
      : [],
  );
}
