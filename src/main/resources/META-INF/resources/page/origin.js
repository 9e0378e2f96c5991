import { el, text } from "./dom.js";
import { formatted, systemOf, time, valueOf } from "./format.js";

const REASONS = {
  "only-source": "the only source that says so",
  "all-sources-agree": "all sources agree",
  newest: "the newest value",
  "source-priority": "this source has priority",
  edited: "edited by hand",
  "type-name": "as recent as the others",
};

const popover = () => document.getElementById("origin");

/** A value that tells on demand where it comes from; plain text when nothing is known about it. */
export function traced(field, value, provenance) {
  const origin = provenance?.[field];
  if (!origin) return text(value);
  const button = el("button.traced", { type: "button", title: "Where does this come from?", "aria-haspopup": "dialog" }, text(value));
  button.addEventListener("click", () => show(button, field, origin));
  return button;
}

function show(button, field, origin) {
  const box = popover();
  const others = origin.Others ?? [];
  box.replaceChildren(el("div", {},
    el("p.winner", {}, el("strong", {}, systemOf(origin.ObjectTypeName)), el("span.type", {}, origin.ObjectTypeName)),
    el("p.muted", {}, [when(origin.At), reason(origin.Because)].filter(Boolean).join(", ")),
    others.length > 0 && el("h3", {}, "Other sources say"),
    others.length > 0 && el("ul", {}, others.map((claim) => other(field, claim))),
  ));
  box.showPopover();
  place(box, button);
  button.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", () => {
    button.removeAttribute("aria-expanded");
    if (document.activeElement === document.body) button.focus();
  }, { once: true });
}

function other(field, claim) {
  return el("li", {}, text(valueOf(field, claim.Value)), el("span.muted", {}, [systemOf(claim.ObjectTypeName), when(claim.At)].filter(Boolean).join(", ")));
}

function when(at) {
  const date = time(at);
  return date ? formatted.minute(date) : "";
}

function reason(code) {
  return code ? (REASONS[code] ?? String(code).toLowerCase().replace(/[-_]/g, " ")) : "";
}

/** Below the value, or above it where there is no room; never beyond the edge of the window. */
function place(box, button) {
  const margin = 8;
  const anchor = button.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const left = Math.max(margin, Math.min(anchor.left, window.innerWidth - size.width - margin));
  const below = anchor.bottom + 6;
  const top = below + size.height + margin > window.innerHeight ? Math.max(margin, anchor.top - size.height - 6) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
