/** One instance: what it is now, how it came to be so, and what one may do with it. */
import { get, instancePath, path } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/ui.js';
import { href } from '../lib/route.js';
import { clock, shortId, titleOf, visible } from '../lib/format.js';
import { useCalm, useLoad } from '../lib/load.js';
import { useStream } from '../lib/stream.js';
import { Ago, Busy, Copy, Live, Status, Tag, Text, Trouble } from '../parts/basics.js';
import { Actions } from './actions.js';
import { Overview } from './overview.js';
import { StatePage } from './state.js';
import { Trail } from './trail.js';
import { Proof } from './proof.js';
import { Events } from './events.js';

const TABS = [
  { name: 'Overview', path: 'overview', Page: Overview },
  { name: 'State', path: 'state', Page: StatePage },
  { name: 'Trail', path: 'trail', Page: Trail },
  { name: 'Events', path: 'events', Page: Events },
  { name: 'Receipts', path: 'receipts', Page: Proof },
];

/** What belongs to an instance and does not change with it. */
const useDefinition = (instance) => useLoad(
  instance && `definition ${instance.workflowId} ${instance.definitionVersion}`,
  (signal) => get(path('definitions', instance.workflowId)
    + `?version=${instance.definitionVersion}`, signal));

export const Instance = ({ me, id, path: rest, query }) => {
  const loaded = useLoad(id, (signal) => get(instancePath(id), signal));
  const again = useCalm(loaded.reload, 80);
  const live = useStream(loaded.problem ? null : instancePath(id, '/stream'),
    { onCommit: again, onGap: again });
  const instance = loaded.value;
  const definition = useDefinition(instance);
  const tab = TABS.find((it) => it.path === rest[1]) ?? TABS[0];
  useEffect(() => {
    document.title = `${instance ? visible(titleOf(instance)) : 'Instance'} · Cairn`;
  }, [instance?.id, instance?.version]);
  if (!instance) {
    return loaded.problem
      ? html`<${Trouble} problem=${loaded.problem} onAgain=${loaded.reload} />`
      : html`<${Busy} />`;
  }
  return html`
    <${Head} instance=${instance} definition=${definition.value} live=${live} me=${me}
      onChanged=${loaded.reload} gone=${loaded.problem} />
    <nav class="tabs" aria-label="Parts of the instance">
      ${TABS.map((it) => html`
        <a key=${it.path} href=${href(['instances', id, it.path])}
          aria-current=${it === tab ? 'page' : null}>${it.name}</a>`)}
    </nav>
    <${tab.Page} me=${me} instance=${instance} definition=${definition.value} query=${query}
      rest=${rest.slice(2)} onChanged=${loaded.reload} />`;
};

const Head = ({ instance, definition, live, me, onChanged, gone }) => html`
  <div class="head">
    <div class="grow">
      <div class="line small quiet">
        <a class="link" href="#/instances">Instances</a><span aria-hidden="true">/</span>
        <a class="link" href=${href(['definitions', instance.workflowId])}>
          <${Text} of=${definition?.name ?? instance.workflowId} most=${60} /></a>
        <code title=${instance.id}>${shortId(instance.id)}</code>
        <${Copy} text=${instance.id} what="id" />
      </div>
      <h1 class="wrap"><${Text} of=${titleOf(instance)} /></h1>
      <div class="line">
        <${Status} is=${instance.status} />
        <span class="quiet">version ${instance.version}</span>
        <span class="faint" aria-hidden="true">·</span>
        <span class="quiet">changed <${Ago} time=${instance.updatedAt} />
          ${' by '}<${Text} of=${instance.lastModifiedBy} most=${40} /></span>
        <${Checked} instance=${instance} />
        <${Live} state=${live} />
      </div>
      ${instance.tags.length > 0 && html`<div class="line tight tags">
        ${instance.tags.slice(0, 12).map((it) => html`<${Tag} key=${it} of=${it} />`)}</div>`}
    </div>
    <${Actions} me=${me} instance=${instance} definition=${definition} onChanged=${onChanged} />
  </div>
  ${gone && html`<${Trouble} problem=${gone} />`}`;

/** Whether the chain of receipts holds; asked when somebody wants to know. */
const Checked = ({ instance }) => {
  const [asked, setAsked] = useState(null);
  const proof = useLoad(asked, (signal) => get(instancePath(instance.id, '/verify'), signal));
  if (asked === null) {
    return html`<button class="tight plain" onClick=${() => setAsked(`verify ${instance.version}`)}
      title=${`checksum ${instance.checksum}`}>Verify</button>`;
  }
  if (proof.problem) {
    return html`<span class="broken">${proof.problem.message}</span>`;
  }
  if (!proof.value) {
    return html`<span class="quiet" role="status">Verifying…</span>`;
  }
  return proof.value.ok
    ? html`<span class="proof" role="status" title=${`at ${clock(new Date())}`}>
      ✓ ${proof.value.versions} versions verified</span>`
    : html`<span class="broken" role="status">Version ${proof.value.firstBreak.version} does not
      hold: ${proof.value.firstBreak.what}</span>`;
};
