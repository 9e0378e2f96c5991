import { html, nothing } from "lit";
import { dayOf, duration, formatted, systemOf, time } from "./format.js";
import { icon } from "./icons.js";

const SERVICENOW_STATES = { 1: "New", 2: "In progress", 3: "On hold", 6: "Resolved", 7: "Closed", 8: "Canceled" };
const DONE = ["solved", "closed", "resolved", "canceled", "cancelled", "complete", "completed"];
const WAITING = ["pending", "hold", "on hold", "on-hold", "waiting"];
const CHANNELS = { VOICE: "Voice", CHAT: "Chat", EMAIL: "E-mail", TASK: "Task", SMS: "SMS" };

/**
 * The lists of a profile. A column's `value` is what its cell shows, `by` what it is sorted by; a column with `room` shows only
 * where there is as much, and `summary` where there is none.
 */
export const PANES = {
  cases: {
    name: "cases",
    member: "Cases",
    title: "Cases",
    one: "Case",
    empty: "No cases.",
    titleOf: (item) => item.Title || "Untitled",
    filters: [
      { title: "Status", of: (item) => statusOf(item) || "No status" },
      { title: "Source", of: (item) => systemOf(item.ObjectTypeName) },
    ],
    columns: [
      { title: "Status", size: "7.5rem", value: (item) => statusPill(statusOf(item)), by: statusOf },
      { title: "Reference", size: "8rem", room: 1, value: (item) => bdi(referenceOf(item)), by: referenceOf },
      { title: "Title", size: "minmax(0, 1fr)", opens: true, value: (item) => bdi(item.Title || "Untitled"), by: (item) => item.Title ?? "" },
      { title: "Source", size: "7.5rem", room: 1, value: (item) => systemOf(item.ObjectTypeName), by: (item) => systemOf(item.ObjectTypeName) },
      { title: "Updated", size: "7rem", room: 1, value: (item) => dayOf(updatedOf(item)), by: (item) => time(updatedOf(item))?.getTime() ?? 0 },
    ],
    summary: (item) => [referenceOf(item), systemOf(item.ObjectTypeName), dayOf(updatedOf(item))],
  },
  contacts: {
    name: "contacts",
    member: "Contacts",
    title: "Contact history",
    one: "Contact",
    empty: "No contacts yet.",
    titleOf: (item) => [channelOf(item) || "Contact", queueOf(item), isLive(item) && "in progress"].filter(Boolean).join(", "),
    columns: [
      { title: "Date and time", size: "minmax(10.5rem, 1fr)", opens: true, value: (item) => minuteOf(startOf(item)) },
      { title: "Duration", size: "4rem", number: true, value: (item) => (isLive(item) ? html`<span class="pill open">Live</span>` : duration(secondsOf(item))) },
      { title: "Channel", size: "5rem", value: (item) => html`<span class="with-icon">${icon(String(item.Channel ?? "").toUpperCase())}${channelOf(item)}</span>` },
      { title: "Agent", size: "minmax(0, 1fr)", room: 1, value: (item) => bdi(agentOf(item)) },
      { title: "Queue", size: "minmax(0, 1fr)", room: 1, value: (item) => bdi(queueOf(item)) },
    ],
    summary: (item) => [agentOf(item), queueOf(item)],
  },
  assets: {
    name: "assets",
    member: "Assets",
    title: "Product purchase history",
    one: "Product",
    empty: "No products.",
    titleOf: productOf,
    columns: [
      { title: "Product", size: "minmax(0, 1fr)", opens: true, value: (item) => bdi(productOf(item)) },
      { title: "Status", size: "7rem", value: (item) => bdi(item.Status) },
      { title: "Serial number", size: "9rem", room: 1, value: (item) => bdi(item.SerialNumber) },
      { title: "Price", size: "7rem", number: true, room: 1, value: priceOf },
      { title: "Purchased", size: "7rem", room: 1, value: (item) => dayOf(item.PurchaseDate) },
    ],
    summary: (item) => [item.SerialNumber, priceOf(item), dayOf(item.PurchaseDate)],
  },
  orders: {
    name: "orders",
    member: "Orders",
    title: "Orders",
    one: "Order",
    empty: "No orders.",
    titleOf: (item) => item.Name || "Order",
    onlyWhenFilled: true,
    columns: [
      { title: "Order", size: "minmax(0, 1fr)", opens: true, value: (item) => bdi(item.Name || "Order") },
      { title: "Status", size: "7rem", value: (item) => bdi(item.Status) },
      { title: "Total", size: "7rem", number: true, value: totalOf },
      { title: "Ordered", size: "7rem", room: 1, value: (item) => dayOf(item.CreatedDate || item.At) },
    ],
    summary: (item) => [dayOf(item.CreatedDate || item.At)],
  },
};

/** What a contact is about, for a tab and a heading. */
export function channelOf(item) {
  const channel = String(item.Channel ?? "");
  return CHANNELS[channel.toUpperCase()] ?? channel;
}

export function agentOf(item) {
  return String(read(item, ["AgentUsername", "AgentName", "Agent"]) ?? "");
}

export function queueOf(item) {
  return String(read(item, ["QueueName", "Queue"]) ?? "");
}

export function startOf(item) {
  return read(item, ["InitiationTimestamp", "InitiatedAt", "StartTime", "CreatedDate"]) ?? item.At;
}

/** A value in its own writing direction, whatever surrounds it. */
export function bdi(value) {
  return value === undefined || value === null || value === "" ? nothing : html`<bdi>${value}</bdi>`;
}

function isLive(item) {
  return "ContactId" in item && !item.DisconnectTimestamp;
}

function statusOf(item) {
  const status = String(item.Status ?? "");
  return item.ObjectTypeName?.toLowerCase().startsWith("servicenow") ? (SERVICENOW_STATES[status] ?? status) : capitalised(status);
}

function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function statusPill(status) {
  if (status === "") return nothing;
  const known = status.toLowerCase();
  const tone = DONE.includes(known) ? "done" : WAITING.includes(known) ? "waiting" : "open";
  return html`<span class="pill ${tone}"><bdi>${status}</bdi></span>`;
}

/** The number that people quote: a ticket or incident number before any internal id. */
function referenceOf(item) {
  const attributes = Object.entries(item.Attributes ?? {});
  const named = (pattern) => attributes.find(([name, value]) => value && pattern.test(name))?.[1];
  return String(item.Reference ?? named(/number$/i) ?? named(/(ticket|case)id$/i) ?? named(/(incident|task)id$/i) ?? "");
}

function updatedOf(item) {
  return item.UpdatedDate || item.At;
}

function productOf(item) {
  return String(item.AssetName || item.ModelName || item.Description || item.ProductSKU || "Unnamed product");
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

function priceOf(item) {
  if (!item.Price) return "";
  const price = formatted.price(item.Price);
  return Number(item.Quantity) > 1 ? `${item.Quantity} × ${price}` : price;
}

function totalOf(item) {
  return item.TotalPrice ? formatted.money(item.TotalPrice, item.Currency) : "";
}

/** A field of the item, or an attribute of that name. */
function read(item, names) {
  for (const name of names) {
    const value = item[name] ?? item.Attributes?.[name];
    if (value !== undefined && value !== null && value !== "" && typeof value !== "object") return value;
  }
  return undefined;
}
