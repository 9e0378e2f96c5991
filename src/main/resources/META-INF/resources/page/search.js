import * as api from "./api.js";
import { el, joined, text } from "./dom.js";
import { addressOf, emailsOf, formatted, initialsOf, phonesOf, titleOf } from "./format.js";

const TYPING_PAUSE = 150;
const HINT = "Find a customer by name, phone number, e-mail address, account or case reference.";

/** The search box and its results. Arrow keys walk the results, Escape returns to the box. */
export class Search {
  #domain = null;
  #open = null;
  #timer = 0;
  #running = new AbortController();

  constructor(input, status, results) {
    this.input = input;
    this.status = status;
    this.results = results;
    input.addEventListener("input", () => this.#soon());
    input.addEventListener("keydown", (event) => this.#fromInput(event));
    results.addEventListener("keydown", (event) => this.#alongResults(event));
    this.#say(HINT);
  }

  use(domain) {
    if (domain === this.#domain) return;
    this.#domain = domain;
    this.#start("");
  }

  /** Marks the result that is open. */
  mark(profileId) {
    this.#open = profileId;
    for (const link of this.results.querySelectorAll("a")) this.#markLink(link);
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#start(this.input.value.trim()), TYPING_PAUSE);
  }

  #start(query) {
    this.#running.abort();
    this.#running = new AbortController();
    if (query === "" || this.#domain === null) {
      this.results.replaceChildren();
      this.#say(HINT);
      return;
    }
    this.results.setAttribute("aria-busy", "true");
    this.#page(query, null, []);
  }

  async #page(query, token, before) {
    const { signal } = this.#running;
    try {
      const page = await api.find(this.#domain, query, token, signal);
      const found = [...before, ...page.Items];
      this.#show(query, found, page.NextToken);
    } catch (problem) {
      if (problem.name !== "AbortError") this.#fail(problem, () => this.#page(query, token, before));
    } finally {
      if (!signal.aborted) this.results.removeAttribute("aria-busy");
    }
  }

  #show(query, found, next) {
    const active = document.activeElement?.dataset?.more ? found.length : null;
    const items = found.map((profile) => this.#result(profile));
    if (next) items.push(this.#more(() => this.#page(query, next, found)));
    this.results.replaceChildren(...items);
    if (found.length === 0) this.#say(`Nobody found for “${query}”.`);
    else this.#say(found.length === 1 && !next ? "One customer" : `${formatted.count(found.length)}${next ? "+" : ""} customers`);
    if (active !== null) this.#links().at(-1)?.focus();
  }

  #result(profile) {
    const phone = phonesOf(profile)[0]?.value;
    const email = emailsOf(profile)[0]?.value;
    const title = titleOf(profile);
    const facts = [phone, email, profile.AccountNumber].filter((fact) => fact && fact !== title).map(text);
    const address = addressOf(profile);
    const place = address && profile[address.field].City;
    const link = el("a.result", { href: `#/${encodeURIComponent(this.#domain)}/profiles/${profile.ProfileId}`, "data-id": profile.ProfileId },
      el("span.avatar", { "aria-hidden": "true" }, initialsOf(profile)),
      el("span.who", {},
        el("span.name", {}, text(title)),
        el("span.facts", {}, facts.length > 0 ? joined(facts) : place ? text(place) : "No further details")));
    this.#markLink(link);
    return el("li", {}, link);
  }

  #more(load) {
    return el("li", {}, el("button.more", { type: "button", "data-more": "more", on: { click: load } }, "More"));
  }

  #markLink(link) {
    if (link.dataset.id === this.#open) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  #say(message) {
    this.status.classList.remove("failed");
    this.status.replaceChildren(message);
  }

  #fail(problem, retry) {
    this.status.classList.add("failed");
    this.status.replaceChildren(`${problem.message} `, el("button.link", { type: "button", on: { click: retry } }, "Try again"));
  }

  #links() {
    return [...this.results.querySelectorAll("a, button")];
  }

  #fromInput(event) {
    if (event.key === "ArrowDown" && this.#links().length > 0) {
      event.preventDefault();
      this.#links()[0].focus();
    } else if (event.key === "Enter" && this.#links().length > 0) {
      this.#links()[0].click();
    }
  }

  #alongResults(event) {
    const links = this.#links();
    const at = links.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (event.key === "Escape" || next === -1) {
      event.preventDefault();
      this.input.focus();
    } else if (next !== undefined && links[next]) {
      event.preventDefault();
      links[next].focus();
    }
  }
}
