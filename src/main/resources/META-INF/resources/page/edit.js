import { LitElement, css, html, nothing } from "lit";
import { live } from "lit-html/directives/live.js";
import * as api from "./api.js";
import { ADDRESSES, addressLine, flat, label, REACHED_AT } from "./format.js";
import { base } from "./styles.js";

const GROUPS = [
  ["Name", ["FirstName", "MiddleName", "LastName", "BusinessName", "AccountNumber", "BirthDate"]],
  ["Phone and e-mail", REACHED_AT],
];
const LINES = ["Address1", "Address2", "City", "State", "PostalCode", "Country"];
const MOST = { AdditionalInformation: 1000 };

/**
 * A customer's fields to be edited. What others change meanwhile never touches what is being typed: where both changed a
 * field, both values show and the agent chooses.
 */
export class Edit extends LitElement {
  static properties = {
    domain: {},
    profile: { attribute: false },
    draft: { state: true },
    chosen: { state: true },
    problem: { state: true },
    isSaving: { state: true },
  };

  static styles = [base, css`
    :host { display: block; }
    form { padding: .9rem 1.1rem 1rem; }
    h1 { font-size: 1.25rem; }
    legend { padding: .8rem 0 .25rem; color: var(--muted); font-size: .9em; font-weight: 600; }
    .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: .5rem .9rem; align-items: start; }
    label { display: block; color: var(--muted); font-size: .88em; }
    label .input { display: block; margin-top: .1rem; color: var(--ink); font-size: 1rem; }
    .conflict { grid-column: 1 / -1; padding: .6rem .8rem; border: 1px solid var(--danger); border-radius: 8px; background: var(--danger-soft); }
    .conflict p { margin-bottom: .35rem; font-weight: 600; }
    .conflict label { display: flex; gap: .5em; align-items: baseline; padding: .15rem 0; color: var(--ink); font-size: 1rem; }
    .conflict .who { color: var(--muted); white-space: nowrap; }
    .actions { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin-top: 1rem; }
    .note { font-size: .88em; color: var(--muted); }
    @media (width < 40rem) { form { padding: .8rem; } .input { font-size: 16px; } }
  `];

  constructor() {
    super();
    this.draft = {};
    this.chosen = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.base = flat(this.profile);
    this.addEventListener("keydown", this.#keys);
  }

  firstUpdated() {
    this.renderRoot.querySelector("input")?.focus();
  }

  get isDirty() {
    return Object.keys(this.#changes()).length > 0;
  }

  render() {
    const current = flat(this.profile);
    const addresses = ADDRESSES.filter((kind) => kind === "Address" || (this.profile[kind] && addressLine(this.profile[kind])));
    const attributes = Object.keys(current).filter((field) => field.startsWith("Attributes.")).sort();
    return html`<form class="card" @submit=${this.#save} aria-label="Edit customer" novalidate>
      <h1>Edit customer</h1>
      ${GROUPS.map(([title, fields]) => this.#group(title, fields))}
      ${addresses.map((kind) => this.#group(label(kind), linesOf(this.profile[kind]).map((line) => `${kind}.${line}`)))}
      ${attributes.length > 0 ? this.#group("Attributes", attributes) : nothing}
      ${this.#group("Notes", ["AdditionalInformation"])}
      <div class="actions">
        <button class="button primary" type="submit" ?disabled=${this.isSaving || !this.isDirty || this.#open().length > 0}>${this.isSaving ? "Saving…" : "Save"}</button>
        <button class="button" type="button" @click=${this.#cancel}>Cancel</button>
        ${this.problem ? html`<span class="failed" role="alert">${this.problem}</span>` : nothing}
        ${this.#open().length > 0 ? html`<span class="failed" role="alert">Somebody else changed this too. Choose which value to keep.</span>` : nothing}
      </div>
    </form>`;
  }

  #group(title, fields) {
    return html`<fieldset><legend>${title}</legend><div class="grid">${fields.map((field) => this.#field(field))}</div></fieldset>`;
  }

  #field(field) {
    const now = flat(this.profile)[field] ?? "";
    const was = this.base[field] ?? "";
    const typed = this.draft[field];
    const name = label(field.replace(/^(Attributes|\w*Address)\./, "").replace(/^Address1$/, "Street").replace(/^Address2$/, "Street, second line"));
    if (typed !== undefined && now !== was && now !== typed) return this.#conflict(field, name, typed, now);
    return html`<div><label>${name}
      <input class="input" dir="auto" name=${field} maxlength=${MOST[field] ?? 255} autocomplete="off" .value=${live(typed ?? now)}
        @input=${(event) => { this.draft = { ...this.draft, [field]: event.target.value }; }}></label>
      ${typed === undefined && now !== was ? html`<span class="note">changed meanwhile</span>` : nothing}
    </div>`;
  }

  #conflict(field, name, mine, theirs) {
    const option = (which, value, who) => html`<label><input type="radio" name=${`conflict ${field}`} value=${which} .checked=${live(this.chosen[field] === which)}
      @change=${() => { this.chosen = { ...this.chosen, [field]: which }; }}> <bdi>${value || "(empty)"}</bdi> <span class="who">${who}</span></label>`;
    return html`<div class="conflict" role="radiogroup" aria-label=${`${name}: two values`}>
      <p>${name} was changed by somebody else</p>
      ${option("mine", mine, "yours")}${option("theirs", theirs, "saved meanwhile")}
    </div>`;
  }

  #conflicts() {
    const current = flat(this.profile);
    return Object.keys(this.draft).filter((field) => {
      const now = current[field] ?? "";
      return now !== (this.base[field] ?? "") && now !== this.draft[field];
    });
  }

  /** Conflicts that nobody has decided yet. */
  #open() {
    return this.#conflicts().filter((field) => !this.chosen[field]);
  }

  #changes() {
    const current = flat(this.profile);
    return Object.fromEntries(Object.entries(this.draft).filter(([field, value]) => this.chosen[field] !== "theirs" && value !== (current[field] ?? "")));
  }

  async #save(event) {
    event?.preventDefault();
    if (this.isSaving || this.#open().length > 0) return;
    const changes = nested(this.#changes());
    if (Object.keys(changes).length === 0) {
      this.#cancel();
      return;
    }
    this.isSaving = true;
    this.problem = null;
    try {
      await api.update(this.domain, this.profile.ProfileId, changes, this.profile.Revision);
      this.dispatchEvent(new Event("saved"));
    } catch (problem) {
      if (problem.status === 412) await this.#catchUp();
      else this.problem = problem.message;
    } finally {
      this.isSaving = false;
    }
  }

  /** Somebody else was faster. Where nobody touched the same field, nobody needs to be asked. */
  async #catchUp() {
    try {
      const fresh = await api.profile(this.domain, this.profile.ProfileId);
      this.profile = fresh;
      this.dispatchEvent(new CustomEvent("fresh", { detail: fresh }));
      if (this.#open().length === 0) {
        await api.update(this.domain, fresh.ProfileId, nested(this.#changes()), fresh.Revision);
        this.dispatchEvent(new Event("saved"));
      }
    } catch (problem) {
      this.problem = problem.status === 412 ? "Somebody else is changing this customer right now. Save again." : problem.message;
    }
  }

  #cancel() {
    this.dispatchEvent(new Event("cancelled"));
  }

  #keys(event) {
    if (event.key === "Escape") this.#cancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#save();
  }
}

/** The usual lines, and what else an address has. */
function linesOf(address = {}) {
  return [...new Set([...LINES, ...Object.keys(address).filter((line) => address[line])])];
}

/** `Address.City` back in its address. */
function nested(fields) {
  const changes = {};
  for (const [path, value] of Object.entries(fields)) {
    const dot = path.indexOf(".");
    if (dot < 0) changes[path] = value;
    else (changes[path.slice(0, dot)] ??= {})[path.slice(dot + 1)] = value;
  }
  return changes;
}

customElements.define("cp-edit", Edit);
