/** Small pictures, drawn in the colour of the text beside them. */
import { html } from './ui.js';

const PATHS = {
  instances: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  approvals: 'M2.5 8.5l3.5 3.5 7.5-8',
  statistics: 'M3 13V8m5 5V3m5 10V6',
  definitions: 'M3 3h4v4H3zM9 9h4v4H9zM5 7v4h4',
  people: 'M8 7.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM3 13.5c.6-2.6 2.6-4 5-4s4.4 1.4 5 4',
  sun: 'M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1',
  moon: 'M13 9.5A5.5 5.5 0 016.5 3 5.5 5.5 0 1013 9.5z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  out: 'M6 3H3v10h3M7 8h7m-3-3l3 3-3 3',
  help: 'M6 6a2 2 0 113 1.7c-.7.500-1 .9-1 1.8M8 12.3v.2',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  open: 'M6 4l4 4-4 4',
  plus: 'M8 3v10M3 8h10',
  filter: 'M2 4h12M4.5 8h7M6.5 12h3',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  undo: 'M3 7h7a3 3 0 010 6H7M3 7l3-3M3 7l3 3',
  check: 'M3 8.5l3.5 3.5L13 4.5',
  alert: 'M8 4.5v4M8 11.2v.3M8 1.8l6.5 12h-13z',
  wait: 'M8 4v4l2.5 2M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8z',
};

export const Icon = ({ name }) => html`
  <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"
    stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d=${PATHS[name]} />
  </svg>`;

/** The stack of stones. */
export const Mark = () => html`
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#20332d" />
    <ellipse cx="16" cy="23.5" rx="10" ry="3.8" fill="#8fb8a5" />
    <ellipse cx="15" cy="16" rx="7" ry="3.2" fill="#c9dcd2" />
    <ellipse cx="17" cy="9.7" rx="4.2" ry="2.4" fill="#f3f7f5" />
  </svg>`;
