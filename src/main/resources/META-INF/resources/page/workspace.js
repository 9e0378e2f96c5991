import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit-html/directives/repeat.js";
import * as api from "./api.js";
import { titleOf } from "./format.js";
import { changesOf } from "./live.js";
import { addressOf, placeOf } from "./place.js";
import { base, theme } from "./styles.js";
import "./contact.js";
import "./contacts.js";
import "./customer-profile.js";
import "./found.js";
import "./search.js";

const BETWEEN_READS = 1_000;
const STATES = { connecting: "Connecting", open: "Live", lost: "Not live" };
const ICON = new URL("icon.svg", import.meta.url);

/** The agent's window: contacts, search, and the customer who is open. The address says what is open. */
export class Workspace extends LitElement {
  static properties = {
    known: { state: true },
    place: { state: true },
    contacts: { state: true },
    connection: { state: true },
    problem: { state: true },
  };

  static styles = [theme, base, css`
    :host { display: block; min-height: 100vh; background: var(--ground); }
    .bar { position: sticky; top: 0; z-index: 10; display: flex; flex-wrap: wrap; gap: .45rem .9rem; align-items: center; padding: .45rem 1rem; border-bottom: 1px solid var(--line); background: var(--surface); }
    .brand { display: flex; gap: .55rem; align-items: center; font-weight: 600; white-space: nowrap; }
    .brand img { width: 1.7rem; height: 1.7rem; }
    cp-search { flex: 1 1 16rem; max-width: 34rem; }
    select { max-width: 10rem; padding: .3rem .4rem; border: 1px solid var(--line); border-radius: 7px; background: var(--surface); }
    cp-contacts { flex: 1 1 100%; }
    .lost { flex: 1 1 100%; padding: .35rem .75rem; border-radius: 7px; background: var(--danger-soft); color: var(--danger); font-weight: 600; }
    .state { display: inline-flex; gap: .4em; align-items: center; margin-inline-start: auto; color: var(--muted); font-size: .9em; }
    .state::before { width: .55em; height: .55em; border-radius: 50%; background: var(--muted); content: ""; }
    .state.open::before { background: var(--done-ink); }
    .state.lost::before { background: var(--danger); }
    main { max-width: 110rem; margin: 0 auto; padding: .8rem 1rem 2rem; outline: none; }
    .notice { max-width: 36rem; margin: 12vh auto 0; text-align: center; }
    .notice h1 { margin-bottom: .5rem; font-size: 1.5rem; }
    .notice p + p { margin-top: .7rem; }
    .notice .button { margin-top: 1rem; }
    @media (width < 40rem) {
      .bar { gap: .4rem .6rem; padding: .4rem .6rem; }
      .brand span, .state span { position: absolute; clip-path: inset(50%); }
      cp-search { order: 3; flex-basis: 100%; max-width: none; }
      main { padding: .6rem .6rem 2rem; }
    }
  `];

  constructor() {
    super();
    this.contacts = [];
    this.onHash = () => this.#go();
    this.onKey = (event) => this.#key(event);
    this.onContact = () => this.#readContactsSoon();
    this.onState = () => { this.connection = this.live.state; };
    this.isEmbedded = new URLSearchParams(location.search).has("embedded");
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener("hashchange", this.onHash);
    document.addEventListener("keydown", this.onKey);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.onHash);
    document.removeEventListener("keydown", this.onKey);
  }

  async #begin() {
    this.problem = null;
    this.#go();
    try {
      this.known = (await api.domains()).Items.map((domain) => domain.DomainName);
      if (!this.place) this.#go();
    } catch (problem) {
      this.problem = problem;
    }
  }

  #go() {
    const place = placeOf(location.hash);
    const domain = place.domain ?? (this.known?.includes("demo") ? "demo" : this.known?.[0]);
    if (!domain) return;
    if (domain !== this.place?.domain) this.#enter(domain);
    this.place = { ...place, domain };
    if (place.view === "contact") this.#note(place.contactId, { isFresh: false, isTaken: true, ...(place.profileId && { chosen: place.profileId }) });
    if (place.view !== "profile" && place.view !== "contact") document.title = "Customer Profiles";
    window.scrollTo(0, 0);
  }

  #enter(domain) {
    this.live?.removeEventListener("contact", this.onContact);
    this.live?.removeEventListener("reread", this.onContact);
    this.live?.removeEventListener("state", this.onState);
    this.live = changesOf(domain);
    this.live.addEventListener("contact", this.onContact);
    this.live.addEventListener("reread", this.onContact);
    this.live.addEventListener("state", this.onState);
    this.live.start();
    this.onState();
    this.contacts = [];
    this.hasContacts = false;
    if (!this.isEmbedded) this.#readContacts(domain);
  }

  /** At once, and at most once a second. */
  #readContactsSoon() {
    if (this.timer || this.isEmbedded) return;
    const wait = Math.max(0, (this.readAt ?? 0) + BETWEEN_READS - Date.now());
    this.timer = setTimeout(() => this.#readContacts(this.place.domain), wait);
  }

  async #readContacts(domain) {
    clearTimeout(this.timer);
    this.timer = null;
    this.readAt = Date.now();
    try {
      const { Items: now } = await api.liveContacts(domain);
      if (domain === this.place?.domain || !this.place) this.#take(now);
    } catch (problem) {
      if (problem.status === 403) this.problem = problem;
      else if (!this.timer) this.timer = setTimeout(() => this.#readContacts(domain), 5 * BETWEEN_READS);
    }
  }

  #take(now) {
    const before = new Map(this.contacts.map((contact) => [contact.ContactId, contact]));
    const ids = new Set(now.map((contact) => contact.ContactId));
    const over = this.contacts
      .filter((contact) => !ids.has(contact.ContactId) && (!contact.Unassigned || contact.isTaken))
      .map((contact) => ({ ...contact, isOver: true }));
    const live = now.map((contact) => {
      const known = before.get(contact.ContactId);
      return { isFresh: this.hasContacts && !known && !contact.Unassigned, ...known, ...contact, isOver: false };
    });
    const isNew = (contact) => !contact.Unassigned && (!before.has(contact.ContactId) || before.get(contact.ContactId).Unassigned);
    const arrived = live.filter(isNew).sort((one, other) => (other.At ?? 0) - (one.At ?? 0));
    this.contacts = [...over, ...live].sort((one, other) => startOf(one).localeCompare(startOf(other)));
    const isFirst = !this.hasContacts;
    this.hasContacts = true;
    if (this.place.view === "contact") this.#note(this.place.contactId, { isFresh: false, isTaken: true });
    const { view } = this.place;
    const isFree = isFirst ? view === "home" : view !== "contact"; // what the address named comes first
    if (arrived.length > 0 && isFree && !this.#isTyping) this.#open(arrived[0]);
  }

  /** A contact must not take away what the agent is writing. */
  get #isTyping() {
    return [...this.renderRoot.querySelectorAll("customer-profile, cp-contact")].some((view) => view.isDirty);
  }

  #note(id, facts) {
    this.contacts = this.contacts.map((contact) => (contact.ContactId === id ? { ...contact, ...facts } : contact));
  }

  #key(event) {
    const from = event.composedPath()[0];
    const isWriting = /^(INPUT|SELECT|TEXTAREA)$/.test(from.tagName ?? "");
    if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.renderRoot.querySelector("cp-search")?.focus();
    }
    if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
      const contact = this.contacts.filter((one) => !one.Unassigned || one.isTaken)[Number(event.code.at(-1)) - 1];
      if (contact) {
        event.preventDefault();
        this.#open(contact);
      }
    }
  }

  render() {
    if (this.problem) return html`<main>${this.#failed()}</main>`;
    if (!this.place) return html`<main>${this.known ? this.#noDomain() : html`<p class="notice muted" role="status">Loading…</p>`}</main>`;
    if (this.isEmbedded) return html`<main>${this.#lost()}${this.#view()}</main>`;
    const { domain } = this.place;
    return html`<header class="bar">
        <a class="brand" href=${addressOf.home(domain)}><img src=${ICON} alt=""><span>Customer Profiles</span></a>
        <cp-search hasKey .domain=${domain} @pick=${(event) => this.#picked(event.detail)}></cp-search>
        <span class="state ${this.connection}"><span>${STATES[this.connection]}</span></span>
        <select aria-label="Domain" @change=${(event) => { location.hash = addressOf.home(event.target.value); }}>
          ${[...new Set([...(this.known ?? []), domain])].map((name) => html`<option value=${name} ?selected=${name === domain}>${name}</option>`)}
        </select>
        <cp-contacts .contacts=${this.contacts} .current=${this.place.contactId} @open=${(event) => this.#open(event.detail)} @close=${(event) => this.#close(event.detail)}></cp-contacts>
        ${this.#lost()}
      </header>
      <main tabindex="-1">${this.#view()}</main>`;
  }

  /** Contacts that have been opened stay, so that nothing typed in one is lost while another is looked at. */
  #view() {
    const { view, domain, contactId } = this.place;
    const opened = this.contacts.filter((contact) => contact.isTaken);
    return html`
      ${repeat(opened, (contact) => contact.ContactId, (contact) => html`<cp-contact ?hidden=${view !== "contact" || contact.ContactId !== contactId}
        .domain=${domain} .contact=${contact} .profileId=${contact.chosen ?? null}
        @choose=${(event) => this.#choose(contact, event.detail)} @associated=${() => this.#readContacts(domain)}
        @loaded=${(event) => this.#met(contact, event)}></cp-contact>`)}
      ${view === "contact" && !opened.some((contact) => contact.ContactId === contactId) ? this.#noContact() : nothing}
      ${view === "profile" ? html`<customer-profile .domain=${domain} .profileId=${this.place.profileId} @loaded=${(event) => this.#loaded(event)}></customer-profile>` : nothing}
      ${view === "search" ? html`<cp-found .domain=${domain} .key=${this.place.key} .value=${this.place.value} @pick=${(event) => location.replace(addressOf.profile(domain, event.detail))}></cp-found>` : nothing}
      ${view === "home" ? this.#home() : nothing}`;
  }

  #home() {
    return html`<div class="notice">
      <h1>Who is calling?</h1>
      <p>Contacts open by themselves as they arrive. To look somebody up, search by name, phone number, e-mail address, account or case reference; several words narrow it down.</p>
      <p class="muted"><kbd>/</kbd> searches, <kbd>↓</kbd> <kbd>↑</kbd> choose, <kbd>Enter</kbd> opens, <kbd>Alt</kbd> <kbd>1</kbd>–<kbd>9</kbd> change contacts. Click a value to see where it comes from.</p>
    </div>`;
  }

  #noContact() {
    if (!this.hasContacts) return html`<p class="notice muted" role="status">Loading…</p>`;
    return html`<div class="notice" role="alert"><h1>This contact is not in progress</h1><p>It has ended, or somebody else has it.</p></div>`;
  }

  #noDomain() {
    return html`<div class="notice"><h1>No domain yet</h1><p>A domain holds the customers of one company. Create one over the REST API, or wait for the samples.</p>
      <button class="button" type="button" @click=${this.#begin}>Look again</button></div>`;
  }

  #lost() {
    return this.connection === "lost" ? html`<p class="lost" role="status">The connection is lost. What you see may be out of date; trying again…</p>` : nothing;
  }

  #failed() {
    const { problem } = this;
    if (problem.status === 401 || problem.status === 403) {
      return html`<div class="notice" role="alert"><h1>Not allowed</h1><p>Your account may not read customers here. It needs the role “agent”.</p></div>`;
    }
    return html`<div class="notice" role="alert"><h1>This did not work</h1><p>${problem.message}</p><button class="button" type="button" @click=${this.#begin}>Try again</button></div>`;
  }

  #met(contact, event) {
    this.#note(contact.ContactId, { customer: titleOf(event.detail) });
    if (contact.ContactId === this.place.contactId) this.#loaded(event);
  }

  #loaded(event) {
    document.title = `${titleOf(event.detail)} · Customer Profiles`;
    if (this.isPicked) event.currentTarget.focusHeader();
    this.isPicked = false;
  }

  /** While a contact is open, who is looked up is looked up for it. */
  #picked(profile) {
    const { view, domain, contactId } = this.place;
    const contact = view === "contact" && this.contacts.find((one) => one.ContactId === contactId);
    this.isPicked = true;
    if (contact && !contact.isOver) this.#choose(contact, profile.ProfileId);
    else location.hash = addressOf.profile(domain, profile.ProfileId);
  }

  #open(contact) {
    location.hash = addressOf.contact(this.place.domain, contact.ContactId, contact.chosen);
  }

  #choose(contact, profileId) {
    this.#note(contact.ContactId, { chosen: profileId });
    if (this.place.contactId === contact.ContactId) location.replace(addressOf.contact(this.place.domain, contact.ContactId, profileId));
  }

  #close(contact) {
    this.contacts = this.contacts.filter((one) => one !== contact);
    if (this.place.contactId === contact.ContactId) location.hash = addressOf.home(this.place.domain);
  }
}

function startOf(contact) {
  return String(contact.InitiationTimestamp ?? "");
}

customElements.define("cp-workspace", Workspace);
