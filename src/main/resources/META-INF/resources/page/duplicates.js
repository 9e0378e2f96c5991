import { LitElement, css, html, nothing } from "lit";
import * as api from "./api.js";
import { addressOf, emailsOf, formatted, nameOf, phonesOf } from "./format.js";
import { base } from "./styles.js";

const ROWS = [
  ["Name", nameOf],
  ["Phone", (profile) => phonesOf(profile).map((phone) => phone.value).join(", ")],
  ["E-mail", (profile) => emailsOf(profile).map((email) => email.value).join(", ")],
  ["Account", (profile) => profile.AccountNumber ?? ""],
  ["Address", (profile) => addressOf(profile)?.value ?? ""],
  ["Born", (profile) => profile.BirthDate ?? ""],
];

const KINDS = ["RULE_BASED_MATCHING", "ML_BASED_MATCHING"];
const MOST = 5;

/** What the service has no answer to is not asked for every customer. */
const unsupported = new Set();

/** Customers who may be the open one, side by side; shows nothing where the service has no answer to that. */
export class Duplicates extends LitElement {
  static properties = { domain: {}, profile: { attribute: false }, others: { state: true }, merged: { state: true }, problem: { state: true }, isBusy: { state: true } };

  static styles = [base, css`
    :host { display: block; }
    details { border-color: var(--open-ink); }
    summary { padding: .6rem 1rem; color: var(--open-ink); font-weight: 600; cursor: pointer; }
    .scroll { overflow-x: auto; padding: 0 1rem .9rem; }
    table { width: 100%; border-collapse: collapse; }
    th, td { min-width: 9rem; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
    tr:first-child > * { border-top: 0; }
    tbody th { min-width: 5rem; color: var(--muted); font-weight: 400; }
    .why { display: block; color: var(--muted); font-size: .88em; font-weight: 400; }
    td.same { color: var(--done-ink); }
    .done { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; padding: .6rem 1rem; }
    .failed { padding: .6rem 1rem; }
  `];

  constructor() {
    super();
    this.others = [];
  }

  willUpdate(changed) {
    if (changed.has("profile") && changed.get("profile")?.Revision !== this.profile.Revision) {
      if (changed.get("profile")?.ProfileId !== this.profile.ProfileId) this.merged = null;
      this.#look();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.running?.abort();
  }

  async #look() {
    this.running?.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const { ProfileId: id } = this.profile;
    const reasons = new Map();
    for (const answer of await Promise.all(KINDS.filter((kind) => !unsupported.has(kind)).map((kind) => this.#ask(kind, signal)))) {
      for (const other of answer.ProfileIds ?? []) reasons.set(other, reasons.get(other) || reasonOf(answer));
    }
    reasons.delete(id);
    const found = await Promise.allSettled([...reasons.keys()].slice(0, MOST).map((other) => api.profile(this.domain, other, null, signal)));
    if (signal.aborted) return;
    this.reasons = reasons;
    this.others = found.filter((one) => one.status === "fulfilled").map((one) => one.value).filter((one) => one.ProfileId !== id); // merged meanwhile
  }

  /** Nothing where the domain does not match in this way, or knows nobody alike. */
  async #ask(kind, signal) {
    try {
      return await api.similar(this.domain, this.profile.ProfileId, kind, signal);
    } catch (problem) {
      if (problem.isUnsupported) unsupported.add(kind);
      return {};
    }
  }

  render() {
    return html`
      ${this.problem ? html`<p class="card failed" role="alert">${this.problem.message}</p>` : nothing}
      ${this.merged ? html`<div class="card done" role="status"><span>Merged with <bdi>${nameOf(this.merged) || "the other customer"}</bdi>.</span>
        <button class="button" type="button" ?disabled=${this.isBusy} @click=${this.#undo}>Undo</button></div>` : nothing}
      ${this.others.length > 0 ? html`<details class="card">
        <summary>${this.others.length === 1 ? "Possible duplicate" : `${this.others.length} possible duplicates`}</summary>
        <div class="scroll">${this.#table()}</div></details>` : nothing}`;
  }

  #table() {
    const all = [this.profile, ...this.others];
    return html`<table>
      <thead><tr><th><span class="hidden">Field</span></th><th scope="col">This customer</th>${this.others.map((other, index) => html`<th scope="col">Possible duplicate ${this.others.length > 1 ? index + 1 : ""}
        <span class="why">${this.reasons.get(other.ProfileId)}</span></th>`)}</tr></thead>
      <tbody>
        ${ROWS.filter(([, of]) => all.some(of)).map(([name, of]) => html`<tr><th scope="row">${name}</th>
          ${all.map((profile, index) => html`<td class=${index > 0 && of(profile) && of(profile) === of(this.profile) ? "same" : ""}><bdi>${of(profile) || "–"}</bdi></td>`)}</tr>`)}
        <tr><th scope="row"><span class="hidden">Merge</span></th><td></td>${this.others.map((other) => html`<td>
          <button class="button" type="button" ?disabled=${this.isBusy} @click=${() => this.#merge(other)}>Merge into this customer</button></td>`)}</tr>
      </tbody></table>`;
  }

  #merge(other) {
    return this.#do(async () => {
      await api.merge(this.domain, this.profile.ProfileId, [other.ProfileId]);
      this.merged = other;
      this.others = this.others.filter((one) => one !== other);
    });
  }

  #undo() {
    return this.#do(async () => {
      await api.unmerge(this.domain, this.profile.ProfileId, this.merged.ProfileId);
      this.merged = null;
    });
  }

  async #do(action) {
    this.isBusy = true;
    this.problem = null;
    try {
      await action();
      this.dispatchEvent(new Event("reread"));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

function reasonOf({ RuleLevel: level, ConfidenceScore: score }) {
  if (level) return `by rule ${level}`;
  return score ? `${formatted.percent(score)} alike` : "";
}

customElements.define("cp-duplicates", Duplicates);
