import { LitElement, css, html } from "lit";
import { addressOf, emailsOf, formatted, initialsOf, phonesOf, time, titleOf } from "./format.js";
import { base } from "./styles.js";

/** Several customers, with what tells them apart. A click tells `pick` with the profile. */
export class Candidates extends LitElement {
  static properties = { profiles: { attribute: false } };

  static styles = [base, css`
    :host { display: block; }
    li + li { border-top: 1px solid var(--line); }
    button { display: flex; gap: .8rem; align-items: center; width: 100%; padding: .6rem 1rem; border: 0; background: none; text-align: start; }
    button:hover { background: var(--soft); }
    .who { min-width: 0; }
    .name { font-weight: 600; }
    .facts { display: flex; flex-wrap: wrap; gap: 0 .9rem; color: var(--muted); font-size: .92em; }
  `];

  render() {
    return html`<ul>${this.profiles.map((profile) => html`<li>
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("pick", { detail: profile }))}>
        <span class="avatar" aria-hidden="true">${initialsOf(profile)}</span>
        <span class="who"><span class="name"><bdi>${titleOf(profile)}</bdi></span>
          <span class="facts">${factsOf(profile).map((fact) => html`<bdi>${fact}</bdi>`)}</span></span>
      </button></li>`)}</ul>`;
  }

  focus() {
    this.renderRoot.querySelector("button")?.focus();
  }
}

function factsOf(profile) {
  const created = time(profile.CreatedAt);
  return [
    profile.AccountNumber && `Account ${profile.AccountNumber}`,
    ...phonesOf(profile).map((phone) => phone.value),
    ...emailsOf(profile).map((email) => email.value),
    addressOf(profile)?.value,
    profile.BirthDate && `Born ${profile.BirthDate}`,
    created && `Since ${formatted.day(created)}`,
  ].filter(Boolean);
}

customElements.define("cp-candidates", Candidates);
