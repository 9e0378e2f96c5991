import * as api from "./api.js";
import { el } from "./dom.js";
import { titleOf } from "./format.js";
import { profileView } from "./profile.js";
import { Search } from "./search.js";

const main = document.getElementById("main");
const picker = document.getElementById("domain");
const input = document.getElementById("query");
const search = new Search(input, document.getElementById("found"), document.getElementById("results"));

let known = [];
let running = new AbortController();

window.addEventListener("hashchange", go);
picker.addEventListener("change", () => { location.hash = `#/${encodeURIComponent(picker.value)}`; });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    input.select();
    input.focus();
  }
});
begin();

async function begin() {
  wait("Loading…");
  try {
    known = (await api.domains()).Items.map((domain) => domain.DomainName);
  } catch (problem) {
    fail(problem, begin);
    return;
  }
  if (known.length === 0) {
    notice("No domain yet", "A domain holds the customers of one company. Create one over the REST API, or wait for the samples.", begin);
    return;
  }
  go();
}

/** What the address names after the hash: #/domain/profiles/id. */
function place() {
  const [domain, kind, id] = location.hash.replace(/^#\/?/, "").split("/").map(decodeSafely);
  return { domain: domain || null, id: kind === "profiles" && id ? id : null };
}

function decodeSafely(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function go() {
  if (known.length === 0) return;
  const { domain = null, id } = place();
  const chosen = domain ?? (known.includes("demo") ? "demo" : known[0]);
  offer(chosen);
  search.use(chosen);
  search.mark(id);
  for (const link of ["home", "back"]) document.getElementById(link).href = `#/${encodeURIComponent(chosen)}`;
  document.body.dataset.view = id ? "profile" : "search";
  running.abort();
  running = new AbortController();
  if (id) open(chosen, id, running.signal);
  else welcome();
}

function offer(chosen) {
  const names = known.includes(chosen) ? known : [...known, chosen];
  picker.replaceChildren(...names.map((name) => el("option", { value: name, selected: name === chosen }, name)));
  picker.value = chosen;
}

async function open(domain, id, signal) {
  const patience = setTimeout(() => wait("Loading the customer…"), 200);
  try {
    const profile = await api.profile(domain, id, signal);
    main.replaceChildren(profileView(domain, profile, signal));
    document.title = `${titleOf(profile)} · Customer Profiles`;
    window.scrollTo(0, 0);
    if (document.activeElement !== input) document.getElementById("who").focus({ preventScroll: true });
  } catch (problem) {
    if (problem.name === "AbortError") return;
    if (problem.status === 404) notice("No such customer", "This address names a customer who is not, or no longer, in this domain.");
    else fail(problem, go);
  } finally {
    clearTimeout(patience);
  }
}

function welcome() {
  document.title = "Customer Profiles";
  main.replaceChildren(el("div.welcome", {},
    el("h1", {}, "Who is calling?"),
    el("p", {}, "Search on the left: a name, a phone number, an e-mail address, an account or a case reference. Several words narrow it down."),
    el("p.muted", {}, el("kbd", {}, "/"), " searches, ", el("kbd", {}, "↓"), " ", el("kbd", {}, "↑"), " choose, ", el("kbd", {}, "Enter"), " opens. Click any value of a customer to see which system it comes from.")));
  if (window.matchMedia("(pointer: fine)").matches) input.focus();
}

function wait(message) {
  main.replaceChildren(el("p.notice.muted", { role: "status" }, message));
}

function fail(problem, retry) {
  if (problem.status === 401 || problem.status === 403) {
    notice("Not allowed", "The service asks for a signed-in user, and this page cannot sign anybody in.");
  } else {
    notice("This did not work", problem.message, retry);
  }
}

function notice(title, message, retry) {
  document.title = "Customer Profiles";
  main.replaceChildren(el("div.notice", { role: "alert" },
    el("h1", {}, title),
    el("p", {}, message),
    retry && el("button.more", { type: "button", on: { click: retry } }, "Try again")));
}
