/** Messages at the edge of the page: what was done, and what was refused and why. */
import { html, useEffect, useState } from '../lib/ui.js';
import { dismiss, subscribe } from '../lib/toast.js';
import { Icon } from '../lib/icons.js';

export const Toasts = () => {
  const [shown, set] = useState([]);
  useEffect(() => subscribe(set), []);
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${shown.map((it) => html`
        <div key=${it.id} class=${'toast ' + it.kind}>
          <div class="grow">
            <div>${it.text}</div>
            ${it.hint && html`<div class="small quiet">${it.hint}</div>`}
            ${it.requestId && html`
              <div class="small faint">${it.code} · request <code>${it.requestId}</code></div>`}
          </div>
          <button class="plain icon tight" onClick=${() => dismiss(it.id)}
            aria-label="Dismiss message"><${Icon} name="close" /></button>
        </div>`)}
    </div>`;
};
