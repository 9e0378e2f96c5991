import { LitElement, html } from "lit";
import { duration, time } from "./format.js";

/** How long something has been going on, by the second. */
export class Clock extends LitElement {
  static properties = { since: {}, now: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.now = Date.now();
    this.timer = setInterval(() => { this.now = Date.now(); }, 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    const since = time(this.since);
    return html`<span aria-hidden="true">${since ? duration(Math.max(0, (this.now - since.getTime()) / 1000)) : ""}</span>`;
  }
}

customElements.define("cp-clock", Clock);
