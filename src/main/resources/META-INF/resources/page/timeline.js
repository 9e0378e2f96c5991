import { LitElement, css, html } from "lit";
import { detailsOf } from "./details.js";
import { formatted, systemOf, time } from "./format.js";
import { icon } from "./icons.js";
import { PANES, agentOf } from "./items.js";
import { MergedItems, PagedItems } from "./paged.js";
import { styled } from "./styled.js";
import { base } from "./styles.js";

const COLUMNS = "11rem 1.4rem minmax(0, 1fr) 8rem";
const NARROW = "1.4rem minmax(0, 1fr)";

/** Cases, contacts, purchases and orders in one order of time. */
export class Timeline extends LitElement {
  static properties = { domain: {}, profile: { attribute: false }, shown: { state: true }, total: { state: true }, problem: { state: true }, narrow: { state: true } };

  static styles = [base, css`
    :host { display: block; overflow: hidden; }
    h2 { padding: .65rem 1rem .5rem; font-size: 1.05rem; }
    cp-rows { --rows-height: 70vh; }
    .empty, .failed { padding: 0 1rem 1rem; }
  `];

  constructor() {
    super();
    this.shown = [];
    this.total = 0;
    this.narrow = false;
  }

  willUpdate(changed) {
    if (!changed.has("profile")) return;
    this.running?.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    this.list = new MergedItems(Object.fromEntries(Object.keys(PANES).map((name) =>
      [name, PagedItems.ofProfile(this.domain, this.profile.ProfileId, name, signal)])));
    this.#need(Math.max(30, this.shown.length));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.running?.abort();
  }

  async #need(count) {
    const { list } = this;
    try {
      await list.until(count);
      if (list !== this.list) return;
      this.problem = null;
      this.total = list.total;
      this.shown = list.items;
    } catch (problem) {
      if (problem.name !== "AbortError") this.problem = problem;
    }
  }

  render() {
    return html`<section aria-labelledby="title">
      <h2 id="title">Timeline</h2>
      ${this.problem ? html`<p class="failed" role="alert">${this.problem.message} <button class="link" type="button" @click=${() => this.#need(this.shown.length + 1)}>Try again</button></p>` : ""}
      ${this.list.isComplete && this.shown.length === 0 ? html`<p class="empty muted">Nothing has happened yet.</p>` : html`<cp-rows
        .items=${this.shown} .total=${this.total} .rowHeight=${this.narrow ? 52 : 40} .label=${"Timeline"} .details=${detailsOf}
        .row=${(item, opener) => this.#row(item, opener)} ${styled({ "--columns": this.narrow ? NARROW : COLUMNS })}
        @need=${(event) => !this.problem && !this.list.isComplete && this.#need(event.detail)} @room=${(event) => { this.narrow = event.detail === 0; }}></cp-rows>`}
    </section>`;
  }

  #row(item, opener) {
    const pane = PANES[item.pane];
    const date = time(item.At);
    const when = date ? formatted.minute(date) : "";
    const symbol = html`<div class="cell" role="cell">${icon(item.pane === "contacts" ? String(item.Channel).toUpperCase() : item.pane)}<span class="hidden">${pane.one}</span></div>`;
    const what = (sub) => html`<div class="cell" role="cell">${opener(html`<bdi>${pane.titleOf(item)}</bdi>`)}${sub}</div>`;
    if (this.narrow) return html`${symbol}${what(html`<span class="sub">${when}</span>`)}`;
    const who = item.pane === "contacts" && agentOf(item) ? agentOf(item) : systemOf(item.ObjectTypeName);
    return html`<div class="cell muted" role="cell">${when}</div>${symbol}${what("")}<div class="cell muted" role="cell"><bdi>${who}</bdi></div>`;
  }
}

customElements.define("cp-timeline", Timeline);
