import { LitElement, css, html, nothing } from "lit";
import { channelOf, queueOf } from "./items.js";
import { icon } from "./icons.js";
import { base } from "./styles.js";
import { place } from "./value.js";
import "./clock.js";

/** The contacts as tabs, and the list of those that nobody has yet. Tells `open` and `close` with the contact. */
export class Contacts extends LitElement {
  static properties = { contacts: { attribute: false }, current: {}, isWaitingOpen: { state: true } };

  static styles = [base, css`
    :host { display: flex; gap: .4rem; align-items: center; min-width: 0; }
    .tabs { display: flex; gap: .4rem; min-width: 0; overflow-x: auto; scrollbar-width: thin; padding: 3px; }
    .tab { display: flex; flex: none; align-items: stretch; border: 1px solid var(--line); border-radius: 9px; background: var(--surface); max-width: 17rem; }
    .tab.current { border-color: var(--accent); background: var(--accent-soft); }
    .tab.fresh { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); }
    .tab button { display: flex; gap: .5rem; align-items: center; min-width: 0; padding: .3rem .6rem; border: 0; background: none; text-align: start; border-radius: 9px; }
    .tab button svg { color: var(--accent); }
    .text { min-width: 0; line-height: 1.25; }
    .text > span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .name { font-weight: 600; }
    .sub { color: var(--muted); font-size: .86em; font-variant-numeric: tabular-nums; }
    .tab .close { padding: .3rem .45rem; color: var(--muted); }
    .waiting { flex: none; }
    .count { display: inline-grid; min-width: 1.35em; place-items: center; border-radius: 1em; background: var(--accent); color: var(--accent-ink); font-size: .86em; }
    [popover] { position: fixed; inset: auto; width: min(24rem, calc(100vw - 16px)); margin: 0; padding: .4rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--ink); box-shadow: var(--shadow); }
    [popover] h2 { padding: .4rem .6rem; font-size: 1rem; }
    [popover] li button { display: flex; gap: .6rem; align-items: center; width: 100%; padding: .45rem .6rem; border: 0; border-radius: 7px; background: none; text-align: start; }
    [popover] li button:hover { background: var(--soft); }
  `];

  render() {
    const own = this.contacts.filter((contact) => !contact.Unassigned || contact.isTaken);
    const waiting = this.contacts.filter((contact) => contact.Unassigned && !contact.isTaken && !contact.isOver);
    if (own.length + waiting.length === 0) return nothing;
    return html`
      ${own.length > 0 ? html`<nav class="tabs" aria-label="Contacts">${own.map((contact) => this.#tab(contact))}</nav>` : nothing}
      ${waiting.length > 0 ? html`<button class="button waiting" type="button" aria-haspopup="dialog" aria-expanded=${Boolean(this.isWaitingOpen)} @click=${this.#showWaiting}>Waiting <span class="count">${waiting.length}</span></button>` : nothing}
      <div popover role="dialog" aria-label="Waiting contacts" @toggle=${(event) => { this.isWaitingOpen = event.newState === "open"; }}>
        <h2>Waiting for an agent</h2>
        <ul>${waiting.map((contact) => html`<li><button type="button" @click=${() => this.#open(contact)}>${icon(String(contact.Channel).toUpperCase())}
          <span class="text"><span class="name"><bdi>${contact.CustomerEndpoint || channelOf(contact)}</bdi></span><span class="sub">${channelOf(contact)} <bdi>${queueOf(contact)}</bdi></span></span></button></li>`)}</ul>
      </div>`;
  }

  #tab(contact) {
    const isCurrent = contact.ContactId === this.current;
    return html`<div class="tab ${isCurrent ? "current" : ""} ${contact.isFresh ? "fresh" : ""}">
      <button type="button" aria-current=${isCurrent ? "page" : nothing} @click=${() => this.#open(contact)}>
        ${icon(String(contact.Channel).toUpperCase())}
        <span class="text"><span class="name"><bdi>${contact.customer || contact.CustomerEndpoint || channelOf(contact)}</bdi></span>
          <span class="sub">${channelOf(contact)} · ${contact.isOver ? "ended" : html`<cp-clock .since=${contact.InitiationTimestamp ?? contact.At}></cp-clock>`}${contact.isFresh ? html`<span class="hidden">, new</span>` : nothing}</span></span>
      </button>
      ${contact.isOver ? html`<button class="close" type="button" aria-label="Close ended contact" @click=${() => this.dispatchEvent(new CustomEvent("close", { detail: contact }))}>${icon("close")}</button>` : nothing}
    </div>`;
  }

  #open(contact) {
    this.renderRoot.querySelector("[popover]")?.hidePopover();
    this.dispatchEvent(new CustomEvent("open", { detail: contact }));
  }

  #showWaiting(event) {
    const box = this.renderRoot.querySelector("[popover]");
    box.togglePopover();
    place(box, event.currentTarget);
  }
}

customElements.define("cp-contacts", Contacts);
