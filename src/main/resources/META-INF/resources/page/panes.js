import * as api from "./api.js";
import { el, joined, text } from "./dom.js";
import { assets, cases, contacts, orders } from "./items.js";
import { formatted, label, valueOf } from "./format.js";

/** What the row itself already shows, or nobody reads. */
const HEAD = ["Title", "ProfileObjectUniqueKey", "At"];
const PANES = [cases, contacts, assets, orders];

/** The lists of a profile. What the profile carries is shown at once, the first full page follows. */
export function panesOf(domain, profile, signal) {
  return PANES
    .filter((pane) => !pane.onlyWhenFilled || (profile[pane.member] ?? []).length > 0)
    .map((pane) => new Pane(pane, domain, profile, signal).section);
}

class Pane {
  #items;
  #next = null;
  #total = null;

  constructor(pane, domain, profile, signal) {
    this.pane = pane;
    this.domain = domain;
    this.profile = profile;
    this.signal = signal;
    this.#items = profile[pane.member] ?? [];
    this.count = el("span.count");
    this.body = el("div.rows");
    this.foot = el("div.foot");
    this.section = el(`section.pane.${pane.name}`, { "aria-labelledby": pane.name },
      el("h2", { id: pane.name }, pane.title, this.count), this.body, this.foot);
    this.#show();
    if (this.#items.length > 0) this.#load(null);
  }

  async #load(token) {
    this.foot.replaceChildren(token && el("p.muted", { role: "status" }, "Loading…"));
    try {
      const page = await api.pane(this.domain, this.profile.ProfileId, this.pane.name, token, this.signal);
      const known = token === null ? [] : this.#items;
      this.#items = [...known, ...page.Items];
      this.#next = page.NextToken ?? null;
      this.#total = page.Total ?? null;
      this.#show(known.length);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.foot.replaceChildren(el("p.failed", { role: "alert" }, `${problem.message} `,
        el("button.link", { type: "button", on: { click: () => this.#load(token) } }, "Try again")));
    }
  }

  #show(firstNew = 0) {
    const total = this.#total ?? this.#items.length;
    this.count.replaceChildren(total > 0 ? formatted.count(total) : "");
    this.body.replaceChildren(this.#items.length === 0 ? el("p.empty", {}, this.pane.empty) : this.#table());
    this.foot.replaceChildren(...(this.#next ? [this.#more()] : []));
    if (firstNew > 0) this.body.querySelectorAll("tbody tr.item button.open")[firstNew]?.focus();
  }

  #more() {
    const rest = this.#total === null ? "" : ` (${formatted.count(this.#items.length)} of ${formatted.count(this.#total)})`;
    return el("button.more", { type: "button", on: { click: () => this.#load(this.#next) } }, `More${rest}`);
  }

  #table() {
    const columns = this.pane.columns;
    return el("table", {},
      el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col", class: column.class }, column.title)))),
      el("tbody", {}, this.#items.map((item) => row(this.pane, item))));
  }
}

/** A row, and below it on demand everything else that the record says. */
function row(pane, item) {
  const details = el("tr.details", { hidden: true }, el("td", { colspan: pane.columns.length }));
  const toggle = (button) => {
    const opening = details.hidden;
    if (opening) details.firstChild.replaceChildren(detailsOf(item));
    details.hidden = !opening;
    button.setAttribute("aria-expanded", String(opening));
  };
  const cells = pane.columns.map((column) => {
    const value = column.value(item);
    const content = column.opens
      ? [opener(value, toggle), el("span.sub", {}, joined(pane.summary(item)))]
      : value;
    return el("td", { class: column.class }, content);
  });
  return [el("tr.item", {}, cells), details];
}

function opener(value, toggle) {
  return el("button.open", { type: "button", "aria-expanded": "false", on: { click: (event) => toggle(event.currentTarget) } }, value);
}

function detailsOf(item) {
  const { Attributes: attributes = {}, ObjectTypeName: type, ...fields } = item;
  const rows = [...Object.entries(fields), ...Object.entries(attributes)]
    .filter(([name, value]) => !HEAD.includes(name) && value !== null && value !== "" && typeof value !== "object")
    .map(([name, value]) => el("div", {}, el("dt", {}, label(name)), el("dd", {}, text(valueOf(name, value)))));
  return el("dl", {}, rows, el("div", {}, el("dt", {}, "Record type"), el("dd", {}, type)));
}
