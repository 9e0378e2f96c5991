import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit-html/directives/repeat.js";
import { styled } from "./styled.js";
import { base } from "./styles.js";

const BEYOND = 8;

/**
 * Rows of one height, of which only those in view exist; one may be open, with details below it. Tells `need` with how many
 * rows must be there, and `room`: 0 where there is little, else 1.
 */
export class Rows extends LitElement {
  static properties = {
    items: { attribute: false },
    total: { type: Number },
    rowHeight: { type: Number },
    row: { attribute: false },
    details: { attribute: false },
    header: { attribute: false },
    label: {},
    view: { state: true },
    open: { state: true },
    openHeight: { state: true },
  };

  static styles = [base, css`
    :host { display: block; }
    .scroller { position: relative; overflow-y: auto; overflow-x: hidden; max-height: calc(var(--rows-height, 27rem) + var(--open-height, 0px)); overscroll-behavior: contain; }
    .head { position: sticky; top: 0; z-index: 1; background: var(--surface); border-bottom: 1px solid var(--line); }
    .head, .row { display: grid; grid-template-columns: var(--columns); gap: 0 .75rem; align-items: center; padding: 0 1rem; }
    .head { height: 2rem; color: var(--muted); font-size: .88em; }
    .body { position: relative; }
    .row { position: absolute; inset-inline: 0; border-top: 1px solid var(--line); }
    .body > .row:first-child { border-top-color: transparent; }
    .row:hover { background: color-mix(in srgb, var(--soft) 60%, transparent); }
    .row > * { min-width: 0; }
    .row.fresh { background: color-mix(in srgb, var(--changed) 60%, transparent); }
    .cell { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .cell > svg { display: block; }
    .number { text-align: end; font-variant-numeric: tabular-nums; }
    .opener { display: block; max-width: 100%; padding: 0; border: 0; background: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 500; text-align: start; }
    .opener:hover, .opener[aria-expanded="true"] { color: var(--accent); }
    .opener:focus-visible { outline-offset: -2px; }
    .sub { display: block; overflow: hidden; color: var(--muted); font-size: .88em; text-overflow: ellipsis; white-space: nowrap; }
    .with-icon { display: inline-flex; align-items: center; gap: .35em; }
    .with-icon svg { color: var(--muted); }
    .details { position: absolute; inset-inline: 0; padding: .1rem 1rem .9rem; }
    .details dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: .55rem 1.25rem; padding: .75rem .9rem; border-radius: 8px; background: var(--soft); max-height: 30rem; overflow: auto; }
    .details dd { white-space: pre-line; }
    .details .long { grid-column: 1 / -1; }
    .coming { position: absolute; inset-inline: 0; padding: .5rem 1rem; color: var(--muted); }
  `];

  constructor() {
    super();
    this.items = [];
    this.view = { first: 0, last: 24 };
    this.open = null;
    this.openHeight = 0;
    this.sizes = new ResizeObserver(() => this.#measure());
  }

  firstUpdated() {
    this.sizes.observe(this.renderRoot.querySelector(".scroller"));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.firstUpdated();
  }

  render() {
    const openIndex = this.open === null ? -1 : this.items.findIndex((item) => keyOf(item) === this.open);
    this.openIndex = openIndex;
    const count = Math.max(this.total ?? 0, this.items.length);
    const height = count * this.rowHeight + (openIndex >= 0 ? this.openHeight : 0);
    const { first, last } = this.view;
    const shown = this.items.slice(first, last).map((item, index) => ({ item, index: first + index }));
    return html`<div class="scroller" role="table" ${styled({ "--open-height": `${openIndex >= 0 ? this.openHeight : 0}px` })} aria-label=${this.label} aria-rowcount=${count + 1} tabindex=${this.items.length > 0 ? nothing : 0} @scroll=${this.#look}>
      ${this.header ? html`<div role="rowgroup"><div class="head" role="row" aria-rowindex="1">${this.header}</div></div>` : nothing}
      <div class="body" role="rowgroup" ${styled({ height: `${height}px` })} @keydown=${this.#walk}>
        ${repeat(shown, ({ item }) => keyOf(item), ({ item, index }) => this.#row(item, index))}
        ${openIndex >= first && openIndex < last ? this.#details(openIndex) : nothing}
        ${last > this.items.length && count > this.items.length
          ? html`<div class="coming" role="row" ${styled({ top: `${this.#top(this.items.length)}px` })}><span role="cell">Loading…</span></div>` : nothing}
      </div>
    </div>`;
  }

  #row(item, index) {
    const opened = index === this.openIndex;
    const place = styled({ top: `${this.#top(index)}px`, height: `${this.rowHeight}px` });
    return html`<div class="row ${item.isFresh ? "fresh" : ""}" role="row" aria-rowindex=${index + 2} data-index=${index} ${place}>
      ${this.row(item, (content) => html`<button class="opener" type="button" aria-expanded=${opened} @click=${() => this.#toggle(item)}>${content}</button>`)}
    </div>`;
  }

  #details(index) {
    return html`<div class="details" role="row" ${styled({ top: `${this.#top(index) + this.rowHeight}px` })}>
      <div role="cell">${this.details(this.items[index])}</div></div>`;
  }

  #top(index) {
    return index * this.rowHeight + (this.openIndex >= 0 && index > this.openIndex ? this.openHeight : 0);
  }

  updated() {
    const details = this.renderRoot.querySelector(".details");
    const height = details ? details.offsetHeight : 0;
    if (details && height !== this.openHeight) this.openHeight = height;
    this.#look();
  }

  #toggle(item) {
    this.open = this.open === keyOf(item) ? null : keyOf(item);
  }

  #look() {
    const scroller = this.renderRoot.querySelector(".scroller");
    const extra = this.openIndex >= 0 && scroller.scrollTop > this.openIndex * this.rowHeight ? this.openHeight : 0;
    const top = Math.max(0, scroller.scrollTop - extra);
    const first = Math.max(0, Math.floor(top / this.rowHeight) - BEYOND);
    const last = Math.ceil((scroller.scrollTop + Math.max(scroller.clientHeight, 300)) / this.rowHeight) + BEYOND;
    if (first !== this.view.first || last !== this.view.last) this.view = { first, last };
    if (last > this.items.length && this.items.length < this.total) this.dispatchEvent(new CustomEvent("need", { detail: last }));
  }

  #measure() {
    const room = this.clientWidth < 540 ? 0 : 1;
    if (room !== this.room) {
      this.room = room;
      this.dispatchEvent(new CustomEvent("room", { detail: room }));
    }
    this.#look();
  }

  /** Arrow keys go from row to row, also to rows that do not exist yet. */
  async #walk(event) {
    const row = event.target.closest(".row");
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (!row || !step) return;
    event.preventDefault();
    const target = Math.min(Math.max(0, Number(row.dataset.index) + step), this.items.length - 1);
    const scroller = this.renderRoot.querySelector(".scroller");
    const top = this.#top(target);
    const head = this.header ? 30 : 0;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.rowHeight + head > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + this.rowHeight + head - scroller.clientHeight;
    this.#look();
    await this.updateComplete;
    this.renderRoot.querySelector(`.row[data-index="${target}"] .opener`)?.focus({ preventScroll: true });
  }
}

/** What a row is recognised by when the list changes. */
export function keyOf(item) {
  return `${item.ObjectTypeName}|${item.ProfileObjectUniqueKey}`;
}

customElements.define("cp-rows", Rows);
