/** How many there are of each status; pressing one shows only those. */
import { html } from '../lib/ui.js';
import { count, words } from '../lib/format.js';
import { STATUSES, toneOf } from '../parts/basics.js';

export const StatusChips = ({ query, counts, onChange }) => {
  const chosen = query.getAll('status');
  const toggle = (status) => {
    const next = new URLSearchParams(query);
    const rest = chosen.includes(status) ? chosen.filter((it) => it !== status)
      : [...chosen, status];
    next.delete('status');
    rest.forEach((it) => next.append('status', it));
    onChange(next);
  };
  return html`
    <div class="chips" role="group" aria-label="Status">
      ${STATUSES.map((status) => html`
        <button key=${status} class=${'chip ' + toneOf(status)}
          aria-pressed=${chosen.includes(status) ? 'true' : 'false'}
          onClick=${() => toggle(status)}>
          ${words(status)}
          ${counts && html`<b>${count(counts.byStatus[status] ?? 0)}</b>`}
        </button>`)}
    </div>`;
};
