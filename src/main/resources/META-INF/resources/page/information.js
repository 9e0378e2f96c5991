import { LitElement, css, html, nothing } from "lit";
import "./value.js";
import { addressLine, addressOf, label, NAME_FIELDS, REACHED_AT, STRUCTURE, valueOf } from "./format.js";
import { originOf } from "./identity.js";
import { base } from "./styles.js";

const IN_HEADER = [...STRUCTURE, ...NAME_FIELDS, ...REACHED_AT, "Attributes", "AccountNumber", "BusinessName"];

/** All that the header does not show, in the order of the alphabet. */
export class Information extends LitElement {
  static properties = { profile: { attribute: false }, changed: { attribute: false }, filter: { state: true } };

  static styles = [base, css`
    :host { display: block; }
    header { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: center; padding: .65rem 1rem .5rem; }
    h2 { font-size: 1.05rem; white-space: nowrap; }
    input { flex: 0 1 14rem; width: auto; min-width: 6rem; margin-inline-start: auto; padding: .15rem .5rem; font-size: .9em; }
    dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: .55rem 1.5rem; padding: .1rem 1rem 1rem; }
    .empty { padding: 0 1rem 1rem; }
  `];

  constructor() {
    super();
    this.filter = "";
  }

  render() {
    const all = this.#rows();
    const wanted = this.filter.trim().toLowerCase();
    const rows = all.filter((row) => `${row.name} ${row.value}`.toLowerCase().includes(wanted));
    return html`<section aria-labelledby="title">
      <header><h2 id="title">More information</h2>
        ${all.length > 6 ? html`<input class="input" type="search" aria-label="Filter more information" placeholder="Filter" .value=${this.filter} @input=${(event) => { this.filter = event.target.value; }}>` : nothing}
      </header>
      ${rows.length === 0 ? html`<p class="empty muted">${wanted ? "Nothing fits." : "Nothing more is known."}</p>` : html`<dl>${rows.map((row) => html`<div>
        <dt>${row.name}</dt>
        <dd><cp-value .field=${row.path} .label=${row.name} .value=${row.value} .origin=${originOf(this.profile, row.path)} ?changed=${this.#isChanged(row.path)}></cp-value></dd>
      </div>`)}</dl>`}
    </section>`;
  }

  #rows() {
    const { profile } = this;
    const shown = new Set([...IN_HEADER, addressOf(profile)?.field]);
    const fields = Object.entries(profile)
      .filter(([field, value]) => !shown.has(field) && isFilled(value))
      .map(([field, value]) => ({ path: field, name: label(field), value: valueOf(field, value) }));
    const attributes = Object.entries(profile.Attributes ?? {})
      .filter(([, value]) => isFilled(value))
      .map(([name, value]) => ({ path: `Attributes.${name}`, name: label(name), value: String(value) }));
    return [...fields, ...attributes].sort((one, other) => one.name.localeCompare(other.name));
  }

  #isChanged(path) {
    return [...(this.changed ?? [])].some((name) => name === path || name.startsWith(`${path}.`));
  }
}

function isFilled(value) {
  return value !== null && value !== undefined && value !== "" && (typeof value !== "object" || addressLine(value) !== "");
}

customElements.define("cp-information", Information);
