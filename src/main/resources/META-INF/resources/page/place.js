/**
 * What an address names after its hash: `#/demo`, `#/demo/profiles/ID`, `#/demo/search/_phone/+15550100`,
 * `#/demo/contacts/ID` and `#/demo/contacts/ID/profiles/ID`, where a customer is looked at for a contact.
 */
export function placeOf(hash) {
  const [domain, kind, id, within, other] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  const place = { domain: domain || null, view: "home" };
  if (kind === "profiles" && id) return { ...place, view: "profile", profileId: id };
  if (kind === "search" && id && within) return { ...place, view: "search", key: id, value: within };
  if (kind === "contacts" && id) return { ...place, view: "contact", contactId: id, profileId: (within === "profiles" && other) || null };
  return place;
}

export const addressOf = {
  home: (domain) => hash(domain),
  profile: (domain, id) => hash(domain, "profiles", id),
  contact: (domain, id, profileId) => (profileId ? hash(domain, "contacts", id, "profiles", profileId) : hash(domain, "contacts", id)),
};

function hash(...parts) {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
