import { css } from "lit";

/** The colours; on the outermost component, from which the others inherit them. */
export const theme = css`
  :host {
    --ground: #f3f5f7;
    --surface: #fff;
    --raised: #fff;
    --line: #dde3e8;
    --soft: #eef2f4;
    --ink: #16202a;
    --muted: #586570;
    --accent: #0b6b63;
    --accent-ink: #fff;
    --accent-soft: #ddf1ee;
    --danger: #b42318;
    --danger-soft: #fdeceb;
    --open-ink: #84470a;
    --open-soft: #fdf0db;
    --waiting-ink: #46468f;
    --waiting-soft: #ebebfa;
    --done-ink: #2c6044;
    --done-soft: #e4f3ea;
    --changed: #fff3c4;
    --shadow: 0 8px 28px rgb(22 32 42 / 18%);
    color-scheme: light;
    color: var(--ink);
    font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --ground: #0e1317;
      --surface: #161d23;
      --raised: #1f2830;
      --line: #2b353e;
      --soft: #1f2830;
      --ink: #e6ebef;
      --muted: #9ba8b3;
      --accent: #57c7ba;
      --accent-ink: #06221f;
      --accent-soft: #143833;
      --danger: #ff948b;
      --danger-soft: #3b1b19;
      --open-ink: #f3c27f;
      --open-soft: #3d2d14;
      --waiting-ink: #bcbcf6;
      --waiting-soft: #2a2a4d;
      --done-ink: #93d3ac;
      --done-soft: #18362a;
      --changed: #4a3f12;
      --shadow: 0 8px 28px rgb(0 0 0 / 55%);
      color-scheme: dark;
    }
  }
`;

/** What every component begins with. */
export const base = css`
  *, ::before, ::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, h3, p, dl, dd, ul, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
  ul { list-style: none; }
  a { color: inherit; text-decoration: none; }
  button, input, select { font: inherit; color: inherit; }
  button { cursor: pointer; }
  button:disabled { cursor: default; opacity: .55; }
  svg.icon { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; border-radius: 5px; }
  [tabindex="-1"]:focus { outline: none; }
  .muted { color: var(--muted); }
  .failed { color: var(--danger); }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  bdi { overflow-wrap: anywhere; }
  kbd { padding: 0 .4em; border: 1px solid var(--line); border-radius: 4px; background: var(--soft); color: var(--muted); font: inherit; font-size: .86em; }
  .button {
    display: inline-flex; align-items: center; gap: .4em; padding: .3rem .75rem; border: 1px solid var(--line); border-radius: 7px;
    background: var(--surface); color: var(--accent); font-weight: 600; white-space: nowrap;
  }
  .button:hover:not(:disabled) { background: var(--soft); }
  .button.primary { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
  .button.primary:hover:not(:disabled) { filter: brightness(1.08); background: var(--accent); }
  .link { padding: 0; border: 0; background: none; color: var(--accent); font-weight: 600; text-decoration: underline; text-underline-offset: 2px; }
  .input { width: 100%; padding: .35rem .55rem; border: 1px solid var(--line); border-radius: 7px; background: var(--ground); }
  .input:focus-visible { outline-offset: -1px; border-radius: 7px; }
  .card { border: 1px solid var(--line); border-radius: 11px; background: var(--surface); }
  .pill { display: inline-block; padding: 0 .55rem; border-radius: 1rem; font-size: .88em; font-weight: 600; white-space: nowrap; max-width: 100%; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
  .pill.open { background: var(--open-soft); color: var(--open-ink); }
  .pill.waiting { background: var(--waiting-soft); color: var(--waiting-ink); }
  .pill.done { background: var(--done-soft); color: var(--done-ink); }
  .pill.plain { background: var(--soft); color: var(--muted); }
  .avatar {
    display: grid; flex: none; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%; background: var(--accent-soft);
    color: var(--accent); font-size: .9rem; font-weight: 600; overflow: hidden;
  }
  dt { color: var(--muted); font-size: .88em; }
  dd { overflow-wrap: anywhere; }
  .changed { background: var(--changed); border-radius: 4px; box-shadow: 0 0 0 3px var(--changed); }
  @media (prefers-reduced-motion: no-preference) {
    .button, .result { transition: background-color .12s; }
  }
`;
