/** The registry: every definition, its newest version, and the way to its picture. */
import { get } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { href } from '../lib/route.js';
import { may } from '../lib/rights.js';
import { useLoad } from '../lib/load.js';
import { allSteps } from '../lib/step-states.js';
import { count } from '../lib/format.js';
import { Busy, Empty, Text, Trouble } from '../parts/basics.js';
import { Definition } from './definition.js';
import { Register } from './register.js';

/** Definitions by id, each with its versions, the newest first. */
function grouped(items) {
  const byId = new Map();
  [...items].sort((a, b) => b.version - a.version).forEach((it) =>
    byId.set(it.id, [...(byId.get(it.id) ?? []), it]));
  return [...byId.values()].sort((a, b) => (a[0].id < b[0].id ? -1 : 1));
}

export const Definitions = ({ me, path, query }) => {
  const [registering, setRegistering] = useState(false);
  const all = useLoad('definitions', (signal) => get('/definitions', signal));
  if (!all.value) {
    return all.problem ? html`<${Trouble} problem=${all.problem} onAgain=${all.reload} />`
      : html`<${Busy} />`;
  }
  const groups = grouped(all.value.items);
  if (path[0]) {
    const versions = groups.find(([it]) => it.id.toLowerCase() === path[0].toLowerCase());
    return versions ? html`<${Definition} me=${me} versions=${versions} query=${query}
      onChanged=${all.reload} />`
      : html`<${Empty} title="There is no such definition">
        <p><a class="link" href="#/definitions">See all definitions</a></p></>`;
  }
  return html`
    <div class="head"><div class="grow"><h1>Definitions</h1>
      <p>${count(groups.length)} in the registry</p></div>
      ${may(me, 'define') && html`
        <button onClick=${() => setRegistering(true)}>Register one</button>`}</div>
    ${groups.length === 0 ? html`<div class="panel"><${Empty} title="No definitions yet">
        <p>They say what steps a workflow has, and what its state must look like.</p></></div>`
      : html`<div class="panel scroll" tabindex="0" role="region" aria-label="List of definitions">
        <table>
          <thead><tr><th scope="col">Definition</th><th scope="col" class="number">Version</th>
            <th scope="col" class="number">Steps</th>
            <th scope="col" class="optional">Description</th><th scope="col"></th></tr></thead>
          <tbody>${groups.map(([it]) => html`
            <tr key=${it.id}>
              <td><a class="link" href=${href(['definitions', it.id])}>
                <${Text} of=${it.name ?? it.id} most=${70} /></a>
                <div class="small faint mono clip"><${Text} of=${it.id} most=${60} /></div></td>
              <td class="number mono">${it.version}</td>
              <td class="number mono">${allSteps(it.steps ?? []).length}</td>
              <td class="optional quiet"><${Text} of=${it.description ?? ''} most=${120} /></td>
              <td class="number"><a class="link small" href=${href(['instances'],
                { workflowId: it.id })}>instances</a></td>
            </tr>`)}</tbody>
        </table></div>`}
    ${registering && html`<${Register} onClose=${() => setRegistering(false)}
      onDone=${() => { setRegistering(false); all.reload(); }} />`}`;
};
