import { el, joined, text } from "./dom.js";
import { addressLine, addressOf, dayOf, emailsOf, formatted, initialsOf, label, nameOf, phonesOf, systemOf, time, titleOf } from "./format.js";
import { traced } from "./origin.js";
import { panesOf } from "./panes.js";

const NAME = ["FirstName", "MiddleName", "LastName"];
const STRUCTURE = ["ProfileId", "Revision", "CreatedAt", "LastUpdatedAt", "Attributes", "Cases", "Contacts", "Assets", "Orders",
  "Keys", "Sources", "Provenance", "FoundByItems", "EngagementPreferences"];

/** One customer: who it is, and the panes below. */
export function profileView(domain, profile, signal) {
  const shown = new Set([...STRUCTURE, ...NAME, "AccountNumber"]);
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
  [...phones, ...emails, ...(address ? [address] : [])].forEach((entry) => shown.add(entry.field));
  const business = nameOf(profile) !== profile.BusinessName && profile.BusinessName;
  if (profile.BusinessName) shown.add("BusinessName");
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
  return parts.length > 0 ? el("bdi", {}, joined(parts, " ")) : text(titleOf(profile));
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

function sourcesOf(profile) {
  const sources = profile.Sources ?? [];
  if (sources.length === 0) return null;
  return el("ul.sources", { "aria-label": "Systems that know this customer" }, sources.map((source) => {
    const updated = time(source.LastUpdatedAt);
    const records = source.Records === 1 ? "1 record" : `${formatted.count(source.Records)} records`;
    return el("li", { title: source.ObjectTypeName },
      el("strong", {}, systemOf(source.ObjectTypeName)),
      el("span", {}, typeWithin(source.ObjectTypeName)),
      el("span.muted", {}, joined([source.Records > 0 && records, updated && formatted.day(updated)])));
  }));
}

function typeWithin(objectType) {
  const rest = objectType.startsWith("CTR") ? "contacts" : objectType.split("-").slice(1).join(" ");
  return rest.replace(/^sys_/, "").toLowerCase();
}

function informationPane(profile, shown) {
  const rows = [
    ...Object.entries(profile)
      .filter(([field, value]) => !shown.has(field) && isFilled(value))
      .map(([field, value]) => ({ path: field, name: label(field), value: display(field, value) })),
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

function display(field, value) {
  if (typeof value === "object") return addressLine(value);
  return /Date$/.test(field) ? dayOf(value) : String(value);
}
