import { LitElement, css, html, nothing } from "lit";
import "./value.js";
import { addressOf, emailsOf, formatted, initialsOf, label, nameOf, NAME_FIELDS, phonesOf, systemOf, time, titleOf } from "./format.js";
import { icon } from "./icons.js";
import { base } from "./styles.js";

/** Who it is, and what an agent needs to verify that, at a glance. */
export class Identity extends LitElement {
  static properties = { profile: { attribute: false }, changed: { attribute: false }, headingLevel: { type: Number } };

  static styles = [base, css`
    :host { display: block; }
    .card { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .25rem .9rem; align-items: center; padding: .9rem 1.1rem; }
    .avatar { width: 3.2rem; height: 3.2rem; font-size: 1.15rem; }
    h1 { font-size: 1.5rem; line-height: 1.2; overflow-wrap: anywhere; }
    .facts { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: .6rem 1.5rem; margin-top: .55rem; padding-top: .7rem; border-top: 1px solid var(--line); }
    .facts dd { font-weight: 500; font-variant-numeric: tabular-nums; }
    .kind { margin-inline-start: .4em; color: var(--muted); font-size: .88em; font-weight: 400; }
    .sources { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .35rem; margin-top: .4rem; }
    .sources li { display: flex; flex-wrap: wrap; gap: 0 .45em; padding: .1rem .65rem; border-radius: 1rem; background: var(--soft); font-size: .88em; }
    @media (width < 40rem) {
      .card { grid-template-columns: auto minmax(0, 1fr); padding: .8rem; }
      .avatar { width: 2.6rem; height: 2.6rem; }
      h1 { font-size: 1.25rem; }
      .edit { grid-column: 1 / -1; justify-self: start; margin-top: .3rem; }
    }
  `];

  render() {
    const { profile } = this;
    const address = addressOf(profile);
    const business = nameOf(profile) !== profile.BusinessName && profile.BusinessName;
    return html`<header class="card">
      <span class="avatar" aria-hidden="true">${initialsOf(profile)}</span>
      <div>
        <h1 tabindex="-1" dir="auto">${this.#title()}</h1>
        <p class="muted">${business ? html`${this.#value("BusinessName", business)} · ` : nothing}${sinceOf(profile)}</p>
      </div>
      <button class="button edit" type="button" @click=${() => this.dispatchEvent(new Event("edit"))}>${icon("edit")} Edit</button>
      <dl class="facts">
        ${this.#fact("Phone", phonesOf(profile))}
        ${this.#fact("E-mail", emailsOf(profile))}
        ${this.#fact("Account", profile.AccountNumber ? [{ field: "AccountNumber", value: profile.AccountNumber }] : [])}
        ${this.#fact(address && address.field !== "Address" ? label(address.field) : "Address", address ? [address] : [])}
      </dl>
      ${this.#sources()}
    </header>`;
  }

  focus() {
    this.renderRoot.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** Each part of the name has a source of its own. */
  #title() {
    const parts = NAME_FIELDS.filter((field) => this.profile[field]);
    if (parts.length === 0) return html`<bdi>${titleOf(this.profile)}</bdi>`;
    return parts.map((field, index) => html`${index > 0 ? " " : ""}${this.#value(field, this.profile[field])}`);
  }

  #value(field, value) {
    const changed = [...(this.changed ?? [])].some((name) => name === field || name.startsWith(`${field}.`));
    return html`<cp-value .field=${field} .label=${label(field)} .value=${value} .origin=${originOf(this.profile, field)} ?changed=${changed}></cp-value>`;
  }

  #fact(name, entries) {
    if (entries.length === 0) return nothing;
    return html`<div><dt>${name}</dt>${entries.map((entry) => html`<dd>${this.#value(entry.field, entry.value)}${kindOf(name, entry, entries)}</dd>`)}</div>`;
  }

  /** One entry per system, however many kinds of records it sends. */
  #sources() {
    const systems = new Map();
    for (const source of this.profile.Sources ?? []) {
      const name = systemOf(source.ObjectTypeName);
      systems.set(name, [...(systems.get(name) ?? []), source]);
    }
    if (systems.size === 0) return nothing;
    return html`<ul class="sources" aria-label="Systems that know this customer">${[...systems].map(([name, sources]) => {
      const records = sources.reduce((sum, source) => sum + (source.Records ?? 0), 0);
      const updated = time(Math.max(...sources.map((source) => source.LastUpdatedAt ?? 0)) || null);
      return html`<li title=${sources.map((source) => source.ObjectTypeName).join(", ")}><strong>${name}</strong>
        <span class="muted">${[records === 1 ? "1 record" : records > 0 && `${formatted.count(records)} records`, updated && formatted.day(updated)].filter(Boolean).join(" · ")}</span></li>`;
    })}</ul>`;
  }
}

/** Where a field's value comes from; an address comes as a whole from one source. */
export function originOf(profile, field) {
  const { Provenance: provenance = {} } = profile;
  return provenance[field];
}

function sinceOf(profile) {
  const created = time(profile.CreatedAt);
  const updated = time(profile.LastUpdatedAt);
  return [created && `Known here since ${formatted.day(created)}`, updated && `last change ${formatted.minute(updated)}`].filter(Boolean).join(", ");
}

/** Tells two phones apart; a single one needs no label. */
function kindOf(name, entry, entries) {
  if (entries.length < 2 || entry.field === "PhoneNumber" || entry.field === "EmailAddress") return nothing;
  return html`<span class="kind">${label(entry.field).replace(/ (phone number|e-mail address)$/i, "").toLowerCase()}</span>`;
}

customElements.define("cp-identity", Identity);
