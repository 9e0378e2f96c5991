import { LitElement, css, html, nothing } from "lit";
import * as api from "./api.js";
import { addressOf, emailsOf, formatted, initialsOf, phonesOf, titleOf } from "./format.js";
import { icon } from "./icons.js";
import { base } from "./styles.js";

const TYPING_PAUSE = 120;

/** Typeahead. Arrow keys walk the results, Enter takes one; tells `pick` with the profile. */
export class Search extends LitElement {
  static properties = {
    domain: {},
    placeholder: {},
    hasKey: { type: Boolean },
    query: { state: true },
    found: { state: true },
    more: { state: true },
    active: { state: true },
    isOpen: { state: true },
    problem: { state: true },
  };

  static styles = [base, css`
    :host { display: block; position: relative; }
    .field { position: relative; display: flex; align-items: center; }
    .field .icon { position: absolute; inset-inline-start: .65rem; color: var(--muted); pointer-events: none; }
    .input { padding: .45rem 2rem .45rem 2.1rem; border-radius: 9px; background: var(--ground); }
    .input::placeholder { color: var(--muted); opacity: 1; }
    kbd { position: absolute; inset-inline-end: .6rem; pointer-events: none; }
    .input:focus + kbd, .input:not(:placeholder-shown) + kbd { display: none; }
    .results {
      position: absolute; inset-inline: 0; top: calc(100% + 4px); z-index: 20; max-height: min(32rem, 75vh); overflow: auto; padding: .3rem; border: 1px solid var(--line);
      border-radius: 10px; background: var(--raised); box-shadow: var(--shadow);
    }
    .result { display: flex; gap: .7rem; align-items: center; padding: .4rem .5rem; border-radius: 7px; cursor: pointer; }
    .result[aria-selected="true"] { background: var(--accent-soft); }
    .result:hover { background: var(--soft); }
    .who { min-width: 0; }
    .name, .facts { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .name { font-weight: 600; }
    .facts { color: var(--muted); font-size: .9em; }
    .say { padding: .45rem .6rem; color: var(--muted); font-size: .92em; }
    .say.failed { color: var(--danger); }
    @media (width < 40rem) { .input { font-size: 16px; } }
  `];

  constructor() {
    super();
    this.#reset();
    this.placeholder = "Name, phone, e-mail, account, case";
  }

  #reset() {
    this.query = "";
    this.found = [];
    this.more = false;
    this.active = -1;
    this.isOpen = false;
    this.problem = null;
  }

  willUpdate(changed) {
    if (changed.has("domain")) this.#reset();
  }

  render() {
    const shows = this.isOpen && this.query !== "";
    return html`<search>
      <div class="field">${icon("search")}
        <input class="input" type="text" inputmode="search" role="combobox" aria-label="Find a customer" aria-expanded=${shows} aria-controls="results" aria-autocomplete="list"
          aria-activedescendant=${shows && this.active >= 0 ? `result-${this.active}` : nothing} aria-keyshortcuts=${this.hasKey ? "/" : nothing}
          autocomplete="off" autocapitalize="none" spellcheck="false" dir="auto" maxlength="255" placeholder=${this.placeholder}
          .value=${this.query} @input=${this.#typed} @keydown=${this.#keys} @focus=${() => { this.isOpen = true; }} @blur=${() => { this.isOpen = false; }}>
        ${this.hasKey ? html`<kbd aria-hidden="true">/</kbd>` : nothing}
      </div>
      <p class="hidden" role="status">${shows ? this.#said() : ""}</p>
      <div class="results" ?hidden=${!shows} @pointerdown=${(event) => event.preventDefault()}>
        <div role="listbox" id="results" aria-label="Customers found">${this.found.map((profile, index) => this.#result(profile, index))}</div>
        <p class="say ${this.problem ? "failed" : ""}" aria-hidden="true">${shows ? this.#said() : ""}</p>
      </div>
    </search>`;
  }

  focus() {
    const input = this.renderRoot.querySelector("input");
    input?.focus();
    input?.select();
  }

  #result(profile, index) {
    const title = titleOf(profile);
    const facts = [phonesOf(profile)[0]?.value, emailsOf(profile)[0]?.value, profile.AccountNumber].filter((fact) => fact && fact !== title);
    const address = addressOf(profile);
    const place = address && profile[address.field].City;
    return html`<div class="result" role="option" id=${`result-${index}`} aria-selected=${index === this.active} @click=${() => this.#pick(profile)}>
      <span class="avatar" aria-hidden="true">${initialsOf(profile)}</span>
      <span class="who"><span class="name"><bdi>${title}</bdi></span>
        <span class="facts">${facts.length > 0 ? facts.map((fact, at) => html`${at > 0 ? " · " : ""}<bdi>${fact}</bdi>`) : html`<bdi>${place || "No further details"}</bdi>`}</span></span>
    </div>`;
  }

  #said() {
    if (this.problem) return this.problem.message;
    if (this.isBusy) return "Searching…";
    if (this.found.length === 0) return `Nobody found for “${this.query}”.`;
    return this.found.length === 1 ? "One customer" : `${formatted.count(this.found.length)}${this.more ? " shown; type more to narrow it down" : " customers"}`;
  }

  #typed(event) {
    this.query = event.target.value;
    this.isOpen = true;
    clearTimeout(this.timer);
    this.running?.abort();
    this.isBusy = true;
    this.timer = setTimeout(() => this.#run(this.query.trim()), TYPING_PAUSE);
  }

  async #run(query) {
    this.running = new AbortController();
    const { signal } = this.running;
    try {
      const page = query === "" ? { Items: [] } : await api.find(this.domain, query, null, signal);
      this.isBusy = false;
      this.problem = null;
      this.found = page.Items;
      this.more = Boolean(page.NextToken);
      this.active = page.Items.length > 0 ? 0 : -1;
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.isBusy = false;
      this.problem = problem;
    }
  }

  #keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length > 0) {
      event.preventDefault();
      this.isOpen = true;
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }));
    } else if (event.key === "Enter" && this.isOpen && this.active >= 0 && !this.isBusy) {
      event.preventDefault();
      this.#pick(this.found[this.active]);
    } else if (event.key === "Escape") {
      if (this.query === "") event.target.blur();
      this.#reset();
    }
  }

  #pick(profile) {
    this.renderRoot.querySelector("input").blur();
    this.#reset();
    this.dispatchEvent(new CustomEvent("pick", { detail: profile }));
  }
}

customElements.define("cp-search", Search);
