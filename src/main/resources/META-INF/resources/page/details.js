import { html, nothing } from "lit";
import { label, systemOf, valueOf } from "./format.js";

/** What the row itself already shows, or nobody reads. */
const HEAD = ["Title", "ProfileObjectUniqueKey", "At", "ObjectTypeName", "Attributes", "pane", "isFresh"];

const LONG = 60;

/** Everything that a record says. */
export function detailsOf(item) {
  const rows = [...Object.entries(item), ...Object.entries(item.Attributes ?? {})]
    .filter(([name, value]) => !HEAD.includes(name) && value !== null && value !== "" && typeof value !== "object");
  // it scrolls where a record says much, which the keyboard must reach
  return html`<dl tabindex="0">
    ${item.Title ? html`<div class="long"><dt>Title</dt><dd><bdi>${item.Title}</bdi></dd></div>` : nothing}
    ${rows.map(([name, value]) => html`<div class=${String(value).length > LONG ? "long" : ""}><dt>${label(name)}</dt><dd><bdi>${valueOf(name, value)}</bdi></dd></div>`)}
    <div><dt>Source</dt><dd>${systemOf(item.ObjectTypeName)} <span class="muted">${item.ObjectTypeName}</span></dd></div>
  </dl>`;
}
