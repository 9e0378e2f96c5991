/** The one module that talks to the REST API. */

/** Of the service: the page's files are below it in `page/`, those of one version in a folder of their own. */
const ROOT = import.meta.url.slice(0, import.meta.url.lastIndexOf("/page/") + 1);

let authorisation = async () => null;

/** @param {() => Promise<?string>} header gives the Authorization header, null where there is none to send */
export function authoriseWith(header) {
  authorisation = header;
}

/** What the service answered instead of data; `status` is 0 when it did not answer at all. */
export class ApiFailure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }

  get isUnsupported() {
    return this.status === 400 && this.message.endsWith("is not supported yet.");
  }
}

export function settings() {
  return request("GET", "page/settings.json");
}

export function domains() {
  return request("GET", "domains?max-results=100");
}

export function find(domain, query, token, signal) {
  return request("GET", `${at(domain)}/profiles?${parameters({ q: query, "max-results": 12, "next-token": token })}`, { signal });
}

/** Profiles by the exact value of a key. */
export function search(domain, key, value, signal) {
  return request("POST", `${at(domain)}/profiles/search?max-results=20`, { signal, body: { KeyName: key, Values: [value] } });
}

/** The whole profile; null where it is still at this revision. */
export function profile(domain, id, revision, signal) {
  const headers = revision ? { "If-None-Match": `"${revision}"` } : {};
  return request("GET", `${at(domain)}/profiles/${encodeURIComponent(id)}`, { signal, headers });
}

/** A page of `cases`, `contacts`, `assets` or `orders`, newest first. */
export function items(domain, id, name, token, signal) {
  const page = parameters({ "max-results": 100, "next-token": token });
  return request("GET", `${at(domain)}/profiles/${encodeURIComponent(id)}/${name}?${page}`, { signal });
}

export function create(domain, profile) {
  return request("POST", `${at(domain)}/profiles`, { body: profile });
}

/** Fails with status 412 where the profile is no longer at this revision. */
export function update(domain, id, changes, revision) {
  return request("PUT", `${at(domain)}/profiles`, { body: { ProfileId: id, ...changes }, headers: { "If-Match": `"${revision}"` } });
}

export function addKey(domain, id, key, value) {
  return request("POST", `${at(domain)}/profiles/keys`, { body: { ProfileId: id, KeyName: key, Values: [value] } });
}

export function liveContacts(domain) {
  return request("GET", `${at(domain)}/contacts/live`);
}

/** Who may be the same customer, by one kind of matching: `RULE_BASED_MATCHING` or `ML_BASED_MATCHING`. */
export function similar(domain, id, type, signal) {
  return request("POST", `${at(domain)}/matches`, { signal, body: { MatchType: type, SearchKey: "_profileId", SearchValue: id } });
}

export function merge(domain, main, others) {
  return request("POST", `${at(domain)}/profiles/objects/merge`, { body: { MainProfileId: main, ProfileIdsToBeMerged: others } });
}

export function unmerge(domain, main, other) {
  return request("POST", `${at(domain)}/profiles/unmerge`, { body: { ProfileId: main, MergedProfileId: other } });
}

/** The body of a stream of changes. */
export async function changes(domain, ids, signal) {
  const query = new URLSearchParams(ids.map((id) => ["profile-id", id]));
  const answer = await answerTo("GET", `${at(domain)}/changes?${query}`, { signal, headers: { Accept: "text/event-stream" } });
  if (!answer.ok) throw await failure(answer);
  return answer.body;
}

function at(domain) {
  return `domains/${encodeURIComponent(domain)}`;
}

function parameters(values) {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

async function request(method, path, options = {}) {
  const answer = await answerTo(method, path, options);
  if (answer.status === 304) return null;
  if (!answer.ok) throw await failure(answer);
  try {
    return await answer.json();
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiFailure(answer.status, "The service answered with something that is not JSON.");
  }
}

async function answerTo(method, path, { body, headers = {}, signal }) {
  const authorization = await authorisation();
  try {
    return await fetch(new URL(path, ROOT), {
      method,
      signal,
      cache: "no-store",
      headers: {
        Accept: "application/json",
        ...(body && { "Content-Type": "application/json" }),
        ...(authorization && { Authorization: authorization }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiFailure(0, "The service does not answer.");
  }
}

async function failure(answer) {
  const body = await answer.json().catch(() => null);
  return new ApiFailure(answer.status, body?.Message ?? `The service answered with status ${answer.status}.`);
}
