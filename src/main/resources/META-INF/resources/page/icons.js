import { svg, html } from "lit";

const SHAPES = {
  VOICE: svg`<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2"/>`,
  CHAT: svg`<path d="M4 5h16v11H9l-5 4z"/>`,
  EMAIL: svg`<path d="M3 6h18v12H3zM3 7l9 7 9-7"/>`,
  TASK: svg`<path d="M5 4h14v16H5zM9 12l2 2 4-4"/>`,
  search: svg`<circle cx="11" cy="11" r="6"/><path d="m20 20-4.5-4.5"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  edit: svg`<path d="M4 20h4L19 9l-4-4L4 16z"/>`,
  up: svg`<path d="m7 14 5-5 5 5"/>`,
  down: svg`<path d="m7 10 5 5 5-5"/>`,
  cases: svg`<path d="M4 8h16v11H4zM9 8V5h6v3"/>`,
  assets: svg`<path d="m12 3 8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12 4 7.5"/>`,
  orders: svg`<path d="M4 5h2l2 10h10l2-7H7M10 19h0M16 19h0"/>`,
  link: svg`<path d="M9 12h6M10 8H7a4 4 0 0 0 0 8h3M14 8h3a4 4 0 0 1 0 8h-3"/>`,
};

/** A small drawing that says nothing that is not also said in words. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name] ?? SHAPES.TASK}</svg>`;
}
