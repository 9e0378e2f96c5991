import { LitElement, css, html, nothing } from "lit";
import * as api from "./api.js";
import { base } from "./styles.js";

const FIELDS = [["FirstName", "First name"], ["LastName", "Last name"], ["PhoneNumber", "Phone"], ["EmailAddress", "E-mail"]];

/** A new customer; only the first name is needed. Tells `created` with {id, isContact}. */
export class Create extends LitElement {
  static properties = { domain: {}, known: { attribute: false }, forContact: { type: Boolean }, problem: { state: true }, isSaving: { state: true } };

  static styles = [base, css`
    :host { display: block; }
    form { padding: .9rem 1rem 1rem; }
    h2 { margin-bottom: .5rem; font-size: 1.02rem; }
    .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); gap: .5rem .9rem; }
    label { display: block; color: var(--muted); font-size: .9em; }
    label .input { display: block; margin-top: .1rem; color: var(--ink); font-size: 1rem; }
    .check { display: flex; gap: .5em; align-items: center; margin-top: .7rem; color: var(--ink); font-size: 1rem; }
    .actions { display: flex; gap: .6rem; align-items: center; margin-top: .8rem; }
    @media (width < 40rem) { .input { font-size: 16px; } }
  `];

  render() {
    return html`<form @submit=${this.#save}>
      <h2>New customer</h2>
      <div class="grid">${FIELDS.map(([field, name]) => html`<label>${name}
        <input class="input" name=${field} dir="auto" maxlength="255" autocomplete="off" ?required=${field === "FirstName"} .value=${this.known?.[field] ?? ""}></label>`)}</div>
      ${this.forContact ? html`<label class="check"><input type="checkbox" name="isContact" checked> This is the customer of the current contact</label>` : nothing}
      <div class="actions">
        <button class="button primary" type="submit" ?disabled=${this.isSaving}>${this.isSaving ? "Creating…" : "Create profile"}</button>
        ${this.problem ? html`<span class="failed" role="alert">${this.problem.message}</span>` : nothing}
      </div>
    </form>`;
  }

  focus() {
    this.renderRoot.querySelector("input")?.focus();
  }

  async #save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const fields = FIELDS.map(([field]) => [field, String(form.get(field)).trim()]).filter(([, value]) => value !== "");
    this.isSaving = true;
    this.problem = null;
    try {
      const { ProfileId: id } = await api.create(this.domain, Object.fromEntries(fields));
      this.dispatchEvent(new CustomEvent("created", { detail: { id, isContact: form.get("isContact") !== null } }));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isSaving = false;
    }
  }
}

customElements.define("cp-create", Create);
