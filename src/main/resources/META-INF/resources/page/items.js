import { el, text } from "./dom.js";
import { dayOf, duration, formatted, systemOf, time } from "./format.js";

const SERVICENOW_STATES = { 1: "New", 2: "In progress", 3: "On hold", 6: "Resolved", 7: "Closed", 8: "Canceled" };
const DONE = ["solved", "closed", "resolved", "canceled", "cancelled", "complete", "completed"];
const WAITING = ["pending", "hold", "on hold", "waiting"];
const CHANNELS = { VOICE: "Voice", CHAT: "Chat", EMAIL: "E-mail", TASK: "Task", SMS: "SMS" };

export const cases = {
  name: "cases",
  member: "Cases",
  title: "Cases",
  empty: "No cases.",
  columns: [
    { title: "Status", class: "tight", value: (item) => statusPill(statusOf(item)) },
    { title: "Reference", class: "tight wide", value: (item) => text(referenceOf(item)) },
    { title: "Title", opens: true, value: (item) => text(item.Title || "Untitled") },
    { title: "Source", class: "tight wide", value: (item) => systemOf(item.ObjectTypeName) },
    { title: "Updated", class: "tight wide", value: (item) => dayOf(item.UpdatedDate || item.At) },
  ],
  summary: (item) => [text(referenceOf(item)), systemOf(item.ObjectTypeName), dayOf(item.UpdatedDate || item.At)],
};

export const contacts = {
  name: "contacts",
  member: "Contacts",
  title: "Contact history",
  empty: "No contacts yet.",
  columns: [
    { title: "Date and time", opens: true, value: (item) => minuteOf(startOf(item)) },
    { title: "Duration", class: "tight number", value: (item) => duration(secondsOf(item)) },
    { title: "Channel", class: "tight last", value: (item) => channelOf(item) },
    { title: "Agent", class: "wide", value: (item) => text(agentOf(item)) },
    { title: "Queue", class: "wide", value: (item) => text(queueOf(item)) },
  ],
  summary: (item) => [agentOf(item), queueOf(item)].filter(Boolean).map(text),
};

export const assets = {
  name: "assets",
  member: "Assets",
  title: "Product purchase history",
  empty: "No products.",
  columns: [
    { title: "Product", opens: true, value: (item) => text(item.AssetName || item.ModelName || item.Description || item.ProductSKU || "Unnamed product") },
    { title: "Status", class: "tight", value: (item) => item.Status && text(item.Status) },
    { title: "Serial number", class: "tight wide", value: (item) => item.SerialNumber && text(item.SerialNumber) },
    { title: "Price", class: "tight number wide", value: (item) => priceOf(item) },
    { title: "Purchased", class: "tight", value: (item) => dayOf(item.PurchaseDate) },
  ],
  summary: (item) => [item.SerialNumber && text(item.SerialNumber), priceOf(item)],
};

export const orders = {
  name: "orders",
  member: "Orders",
  title: "Orders",
  empty: "No orders.",
  onlyWhenFilled: true,
  columns: [
    { title: "Order", opens: true, value: (item) => text(item.Name || "Order") },
    { title: "Status", class: "tight", value: (item) => item.Status && text(item.Status) },
    { title: "Total", class: "tight number", value: (item) => [item.TotalPrice, item.Currency].filter(Boolean).join(" ") },
    { title: "Ordered", class: "tight", value: (item) => dayOf(item.CreatedDate || item.At) },
  ],
  summary: () => [],
};

function statusOf(item) {
  const status = String(item.Status ?? "");
  return item.ObjectTypeName?.toLowerCase().startsWith("servicenow") ? (SERVICENOW_STATES[status] ?? status) : status;
}

function statusPill(status) {
  if (status === "") return "";
  const known = status.toLowerCase();
  const tone = DONE.includes(known) ? "done" : WAITING.includes(known) ? "waiting" : "open";
  return el(`span.pill.${tone}`, {}, text(status.charAt(0).toUpperCase() + status.slice(1)));
}

/** The number that people quote: a ticket or incident number before any internal id. */
function referenceOf(item) {
  const attributes = Object.entries(item.Attributes ?? {});
  const named = (pattern) => attributes.find(([name, value]) => value && pattern.test(name))?.[1];
  return String(item.Reference ?? named(/number$/i) ?? named(/(ticket|case)id$/i) ?? named(/(incident|task)id$/i) ?? "");
}

function startOf(item) {
  return read(item, ["InitiationTimestamp", "InitiatedAt", "StartTime", "CreatedDate"]) ?? item.At;
}

function minuteOf(value) {
  const date = time(value);
  return date ? formatted.minute(date) : String(value ?? "Unknown");
}

function secondsOf(item) {
  const stated = read(item, ["Duration", "DurationSeconds"]);
  if (stated !== undefined) return Number(stated);
  const start = time(startOf(item));
  const end = time(read(item, ["DisconnectTimestamp", "DisconnectedAt", "EndTime"]));
  return start && end ? (end - start) / 1000 : Number.NaN;
}

function channelOf(item) {
  const channel = String(read(item, ["Channel"]) ?? "");
  return CHANNELS[channel.toUpperCase()] ?? channel;
}

function agentOf(item) {
  return String(read(item, ["AgentUsername", "AgentName", "Agent"]) ?? "");
}

function queueOf(item) {
  return String(read(item, ["QueueName", "Queue"]) ?? "");
}

function priceOf(item) {
  if (!item.Price) return "";
  const price = formatted.price(item.Price);
  return Number(item.Quantity) > 1 ? `${item.Quantity} × ${price}` : price;
}

/** A field of the item, or an attribute of that name. */
function read(item, names) {
  for (const name of names) {
    const value = item[name] ?? item.Attributes?.[name];
    if (value !== undefined && value !== null && value !== "" && typeof value !== "object") return value;
  }
  return undefined;
}
