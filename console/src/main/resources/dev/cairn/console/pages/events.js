/** The audit log of an instance: who did what, when, and why. */
import { get, instancePath } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { href } from '../lib/route.js';
import { useLoad } from '../lib/load.js';
import { clock, words } from '../lib/format.js';
import { Busy, Status, Text, Trouble } from '../parts/basics.js';

const PAGE = 100;

export const Events = ({ instance }) => {
  const [from, setFrom] = useState(Math.max(1, instance.version - PAGE + 1));
  const events = useLoad(`events ${instance.id} ${from} ${instance.version}`, (signal) =>
    get(instancePath(instance.id, `/events?limit=${PAGE}&cursor=${from}`), signal));
  if (!events.value) {
    return events.problem ? html`<${Trouble} problem=${events.problem} />` : html`<${Busy} />`;
  }
  return html`
    <section class="panel scroll" aria-label="Events" tabindex="0">
      <table>
        <thead><tr><th scope="col">When</th><th scope="col">Event</th><th scope="col">Status</th>
          <th scope="col">Who</th><th scope="col" class="optional">Reason</th>
          <th scope="col" class="number">Version</th></tr></thead>
        <tbody>${[...events.value.items].reverse().map((it, i) => html`
          <tr key=${i}><td class="nowrap quiet">${clock(it.at)}</td>
            <td><b>${words(it.type)}</b></td>
            <td>${it.to && html`<${Status} is=${it.to} />`}</td>
            <td><${Text} of=${it.actor} most=${60} /></td>
            <td class="optional wrap"><${Text} of=${it.reason ?? ''} most=${300} /></td>
            <td class="number mono"><a class="link"
              href=${href(['instances', instance.id, 'trail', String(it.version)])}>
              ${it.version}</a></td></tr>`)}</tbody>
      </table>
    </section>
    <div class="line">
      ${from > 1 && html`<button onClick=${() => setFrom(Math.max(1, from - PAGE))}>Older</button>`}
      ${from + PAGE <= instance.version && html`
        <button onClick=${() => setFrom(from + PAGE)}>Newer</button>`}
    </div>`;
};
