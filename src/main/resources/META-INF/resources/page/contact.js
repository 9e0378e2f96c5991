import { LitElement, css, html, nothing } from "lit";
import * as api from "./api.js";
import { nameOf } from "./format.js";
import { channelOf, queueOf } from "./items.js";
import { icon } from "./icons.js";
import { base } from "./styles.js";
import "./candidates.js";
import "./clock.js";
import "./create.js";
import "./customer-profile.js";
import "./search.js";

/** A contact and the customer it is with: found by what the contact carries, confirmed by the agent. */
export class Contact extends LitElement {
  static properties = {
    domain: {},
    contact: { attribute: false },
    profileId: {},
    match: { state: true },
    problem: { state: true },
    isBusy: { state: true },
    isCreating: { state: true },
  };

  static styles = [base, css`
    :host { display: grid; gap: .8rem; }
    .banner { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .6rem 1rem; border-color: var(--accent); background: var(--accent-soft); }
    .what { display: flex; gap: .5em; align-items: center; font-weight: 600; }
    .what svg { color: var(--accent); }
    .actions { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-inline-start: auto; }
    .bound { display: inline-flex; gap: .35em; align-items: center; color: var(--done-ink); font-weight: 600; }
    .attributes { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; width: 100%; }
    .attributes div { display: flex; gap: .4em; }
    .attributes dd { font-weight: 500; }
    .who { overflow: visible; }
    .who > header { padding: .9rem 1rem .7rem; }
    .who h1 { font-size: 1.15rem; }
    .who cp-search { margin: 0 1rem .9rem; max-width: 32rem; }
    .who cp-create, .who cp-candidates { border-top: 1px solid var(--line); }
    .who .start { margin: 0 1rem 1rem; }
  `];

  willUpdate(changed) {
    const before = changed.get("contact");
    if (changed.has("contact") && this.contact && (before?.ContactId !== this.contact.ContactId || before?.ProfileId !== this.contact.ProfileId)) {
      if (before?.ContactId !== this.contact.ContactId) {
        this.match = null;
        this.isCreating = false;
      }
      if (!this.profileId) this.#find();
    } else if (changed.has("profileId") && !this.profileId && !this.match) {
      this.#find();
    }
  }

  /** Whom the contact is with: as associated; else by the key it names, by phone, by e-mail. */
  async #find() {
    const { contact } = this;
    const isCurrent = () => contact.ContactId === this.contact?.ContactId;
    try {
      const known = contact.ProfileId ? await api.profile(this.domain, contact.ProfileId) : null;
      if (!isCurrent()) return;
      this.bound = known?.ProfileId ?? null; // another id than the contact's where customers have been merged
      if (known && !isStranger(known)) {
        this.#show({ profiles: [known] });
        return;
      }
      for (const [key, value] of keysOf(contact)) {
        const { Items: profiles } = await api.search(this.domain, key, value);
        const others = profiles.filter((profile) => profile.ProfileId !== known?.ProfileId);
        if (!isCurrent()) return;
        if (others.length > 0) {
          this.#show({ profiles: others, key, value });
          return;
        }
      }
      this.#show({ profiles: [] });
    } catch (problem) {
      if (isCurrent()) this.problem = problem;
    }
  }

  #show(match) {
    this.problem = null;
    this.match = match;
    if (match.profiles.length === 1) this.#choose(match.profiles[0].ProfileId);
    else this.updateComplete.then(() => this.renderRoot.querySelector(match.profiles.length > 1 ? "cp-candidates" : "cp-search")?.updateComplete)
      .then(() => this.renderRoot.querySelector(match.profiles.length > 1 ? "cp-candidates" : "cp-search")?.focus());
  }

  get isDirty() {
    return Boolean(this.renderRoot.querySelector("customer-profile")?.isDirty);
  }

  focusHeader() {
    return this.renderRoot.querySelector("customer-profile")?.focusHeader();
  }

  render() {
    return html`${this.#banner()}
      ${this.problem ? html`<p class="failed" role="alert">${this.problem.message} <button class="link" type="button" @click=${this.#find}>Try again</button></p>` : nothing}
      ${this.profileId ? html`<customer-profile .domain=${this.domain} .profileId=${this.profileId}></customer-profile>` : this.#question()}`;
  }

  #banner() {
    const { contact } = this;
    const isBound = this.profileId && [contact.ProfileId, this.bound].includes(this.profileId);
    return html`<section class="card banner" aria-label="Contact">
      <span class="what">${icon(String(contact.Channel).toUpperCase())} ${channelOf(contact)} <bdi>${contact.CustomerEndpoint}</bdi></span>
      <span class="muted"><bdi>${queueOf(contact)}</bdi></span>
      ${contact.isOver ? html`<span class="pill plain">Ended</span>` : html`<cp-clock .since=${contact.InitiationTimestamp ?? contact.At}></cp-clock>`}
      <span class="actions">
        ${isBound ? html`<span class="bound">${icon("link")} Associated</span>` : nothing}
        ${this.profileId && !isBound && !contact.isOver ? html`<button class="button primary" type="button" ?disabled=${this.isBusy} @click=${() => this.#associate(this.profileId)}>${icon("link")} Associate</button>` : nothing}
        ${this.profileId ? html`<button class="button" type="button" @click=${this.#someoneElse}>Somebody else</button>` : nothing}
      </span>
      ${this.#attributes()}
    </section>`;
  }

  #attributes() {
    const attributes = Object.entries(this.contact.Attributes ?? {}).filter(([, value]) => value !== "" && typeof value !== "object");
    return attributes.length > 0 ? html`<dl class="attributes">${attributes.map(([name, value]) => html`<div><dt><bdi>${name}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>` : nothing;
  }

  #question() {
    if (!this.match) return html`<p class="muted" role="status">Looking for the customer…</p>`;
    const { profiles } = this.match;
    const several = profiles.length > 1;
    return html`<section class="card who" aria-labelledby="question">
      <header><div role="status"><h1 id="question">${several ? `${profiles.length} customers fit. Who is it?` : profiles.length === 1 ? "Is it somebody else?" : "Nobody is known by this contact"}</h1>
        <p class="muted">${several ? "Verify who it is, then pick." : "Search for the customer, or create a new profile."}</p></div></header>
      <cp-search .domain=${this.domain} placeholder="Search by name, phone, e-mail, account, case" @pick=${(event) => this.#choose(event.detail.ProfileId)}></cp-search>
      ${profiles.length > 0 ? html`<cp-candidates .profiles=${profiles} @pick=${(event) => this.#choose(event.detail.ProfileId)}></cp-candidates>` : nothing}
      ${this.isCreating || profiles.length === 0 ? html`<cp-create .domain=${this.domain} .known=${knownOf(this.contact)} forContact @created=${this.#created}></cp-create>`
        : html`<button class="button start" type="button" @click=${() => { this.isCreating = true; }}>Create profile</button>`}
    </section>`;
  }

  #choose(id) {
    this.dispatchEvent(new CustomEvent("choose", { detail: id }));
  }

  #someoneElse() {
    this.match ??= { profiles: [] };
    this.dispatchEvent(new CustomEvent("choose", { detail: null }));
  }

  async #created({ detail: { id, isContact } }) {
    if (isContact && !this.contact.isOver) await this.#associate(id);
    this.#choose(id);
  }

  async #associate(id) {
    this.isBusy = true;
    this.problem = null;
    try {
      await api.addKey(this.domain, id, "_ctrContactId", this.contact.ContactId);
      this.dispatchEvent(new CustomEvent("associated", { detail: id }));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

/** A profile that exists only because the contact needed one tells nobody who it is. */
function isStranger(profile) {
  return nameOf(profile) === "" && (profile.Sources ?? []).every((source) => source.ObjectTypeName.startsWith("CTR"));
}

function* keysOf(contact) {
  const { profileSearchKey: key, profileSearchValue: value } = contact.Attributes ?? {};
  if (key && value) yield [key, value];
  const endpoint = contact.CustomerEndpoint;
  if (endpoint) yield [endpoint.includes("@") ? "_email" : "_phone", endpoint];
  const email = Object.entries(contact.Attributes ?? {}).find(([name]) => /^e-?mail$/i.test(name))?.[1];
  if (email) yield ["_email", email];
}

/** What a new profile could begin with. */
function knownOf(contact) {
  const endpoint = contact.CustomerEndpoint ?? "";
  if (endpoint.includes("@")) return { EmailAddress: endpoint };
  return /^\+?[\d\s().-]{5,}$/.test(endpoint) ? { PhoneNumber: endpoint } : {};
}

customElements.define("cp-contact", Contact);
