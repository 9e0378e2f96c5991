/** What the service answered instead of data; `status` is 0 when it did not answer at all. */
export class ApiFailure extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function domains(signal) {
  return read("/domains?max-results=100", signal);
}

export function find(domain, query, token, signal) {
  return read(`${at(domain)}/profiles?${parameters({ q: query, "max-results": 20, "next-token": token })}`, signal);
}

export function profile(domain, id, signal) {
  return read(`${at(domain)}/profiles/${encodeURIComponent(id)}`, signal);
}

/** A page of `cases`, `contacts`, `assets` or `orders`, newest first. */
export function pane(domain, id, name, token, signal) {
  const page = parameters({ "max-results": 12, "next-token": token });
  return read(`${at(domain)}/profiles/${encodeURIComponent(id)}/${name}?${page}`, signal);
}

function at(domain) {
  return `/domains/${encodeURIComponent(domain)}`;
}

function parameters(values) {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

async function read(path, signal) {
  let answer;
  try {
    answer = await fetch(path, { signal, headers: { Accept: "application/json" } });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiFailure(0, "The service does not answer.");
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok || body === null) {
    throw new ApiFailure(answer.status, body?.Message ?? `The service answered with status ${answer.status}.`);
  }
  return body;
}
