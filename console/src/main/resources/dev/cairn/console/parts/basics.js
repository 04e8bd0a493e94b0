/** The smallest parts: a status, an age, a message, nothing to show. */
import { html } from '../lib/ui.js';
import { age, clip, clock, visible, words } from '../lib/format.js';
import { Icon, Mark } from '../lib/icons.js';

const TONES = {
  Created: 'created', Running: 'running', Paused: 'paused', WaitingForInput: 'input',
  WaitingForApproval: 'approval', Completed: 'completed', Failed: 'failed', Cancelled: 'cancelled',
};

export const STATUSES = Object.keys(TONES);

export const toneOf = (status) => 'tone-' + (TONES[status] ?? 'created');

export const Status = ({ is }) =>
  html`<span class=${'status ' + toneOf(is)}>${words(is)}</span>`;

export const Ago = ({ time }) =>
  (time ? html`<time datetime=${time} title=${clock(time)}>${age(time)}</time>` : '—');

/** Text that a user wrote: as text, and never longer than a line can bear. */
export const Text = ({ of: text, most = 200 }) => visible(clip(String(text), most));

export const Tag = ({ of: tag }) =>
  html`<span class="tag clip" title=${clip(tag, 400)}><${Text} of=${tag} most=${60} /></span>`;

/** What went wrong, where the page would have been. */
export const Trouble = ({ problem, onAgain }) => html`
  <div class="note problem" role="alert">
    <strong><${Text} of=${problem.message} most=${600} /></strong>
    ${' '}<${Text} of=${problem.hint ?? ''} most=${600} />
    ${problem.requestId && html`<div class="small faint">${problem.code} · request
      ${' '}<code>${problem.requestId}</code></div>`}
    ${onAgain && html`<div class="line"><button class="tight" onClick=${onAgain}>Try again</button>
      </div>`}
  </div>`;

export const Empty = ({ title, children }) => html`
  <div class="empty"><${Mark} /><h2>${title}</h2>${children}</div>`;

export const Busy = ({ what = 'Loading' }) =>
  html`<p class="empty" role="status">${what}…</p>`;

const LIVE = { live: 'Live', connecting: 'Connecting', away: 'Not connected' };

export const Live = ({ state }) => html`
  <span class="live" data-state=${state} role="status">
    <i class=${state === 'live' ? 'breathing' : ''}></i>${LIVE[state]}</span>`;

/** A button that copies a text. */
export const Copy = ({ text, what }) => html`
  <button class="plain icon tight" title=${'Copy ' + what} aria-label=${'Copy ' + what}
    onClick=${() => navigator.clipboard?.writeText(text)}><${Icon} name="copy" /></button>`;
