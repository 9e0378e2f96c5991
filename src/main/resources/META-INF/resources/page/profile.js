import { el, joined, text } from "./dom.js";
import { addressLine, addressOf, directionOf, emailsOf, formatted, initialsOf, label, nameOf, phonesOf, REACHED_AT, systemOf, time, titleOf, valueOf } from "./format.js";
import { traced } from "./origin.js";
import { panesOf } from "./panes.js";

const NAME = ["FirstName", "MiddleName", "LastName"];
const STRUCTURE = ["ProfileId", "Revision", "CreatedAt", "LastUpdatedAt", "Attributes", "Cases", "Contacts", "Assets", "Orders",
  "Keys", "Sources", "Provenance", "FoundByItems", "EngagementPreferences"];

/** One customer: who it is, and the panes below. */
export function profileView(domain, profile, signal) {
  const shown = new Set([...STRUCTURE, ...NAME, ...REACHED_AT, "AccountNumber", "BusinessName"]);
  const identity = identityOf(profile, shown);
  return el("article.profile", { "aria-labelledby": "who" },
    identity,
    el("div.panes", {}, panesOf(domain, profile, signal), informationPane(profile, shown)));
}

function identityOf(profile, shown) {
  const { Provenance: provenance } = profile;
  const phones = phonesOf(profile);
  const emails = emailsOf(profile);
  const address = addressOf(profile);
  if (address) shown.add(address.field);
  const business = nameOf(profile) !== profile.BusinessName && profile.BusinessName;
  return el("header.identity", {},
    el("span.avatar.large", { "aria-hidden": "true" }, initialsOf(profile)),
    el("div.heading", {},
      el("h1", { id: "who", tabindex: "-1" }, title(profile)),
      el("p.muted", {}, joined([
        business && traced("BusinessName", business, provenance),
        since(profile),
      ]))),
    el("dl.facts", {},
      fact("Phone", phones, provenance),
      fact("E-mail", emails, provenance),
      fact("Account", profile.AccountNumber && [{ field: "AccountNumber", value: profile.AccountNumber }], provenance),
      fact(address && address.field !== "Address" ? label(address.field) : "Address", address && [address], provenance)),
    sourcesOf(profile));
}

/** Each part of the name has a source of its own. */
function title(profile) {
  const parts = NAME.filter((field) => profile[field]).map((field) => traced(field, profile[field], profile.Provenance));
  return parts.length > 0 ? el("bdi", { dir: directionOf(nameOf(profile)) }, joined(parts, " ")) : text(titleOf(profile));
}

function since(profile) {
  const created = time(profile.CreatedAt);
  const updated = time(profile.LastUpdatedAt);
  return [created && `Known here since ${formatted.day(created)}`, updated && `last change ${formatted.minute(updated)}`]
    .filter(Boolean)
    .join(", ");
}

function fact(name, entries, provenance) {
  if (!entries || entries.length === 0) return null;
  return el("div", {},
    el("dt", {}, name),
    entries.map((entry) => el("dd", {}, traced(entry.field, entry.value, provenance), kindOf(name, entry, entries))));
}

/** Tells two phones apart; a single one needs no label. */
function kindOf(name, entry, entries) {
  if (entries.length < 2 || entry.field === "PhoneNumber" || entry.field === "EmailAddress") return null;
  return el("span.kind", {}, label(entry.field).replace(/ (phone number|email address)$/i, "").toLowerCase());
}

/** One entry per system, however many kinds of records it sends. */
function sourcesOf(profile) {
  const systems = new Map();
  for (const source of profile.Sources ?? []) {
    const name = systemOf(source.ObjectTypeName);
    systems.set(name, [...(systems.get(name) ?? []), source]);
  }
  if (systems.size === 0) return null;
  return el("ul.sources", { "aria-label": "Systems that know this customer" }, [...systems].map(([name, sources]) => {
    const records = sources.reduce((sum, source) => sum + (source.Records ?? 0), 0);
    const updated = time(Math.max(...sources.map((source) => source.LastUpdatedAt ?? 0)) || null);
    return el("li", { title: sources.map((source) => source.ObjectTypeName).join(", ") },
      el("strong", {}, name),
      el("span.muted", {}, joined([
        records > 0 && (records === 1 ? "1 record" : `${formatted.count(records)} records`),
        updated && formatted.day(updated),
      ])));
  }));
}

function informationPane(profile, shown) {
  const rows = [
    ...Object.entries(profile)
      .filter(([field, value]) => !shown.has(field) && isFilled(value))
      .map(([field, value]) => ({ path: field, name: label(field), value: valueOf(field, value) })),
    ...Object.entries(profile.Attributes ?? {})
      .filter(([, value]) => isFilled(value))
      .map(([name, value]) => ({ path: `Attributes.${name}`, name: label(name), value: String(value) })),
  ].sort((one, other) => one.name.localeCompare(other.name));
  return el("section.pane.information", { "aria-labelledby": "information" },
    el("h2", { id: "information" }, "More information"),
    rows.length === 0
      ? el("p.empty", {}, "Nothing more is known.")
      : el("dl", {}, rows.map((row) => el("div", {}, el("dt", {}, row.name), el("dd", {}, traced(row.path, row.value, profile.Provenance))))));
}

function isFilled(value) {
  return value !== null && value !== undefined && value !== "" && (typeof value !== "object" || addressLine(value) !== "");
}
