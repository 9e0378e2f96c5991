const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const minute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const percent = new Intl.NumberFormat(undefined, { style: "percent" });
const number = new Intl.NumberFormat();
const price = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const REACHED_AT = [
  "PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber",
  "EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress",
];
export const NAME_FIELDS = ["FirstName", "MiddleName", "LastName"];
export const ADDRESSES = ["Address", "MailingAddress", "ShippingAddress", "BillingAddress"];

/** What a profile has besides the customer's own fields. */
export const STRUCTURE = ["ProfileId", "Revision", "CreatedAt", "LastUpdatedAt", "Cases", "Contacts", "Assets", "Orders",
  "Keys", "Sources", "Provenance", "FoundByItems", "EngagementPreferences"];
const UNITS = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

export const formatted = {
  day: (date) => day.format(date),
  minute: (date) => minute.format(date),
  count: (value) => number.format(value),
  price: (value) => (Number.isFinite(Number(value)) ? price.format(value) : String(value)),
  percent: (share) => percent.format(share),
  money,
};

/** In the currency's own way where it is one. */
function money(value, currency) {
  try {
    return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(value);
  } catch {
    return [formatted.price(value), currency].filter(Boolean).join(" ");
  }
}

/** A point in time from what the API and the sources write: epoch seconds, epoch milliseconds, or text. Null if none. */
export function time(value) {
  if (value === null || value === undefined || value === "") return null;
  const numeric = typeof value === "number" ? value : /^\d{9,13}(\.\d+)?$/.test(value) ? Number(value) : null;
  if (numeric !== null) return new Date(numeric < 1e11 ? numeric * 1000 : numeric);
  const iso = String(value).replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/, "$1T$2Z").replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  const date = new Date(iso);
  return /^\d{4}-/.test(iso) && !Number.isNaN(date.getTime()) ? date : null;
}

/** A calendar day is the same day everywhere; a time is shown where the reader is. */
export function dayOf(value) {
  if (/^\d{4}-\d\d-\d\d$/.test(value ?? "")) {
    const [year, month, date] = value.split("-").map(Number);
    return day.format(new Date(year, month - 1, date));
  }
  const date = time(value);
  return date ? day.format(date) : String(value ?? "");
}

/** A field's value for the reader: what is named as a time is one. */
export function valueOf(field, value) {
  if (value !== null && typeof value === "object") return addressLine(value);
  if (!/(Date|Timestamp)$/.test(field)) return String(value ?? "");
  const date = /^\d{4}-\d\d-\d\d$/.test(value) ? null : time(value);
  return date ? minute.format(date) : dayOf(value);
}

/** Minutes and seconds, hours when there are any. */
export function duration(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return "";
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

export function nameOf(profile) {
  const person = NAME_FIELDS.map((field) => profile[field]).filter(Boolean).join(" ");
  return person || profile.BusinessName || "";
}

/** What an agent recognises somebody by, in this order: the name, else a phone number or an e-mail address. */
export function titleOf(profile) {
  return nameOf(profile) || phonesOf(profile)[0]?.value || emailsOf(profile)[0]?.value || "Unknown customer";
}

export function initialsOf(profile) {
  const letters = nameOf(profile).split(/\s+/).filter((word) => /^\p{L}/u.test(word)).map((word) => [...word][0]);
  // the joiner keeps letters of connected scripts apart
  return letters.length > 1 ? `${letters[0]}\u200c${letters.at(-1)}` : (letters[0] ?? "?");
}

export function phonesOf(profile) {
  return fieldsOf(profile, REACHED_AT.filter((field) => field.endsWith("PhoneNumber")));
}

export function emailsOf(profile) {
  return fieldsOf(profile, REACHED_AT.filter((field) => field.endsWith("EmailAddress")));
}

/** The address to show first: the customer's own, else where post goes. Null if none is known. */
export function addressOf(profile) {
  const field = ADDRESSES.find((name) => profile[name] && addressLine(profile[name]));
  return field ? { field, value: addressLine(profile[field]) } : null;
}

export function addressLine(address) {
  const street = [address.Address1, address.Address2, address.Address3, address.Address4];
  const region = [address.State ?? address.Province, address.PostalCode].filter(Boolean).join(" ");
  return [...street, address.City, address.County, region, address.Country].filter(Boolean).join(", ");
}

/** How long ago, as far as anybody cares. */
export function ageOf(at) {
  const date = time(at);
  if (!date) return "";
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.round(seconds / size), unit);
}

/** The fields of a profile, addresses and attributes one by one: `Address.City`, `Attributes.tier`. */
export function flat(profile) {
  const fields = {};
  for (const [name, value] of Object.entries(profile)) {
    if (STRUCTURE.includes(name)) continue;
    if (value !== null && typeof value === "object") {
      for (const [part, text] of Object.entries(value)) fields[`${name}.${part}`] = String(text ?? "");
    } else {
      fields[name] = String(value ?? "");
    }
  }
  return fields;
}

/** "MobilePhoneNumber" as "Mobile phone number", "sfdcContactId" as "Salesforce contact ID". */
export function label(field) {
  const words = field
    .replace(/[_\-.]+/g, " ")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/\bemail\b/g, "e-mail")
    .replace(/\bid\b/g, "ID")
    .replace(/\bsku\b/g, "SKU")
    .replace(/\bsfdc\b/g, "Salesforce")
    .replace(/\bservice now\b/g, "ServiceNow");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const SYSTEMS = { ctr: "Contact centre", salesforce: "Salesforce", zendesk: "Zendesk", servicenow: "ServiceNow", marketo: "Marketo", shopify: "Shopify", segment: "Segment" };

/** The system that an object type comes from: "Servicenow-incident" is of "ServiceNow". */
export function systemOf(objectType) {
  const name = String(objectType ?? "").split("-")[0];
  return SYSTEMS[name.toLowerCase()] ?? (name || "Unknown");
}

/** One value under two names is shown once, under the first. */
function fieldsOf(profile, names) {
  const found = names.filter((name) => profile[name]).map((name) => ({ field: name, value: profile[name] }));
  return found.filter((entry, index) => found.findIndex((other) => other.value === entry.value) === index);
}
