// A certified OpenID Connect provider as a municipality's own, on a port of this machine.
// Beside it stand handles that a real one has not: rotate the keys, answer nothing, sign anything.
import { createServer } from "node:http";
import { createHmac } from "node:crypto";
import Provider from "oidc-provider";
import { SignJWT, exportJWK, generateKeyPair } from "jose";

const [port, options] = [Number(process.argv[2]), JSON.parse(process.argv[3])];
const issuer = `http://127.0.0.1:${port}`;
const KINDS = { RS256: "sig-rsa", PS256: "sig-pss", ES256: "sig-ec", EdDSA: "sig-ed" };

async function newKeys(mark) {
  const made = {};
  for (const [alg, name] of Object.entries(KINDS)) {
    const pair = await generateKeyPair(alg, { extractable: true });
    made[alg] = { ...(await exportJWK(pair.privateKey)), kid: `${name}-${mark}`, alg, use: "sig" };
  }
  return made;
}

let keys = await newKeys(1);
let rounds = 1;
let mode = "gewoon";
let asked = 0;
let instead = null; // what the token endpoint gives, once
let provider;

function build() {
  provider = new Provider(issuer, {
    jwks: { keys: Object.values(keys) },
    clients: options.clients,
    enabledJWA: { clientAuthSigningAlgValues: ["RS256", "PS256", "ES256", "EdDSA"], idTokenSigningAlgValues: ["RS256", "PS256", "ES256", "EdDSA"] },
    clientAuthMethods: ["client_secret_basic", "private_key_jwt", "none"],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => options.audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => ({
          scope: "openid lezen",
          audience: resource,
          accessTokenTTL: 600,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: options.sign || "RS256" } },
        }),
      },
    },
    pkce: { required: () => true },
    claims: { openid: ["sub"], acr: null },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_, interaction) => `/wie/${interaction.uid}` },
    acrValues: ["laag", "hoog"],
    cookies: { keys: ["alleen voor een test"] },
    ttl: { ClientCredentials: 600 },
    renderError: (ctx, out) => { ctx.body = out; },
  });
}
build();

// Somebody gives a name and agrees, without a page.
async function who(req, res) {
  const { params, prompt } = await provider.interactionDetails(req, res);
  const account = options.account;
  const grant = new provider.Grant({ accountId: account, clientId: params.client_id });
  grant.addOIDCScope("openid");
  grant.addResourceScope(options.audience, "openid lezen");
  const grantId = await grant.save();
  await provider.interactionFinished(req, res, { login: { accountId: account, acr: options.acr || "hoog" }, consent: { grantId } });
}

// What the real provider would never sign: the negative controls.
async function forge(body) {
  const { alg, claims, header = {}, key } = JSON.parse(body);
  if (alg === "none" || alg === "HS256") {
    const part = (data) => Buffer.from(JSON.stringify(data)).toString("base64url");
    const text = `${part({ alg, typ: "at+jwt", kid: keys.RS256.kid, ...header })}.${part(claims)}`;
    if (alg === "none") return `${text}.`;
    const { n, e, kty, kid } = keys.RS256; // the public key as a shared secret
    return `${text}.${createHmac("sha256", JSON.stringify({ kty, n, e, kid })).update(text).digest("base64url")}`;
  }
  const used = key === "vreemd" ? (await newKeys("x"))[alg] : keys[alg];
  const { importJWK } = await import("jose");
  return new SignJWT(claims).setProtectedHeader({ alg, typ: "at+jwt", kid: keys[alg].kid, ...header }).sign(await importJWK(used, alg));
}

const read = (req) => new Promise((done) => { let text = ""; req.on("data", (d) => (text += d)); req.on("end", () => done(text)); });

createServer(async (req, res) => {
  try {
    if (req.url.startsWith("/proef/")) {
      const body = await read(req);
      if (req.url === "/proef/modus") mode = body;
      if (req.url === "/proef/draai") { rounds += 1; keys = await newKeys(rounds); build(); }
      if (req.url === "/proef/id-token") instead = await forge(body);
      const answer = req.url === "/proef/teken" ? await forge(body) : req.url === "/proef/geteld" ? String(asked) : "";
      return res.end(answer);
    }
    if (req.url.includes("openid-configuration") || req.url.startsWith("/jwks")) {
      asked += 1;
      if (mode === "weg") return res.destroy();
      if (mode === "omleiding") return res.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
      if (mode === "eindeloos") { res.writeHead(200); const send = () => res.destroyed || setImmediate(() => res.write("x".repeat(65536), send)); return send(); }
      if (mode === "anders" && req.url.includes("openid")) return res.end(JSON.stringify({ issuer: "https://ander.example.org", jwks_uri: `${issuer}/jwks` }));
    }
    if (req.url.startsWith("/token") && instead) {
      const id_token = instead;
      instead = null;
      return res.end(JSON.stringify({ access_token: "x", token_type: "Bearer", id_token }));
    }
    if (req.url.startsWith("/wie/")) return await who(req, res);
    provider.callback()(req, res);
  } catch (error) {
    res.writeHead(500).end(String(error));
  }
}).listen(port, "127.0.0.1", () => console.log("klaar"));
