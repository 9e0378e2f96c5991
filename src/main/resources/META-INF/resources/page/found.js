import { LitElement, css, html, nothing } from "lit";
import * as api from "./api.js";
import { base } from "./styles.js";
import "./candidates.js";
import "./create.js";

/** Who has this value of a key; one customer alone is told as `pick` at once. */
export class Found extends LitElement {
  static properties = { domain: {}, key: {}, value: {}, profiles: { state: true }, problem: { state: true } };

  static styles = [base, css`
    header { padding: 1rem; }
    h1 { font-size: 1.25rem; }
    .part { border-top: 1px solid var(--line); }
  `];

  willUpdate(changed) {
    if (changed.has("domain") || changed.has("key") || changed.has("value")) this.#find();
  }

  async #find() {
    this.profiles = null;
    this.problem = null;
    try {
      const { Items: profiles } = await api.search(this.domain, this.key, this.value);
      if (profiles.length === 1) this.#pick(profiles[0].ProfileId);
      else this.profiles = profiles;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const { profiles } = this;
    return html`<section class="card">
      <header><div role="status"><h1>${profiles === null ? "Searching…" : profiles.length === 0 ? "Nobody found" : `${profiles.length} customers found`}</h1>
        <p class="muted"><bdi>${this.key}</bdi> is <bdi>${this.value}</bdi></p></div></header>
      ${this.problem ? html`<p class="failed part" role="alert">${this.problem.message}</p>` : nothing}
      ${profiles?.length > 0 ? html`<cp-candidates class="part" .profiles=${profiles} @pick=${(event) => this.#pick(event.detail.ProfileId)}></cp-candidates>` : nothing}
      ${profiles?.length === 0 ? html`<cp-create class="part" .domain=${this.domain} .known=${this.#known()} @created=${(event) => this.#pick(event.detail.id)}></cp-create>` : nothing}
    </section>`;
  }

  #known() {
    const field = { _phone: "PhoneNumber", _email: "EmailAddress" }[this.key];
    return field ? { [field]: this.value } : {};
  }

  #pick(id) {
    this.dispatchEvent(new CustomEvent("pick", { detail: id }));
  }
}

customElements.define("cp-found", Found);
