import { LitElement, css, html, nothing } from "lit";
import { detailsOf } from "./details.js";
import { formatted } from "./format.js";
import { icon } from "./icons.js";
import { PagedItems } from "./paged.js";
import { keyOf } from "./rows.js";
import { styled } from "./styled.js";
import { base } from "./styles.js";

/** One list of a profile: what the profile carries is shown at once, pages follow as they come into view. */
export class Pane extends LitElement {
  static properties = {
    pane: { attribute: false },
    domain: {},
    profile: { attribute: false },
    shown: { state: true },
    total: { state: true },
    problem: { state: true },
    sort: { state: true },
    chosen: { state: true },
    room: { state: true },
  };

  static styles = [base, css`
    :host { display: block; min-width: 0; overflow: hidden; }
    header { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: center; padding: .65rem 1rem .5rem; }
    h2 { font-size: 1.05rem; }
    .count { color: var(--muted); font-variant-numeric: tabular-nums; }
    .filters { display: flex; flex-wrap: wrap; gap: .4rem; margin-inline-start: auto; }
    select { max-width: 11rem; padding: .15rem .35rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); font-size: .9em; }
    .empty { padding: 0 1rem 1rem; color: var(--muted); }
    .failed { padding: .4rem 1rem; }
  `];

  constructor() {
    super();
    this.shown = [];
    this.chosen = {};
    this.sort = null;
    this.room = 1;
  }

  willUpdate(changed) {
    if (changed.has("profile")) this.#begin(changed.get("profile"));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.running?.abort();
  }

  get #isArranged() {
    return this.sort !== null || Object.values(this.chosen).some(Boolean);
  }

  /** The profile has changed: what is on screen stays until the pages behind it have been read again. */
  #begin(before) {
    const known = this.profile[this.pane.member] ?? [];
    const isSame = before?.ProfileId === this.profile.ProfileId;
    this.running?.abort();
    this.running = new AbortController();
    this.list = PagedItems.ofProfile(this.domain, this.profile.ProfileId, this.pane.name, this.running.signal);
    if (isSame) {
      this.fresh = freshOf(before[this.pane.member] ?? [], known);
      this.#need(Math.max(known.length, this.shown.length));
      return;
    }
    this.fresh = new Set();
    this.chosen = {};
    this.sort = null;
    this.shown = known;
    this.total = known.length;
    if (known.length > 0) this.#need(known.length);
  }

  async #need(count) {
    const { list } = this;
    try {
      await (this.#isArranged ? list.all() : list.until(count));
      if (list !== this.list) return;
      this.problem = null;
      this.total = list.total;
      this.shown = list.items.map((item) => (this.fresh.has(keyOf(item)) ? { ...item, isFresh: true } : item));
    } catch (problem) {
      if (problem.name !== "AbortError") this.problem = problem;
    }
  }

  render() {
    const { pane } = this;
    const rows = this.#arranged();
    const columns = pane.columns.filter((column) => (column.room ?? 0) <= this.room);
    return html`<section aria-labelledby="title">
      <header>
        <h2 id="title">${pane.title}</h2>
        ${this.total > 0 ? html`<span class="count">${formatted.count(this.#isArranged ? rows.length : this.total)}</span>` : nothing}
        ${pane.filters && this.shown.length > 1 ? html`<div class="filters">${pane.filters.map((filter) => this.#filter(filter))}</div>` : nothing}
      </header>
      ${this.problem ? html`<p class="failed" role="alert">${this.problem.message} <button class="link" type="button" @click=${() => this.#need(this.shown.length + 1)}>Try again</button></p>` : nothing}
      ${this.shown.length === 0 ? html`<p class="empty">${pane.empty}</p>` : html`<cp-rows
        .items=${rows} .total=${this.#isArranged ? rows.length : this.total} .rowHeight=${this.room === 0 ? 52 : 36} .label=${pane.title}
        .row=${(item, opener) => this.#row(columns, item, opener)} .details=${detailsOf} .header=${this.#head(columns)}
        ${styled({ "--columns": columns.map((column) => column.size).join(" ") })}
        @need=${(event) => !this.#isArranged && !this.problem && this.#need(event.detail)} @room=${(event) => { this.room = event.detail; }}></cp-rows>`}
    </section>`;
  }

  #row(columns, item, opener) {
    return columns.map((column) => html`<div class="cell ${column.number ? "number" : ""}" role="cell">
      ${column.opens ? opener(column.value(item)) : column.value(item)}
      ${column.opens && this.room === 0 ? html`<span class="sub">${this.pane.summary(item).filter(Boolean).map((part, index) => html`${index > 0 ? " · " : ""}<bdi>${part}</bdi>`)}</span>` : nothing}
    </div>`);
  }

  #head(columns) {
    return columns.map((column, index) => html`<div class="cell ${column.number ? "number" : ""}" role="columnheader" aria-sort=${this.#direction(column) ?? nothing}>
      ${column.by ? html`<button class="opener" type="button" @click=${() => this.#sortBy(column)}>${column.title} ${this.#direction(column) ? icon(this.sort.descending ? "down" : "up") : nothing}</button>`
        : column.title || html`<span class="hidden">Column ${index + 1}</span>`}
    </div>`);
  }

  #filter(filter) {
    const values = [...new Set(this.shown.map(filter.of))].sort((one, other) => one.localeCompare(other));
    return html`<select aria-label=${`${this.pane.title} by ${filter.title.toLowerCase()}`} @change=${(event) => this.#choose(filter, event.target.value)}>
      <option value="" ?selected=${!this.chosen[filter.title]}>${filter.title}: all</option>
      ${values.map((value) => html`<option value=${value} ?selected=${this.chosen[filter.title] === value}>${value}</option>`)}
    </select>`;
  }

  #choose(filter, value) {
    this.chosen = { ...this.chosen, [filter.title]: value };
    this.#need(Infinity);
  }

  #sortBy(column) {
    const again = this.sort?.title === column.title;
    this.sort = again && this.sort.descending ? null : { title: column.title, descending: again };
    this.#need(Infinity);
  }

  #direction(column) {
    return this.sort?.title === column.title ? (this.sort.descending ? "descending" : "ascending") : null;
  }

  #arranged() {
    let rows = this.shown;
    for (const filter of this.pane.filters ?? []) {
      const value = this.chosen[filter.title];
      if (value) rows = rows.filter((item) => filter.of(item) === value);
    }
    if (!this.sort) return rows;
    const { by } = this.pane.columns.find((column) => column.title === this.sort.title);
    const sign = this.sort.descending ? -1 : 1;
    return [...rows].sort((one, other) => sign * compare(by(one), by(other)));
  }
}

function compare(one, other) {
  return typeof one === "number" ? one - other : String(one).localeCompare(String(other), undefined, { numeric: true });
}

/** What is new, or newer, among the items that the profile carries. */
function freshOf(before, after) {
  const known = new Map(before.map((item) => [keyOf(item), item.At]));
  return new Set(after.filter((item) => known.get(keyOf(item)) !== item.At).map(keyOf));
}

customElements.define("cp-pane", Pane);
