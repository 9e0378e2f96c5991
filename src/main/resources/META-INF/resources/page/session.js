/** Signs the user in with the OIDC code flow and PKCE. Tokens live in this page's memory only. */

const KEPT = "customer-profiles.sign-in";
const MARGIN = 30_000;

let provider = null;
let tokens = null;
let renewing = null;

/**
 * Returns when there is a token, or when the service knows no provider; else the browser goes there and comes back. Who comes back
 * has kept what the provider said of itself, so that nothing is asked twice.
 */
export async function signIn(readSettings) {
  const answer = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (kept && answer.has("code") && kept.state === answer.get("state")) {
    provider = kept.provider;
    await exchange({ grant_type: "authorization_code", code: answer.get("code"), code_verifier: kept.verifier, redirect_uri: backTo() });
    history.replaceState(null, "", kept.address);
    return;
  }
  const { Authority: authority, ClientId: clientId, Scope: scope } = await readSettings();
  if (!authority) return;
  if (answer.has("error")) throw new Error(answer.get("error_description") ?? answer.get("error"));
  const found = await json(await fetch(`${authority.replace(/\/$/, "")}/.well-known/openid-configuration`));
  provider = { clientId, scope, authorization: found.authorization_endpoint, token: found.token_endpoint };
  await leave();
}

export async function authorization() {
  if (!provider) return null;
  if (tokens.endsAt - Date.now() < MARGIN) {
    renewing ??= renew().finally(() => { renewing = null; });
    await renewing;
  }
  return `Bearer ${tokens.access}`;
}

async function renew() {
  if (!tokens.refresh) await leave();
  try {
    await exchange({ grant_type: "refresh_token", refresh_token: tokens.refresh });
  } catch {
    await leave();
  }
}

async function exchange(parameters) {
  const body = new URLSearchParams({ client_id: provider.clientId, ...parameters });
  const answer = await json(await fetch(provider.token, { method: "POST", body }));
  tokens = { access: answer.access_token, refresh: answer.refresh_token, endsAt: Date.now() + 1000 * (answer.expires_in ?? 300) };
}

/** Goes to the provider; nothing after this call ever runs. */
async function leave() {
  const [state, verifier] = [random(), random()];
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const address = new URL(location.href);
  for (const name of ["code", "state", "session_state", "iss"]) address.searchParams.delete(name);
  sessionStorage.setItem(KEPT, JSON.stringify({ state, verifier, provider, address: address.href }));
  const target = new URL(provider.authorization);
  const parameters = {
    response_type: "code", client_id: provider.clientId, scope: provider.scope, redirect_uri: backTo(), state,
    code_challenge: base64url(new Uint8Array(hash)), code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  location.assign(target);
  await new Promise(() => {});
}

function backTo() {
  return location.origin + location.pathname;
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function json(answer) {
  if (!answer.ok) throw new Error(`The identity provider answered with status ${answer.status}.`);
  return answer.json();
}
