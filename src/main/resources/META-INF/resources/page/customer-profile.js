import { LitElement, css, html, nothing } from "lit";
import * as api from "./api.js";
import { flat, label, titleOf } from "./format.js";
import { PANES } from "./items.js";
import { changesOf } from "./live.js";
import { base, theme } from "./styles.js";
import "./duplicates.js";
import "./edit.js";
import "./identity.js";
import "./information.js";
import "./pane.js";
import "./rows.js";
import "./timeline.js";

const MARKED_FOR = 8_000;
const BEFORE_RETRY = 3_000;

/** One customer, live: `<customer-profile domain="demo" profile-id="…">`, also in somebody else's page. */
export class CustomerProfile extends LitElement {
  static properties = {
    domain: {},
    profileId: { attribute: "profile-id" },
    profile: { state: true },
    problem: { state: true },
    changed: { state: true },
    said: { state: true },
    isEditing: { state: true },
    isTimeline: { state: true },
  };

  static styles = [theme, base, css`
    :host { display: block; }
    article { display: grid; gap: .8rem; }
    .views { display: flex; gap: .25rem; }
    .views button { padding: .25rem .8rem; border: 1px solid transparent; border-radius: 7px; background: none; color: var(--muted); font-weight: 600; }
    .views button[aria-pressed="true"] { border-color: var(--line); background: var(--surface); color: var(--ink); }
    .panes { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: .8rem; align-items: start; }
    .column { display: grid; gap: .8rem; min-width: 0; }
    .notice { padding: 2rem 1.2rem; text-align: center; }
    .notice h1 { margin-bottom: .4rem; font-size: 1.3rem; }
    .notice .button { margin-top: .8rem; }
    @media (width < 75rem) { .panes { grid-template-columns: minmax(0, 1fr); } }
  `];

  constructor() {
    super();
    this.changed = new Set();
    this.onProfile = (event) => {
      if (event.detail.ProfileId === this.profile?.ProfileId || event.detail.ProfileId === this.profileId) this.#reread();
    };
    this.onReread = () => this.#reread();
  }

  /** A function that gives the bearer token, for a page of somebody else's; or the token itself. */
  set token(token) {
    api.authoriseWith(async () => {
      const value = typeof token === "function" ? await token() : token;
      return value ? `Bearer ${value}` : null;
    });
  }

  get isDirty() {
    return Boolean(this.renderRoot.querySelector("cp-edit")?.isDirty);
  }

  connectedCallback() {
    super.connectedCallback();
    if (Object.hasOwn(this, "token")) { // given before this class was there
      const { token } = this;
      delete this.token;
      this.token = token;
    }
    if (this.domain && this.profileId) this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow();
  }

  willUpdate(changes) {
    if (!changes.has("domain") && !changes.has("profileId")) return;
    this.#unfollow();
    this.profile = null;
    this.problem = null;
    this.isEditing = false;
    this.changed = new Set();
    if (this.domain && this.profileId) this.#follow();
  }

  #follow() {
    if (this.live) return;
    this.live = changesOf(this.domain);
    this.live.addEventListener("profile", this.onProfile);
    this.live.addEventListener("reread", this.onReread);
    this.unfollow = this.live.follow(this.profileId);
    this.#reread();
  }

  #unfollow() {
    if (!this.live) return;
    this.live.removeEventListener("profile", this.onProfile);
    this.live.removeEventListener("reread", this.onReread);
    this.unfollow();
    this.unfollowSurvivor?.();
    this.unfollowSurvivor = null;
    this.survivor = null;
    clearTimeout(this.retry);
    this.live = null;
    this.running?.abort();
  }

  /** A merged id leads to another customer, whose changes are told by that one's own id. */
  #followSurvivor(id) {
    if (!this.live || id === (this.survivor ?? this.profileId)) return;
    this.unfollowSurvivor?.();
    this.survivor = id === this.profileId ? null : id;
    this.unfollowSurvivor = this.survivor && this.live.follow(id);
  }

  async #reread() {
    this.running?.abort();
    this.running = new AbortController();
    clearTimeout(this.retry);
    try {
      const fresh = await api.profile(this.domain, this.profileId, this.profile?.Revision, this.running.signal);
      if (fresh) this.#take(fresh);
      this.problem = null;
    } catch (problem) {
      if (problem.name === "AbortError") return;
      if (!this.profile || problem.status === 404) this.problem = problem;
      else this.retry = setTimeout(this.onReread, BEFORE_RETRY);
    }
  }

  #take(fresh, isOwn = false) {
    const before = this.profile;
    if (before && before.Revision > fresh.Revision && before.ProfileId === fresh.ProfileId) return;
    this.profile = fresh;
    this.#followSurvivor(fresh.ProfileId);
    if (!before || isOwn) {
      if (!before) this.updateComplete.then(() => performance.mark("customer-shown"));
      if (!before) this.dispatchEvent(new CustomEvent("loaded", { detail: fresh, bubbles: true, composed: true }));
      return;
    }
    const [was, is] = [flat(before), flat(fresh)];
    const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => was[field] !== is[field]);
    this.changed = new Set(fields);
    this.said = fields.length > 0 ? `Changed just now: ${fields.map(label).join(", ")}` : "The customer's history has changed";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.changed = new Set(); this.said = ""; }, MARKED_FOR);
  }

  render() {
    if (this.problem) return this.#failed();
    if (!this.profile) return html`<p class="notice muted" role="status">Loading the customer…</p>`;
    const { profile, domain } = this;
    return html`<article aria-label=${titleOf(profile)}>
      <p class="hidden" role="status">${this.said ?? ""}</p>
      ${this.isEditing
        ? html`<cp-edit .domain=${domain} .profile=${profile} @saved=${this.#saved} @cancelled=${this.#cancelled} @fresh=${(event) => this.#take(event.detail)}></cp-edit>`
        : html`<cp-identity .profile=${profile} .changed=${this.changed} @edit=${() => { this.isEditing = true; }}></cp-identity>`}
      <cp-duplicates .domain=${domain} .profile=${profile} @reread=${this.onReread}></cp-duplicates>
      <div class="views" role="group" aria-label="View">
        <button type="button" aria-pressed=${!this.isTimeline} @click=${() => { this.isTimeline = false; }}>Panes</button>
        <button type="button" aria-pressed=${Boolean(this.isTimeline)} @click=${() => { this.isTimeline = true; }}>Timeline</button>
      </div>
      ${this.isTimeline ? html`<cp-timeline class="card" .domain=${domain} .profile=${profile}></cp-timeline>` : this.#panes()}
    </article>`;
  }

  #panes() {
    const pane = (name) => (PANES[name].onlyWhenFilled && (this.profile[PANES[name].member] ?? []).length === 0 ? nothing
      : html`<cp-pane class="card" data-pane=${name} .pane=${PANES[name]} .domain=${this.domain} .profile=${this.profile}></cp-pane>`);
    return html`<div class="panes">
      <div class="column">${pane("cases")}${pane("assets")}${pane("orders")}</div>
      <div class="column">${pane("contacts")}<cp-information class="card" .profile=${this.profile} .changed=${this.changed}></cp-information></div>
    </div>`;
  }

  #failed() {
    if (this.problem.status === 404) {
      return html`<div class="notice" role="alert"><h1>No such customer</h1><p>This address names a customer who is not, or no longer, in this domain.</p></div>`;
    }
    return html`<div class="notice" role="alert"><h1>This did not work</h1><p>${this.problem.message}</p>
      <button class="button" type="button" @click=${this.onReread}>Try again</button></div>`;
  }

  async #saved() {
    this.isEditing = false;
    try {
      this.#take(await api.profile(this.domain, this.profileId), true);
    } catch {
      // the stream tells of the change as well
    }
    this.focusHeader();
  }

  #cancelled() {
    this.isEditing = false;
    this.focusHeader();
  }

  /** To where reading begins, after what the keyboard did has taken its place away. */
  async focusHeader() {
    await this.updateComplete;
    const header = this.renderRoot.querySelector("cp-identity");
    await header?.updateComplete;
    header?.focus();
  }
}

customElements.define("customer-profile", CustomerProfile);
