import * as api from "./api.js";

const SILENCE = 45_000;
const LONGEST_PAUSE = 10_000;

const streams = new Map();

/** The changes of a domain; all who ask share one stream. */
export function changesOf(domain) {
  if (!streams.has(domain)) streams.set(domain, new Changes(domain));
  return streams.get(domain);
}

/**
 * Follows a domain's changes, and begins anew whenever the connection is lost. Tells `profile` ({ProfileId, Revision}),
 * `contact`, `reread` (changes may have gone by unheard) and `state` (`open` or `lost`).
 */
class Changes extends EventTarget {
  state = "connecting";
  #domain;
  #followed = new Map();
  #running = null;
  #planned = null;
  #pause = 500;

  constructor(domain) {
    super();
    this.#domain = domain;
    window.addEventListener("online", () => this.#again(0));
    window.addEventListener("offline", () => this.#lost());
  }

  /** Hears of this profile until the returned function is called. */
  follow(profileId) {
    this.#followed.set(profileId, (this.#followed.get(profileId) ?? 0) + 1);
    this.#again(0);
    return () => {
      const left = this.#followed.get(profileId) - 1;
      if (left > 0) this.#followed.set(profileId, left);
      else this.#followed.delete(profileId);
    };
  }

  /** Hears of contacts only. */
  start() {
    if (!this.#running) this.#again(0);
  }

  #again(delay) {
    clearTimeout(this.#planned);
    this.#planned = setTimeout(() => this.#run(), delay);
  }

  async #run() {
    const before = this.#running;
    const running = new AbortController();
    this.#running = running;
    let watch;
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => running.abort(), SILENCE);
    };
    try {
      alive();
      const ids = [...this.#followed.keys()].slice(-100);
      const body = await api.changes(this.#domain, ids.length > 0 ? ids : ["0".repeat(32)], running.signal);
      before?.abort();
      for await (const event of events(body, alive)) this.#hear(event);
    } catch (problem) {
      if (problem.status === 401 || problem.status === 403 || problem.status === 404) this.#pause = LONGEST_PAUSE;
    } finally {
      clearTimeout(watch);
      before?.abort();
    }
    if (this.#running === running) this.#lost();
  }

  #lost() {
    this.#running?.abort();
    this.#running = null;
    this.#become("lost");
    this.#again(this.#pause * (0.75 + Math.random() / 2));
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
  }

  #hear({ name, data }) {
    if (name === "ready") {
      this.#pause = 500;
      this.#become("open");
      this.dispatchEvent(new Event("reread")); // what changed before this stream began was not heard
    } else if (name === "missed") {
      this.dispatchEvent(new Event("reread"));
    } else {
      this.dispatchEvent(new CustomEvent(name, { detail: data }));
    }
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}

/** The server-sent events of a body; `alive` is called for every sign of life. */
async function* events(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    yield* blocks.map(parsed).filter(Boolean);
  }
}

function parsed(block) {
  let name = null;
  let data = "";
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data += line.slice(5);
  }
  return name && { name, data: data ? JSON.parse(data) : null };
}
