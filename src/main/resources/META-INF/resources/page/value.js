import { LitElement, css, html, nothing } from "lit";
import { ageOf, formatted, systemOf, time, valueOf } from "./format.js";
import { base } from "./styles.js";

const REASONS = {
  "only-source": "the only source that says so",
  "same-everywhere": "all sources agree",
  newest: "the newest value",
  "source-priority": "this source has priority",
  priority: "this source has priority",
  edited: "edited by hand",
  "type-name": "as recent as the others",
};

/** A value that tells on demand where it comes from; plain text where nothing is known about that. */
export class Value extends LitElement {
  static properties = {
    field: {},
    label: {},
    value: {},
    origin: { attribute: false },
    changed: { type: Boolean },
    isOpen: { state: true },
  };

  static styles = [base, css`
    :host { display: inline; }
    button { padding: 0; border: 0; background: none; font-weight: inherit; text-align: start; overflow-wrap: anywhere; text-decoration: underline dotted transparent 1px; text-underline-offset: 3px; }
    button:hover, button[aria-expanded="true"] { text-decoration-color: var(--accent); }
    [popover] {
      position: fixed; inset: auto; width: max-content; max-width: min(24rem, calc(100vw - 16px)); max-height: 60vh; margin: 0; padding: .75rem 1rem; overflow: auto;
      border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--ink); box-shadow: var(--shadow); font-size: 14px; font-weight: 400;
    }
    .others { margin: .7rem 0 .15rem; color: var(--muted); font-size: .86em; font-weight: 600; }
    li { padding: .2rem 0; overflow-wrap: anywhere; }
    li .muted { display: block; font-size: .9em; }
    .type { color: var(--muted); font-size: .9em; }
  `];

  constructor() {
    super();
    this.isOpen = false;
  }

  render() {
    const value = html`<bdi class=${this.changed ? "changed" : ""}>${this.value}</bdi>`;
    if (!this.origin) return value;
    return html`<button type="button" aria-haspopup="dialog" aria-expanded=${this.isOpen} title="Where does this come from?" @click=${this.#show}>${value}</button>
      <div popover role="dialog" aria-label=${`Where ${this.label ?? "this value"} comes from`} @toggle=${this.#toggled}>
        ${this.isOpen ? this.#explained() : nothing}
      </div>`;
  }

  #explained() {
    const { ObjectTypeName: type, At: at, Because: because, Others: others = [] } = this.origin;
    return html`
      <p><strong>${sourceOf(type)}</strong> <span class="type">${type}</span></p>
      <p class="muted">${[whenOf(at), REASONS[because] ?? because].filter(Boolean).join(", ")}</p>
      ${others.length > 0 ? html`<p class="others">Other sources say</p>
        <ul>${others.map((other) => html`<li><bdi>${valueOf(this.field, other.Value)}</bdi>
          <span class="muted">${[sourceOf(other.ObjectTypeName), whenOf(other.At)].filter(Boolean).join(", ")}</span></li>`)}</ul>` : nothing}`;
  }

  async #show() {
    const box = this.renderRoot.querySelector("[popover]");
    if (this.isOpen) {
      box.hidePopover();
      return;
    }
    this.isOpen = true;
    await this.updateComplete;
    box.showPopover();
    place(box, this.renderRoot.querySelector("button"));
  }

  #toggled(event) {
    this.isOpen = event.newState === "open";
  }
}

function sourceOf(type) {
  return type ? systemOf(type) : "Edited by hand";
}

function whenOf(at) {
  const date = time(at);
  return date ? `${ageOf(at)} (${formatted.minute(date)})` : "";
}

/** Below the value, or above it where there is no room; never beyond the edge of the window. */
export function place(box, anchor) {
  const margin = 8;
  const by = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = Math.max(margin, Math.min(by.left, window.innerWidth - size.width - margin));
  const below = by.bottom + 6;
  const top = below + size.height + margin > window.innerHeight ? Math.max(margin, by.top - size.height - 6) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

customElements.define("cp-value", Value);
