/** A page of instances: one row each, moved through by keys as well as by hand. */
import { html, useEffect, useRef, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { clip, shortId, titleOf } from '../lib/format.js';
import { useKey } from '../lib/keys.js';
import { Ago, Status, Tag, Text } from '../parts/basics.js';

export const Table = ({ items, fresh, chosen, onChosen, choosable }) => {
  const [at, setAt] = useState(-1);
  const body = useRef(null);
  const move = (by) => () => setAt((old) => Math.max(0, Math.min(items.length - 1, old + by)));
  useKey('j,ArrowDown', 'Next instance', move(1));
  useKey('k,ArrowUp', 'Instance before', move(-1));
  useKey('Enter', 'Opens the instance', (event) => {
    const link = event.target.closest('a,button');
    if (link) {
      link.click();
    } else if (items[at]) {
      go(href(['instances', items[at].id]));
    }
  });
  useKey('x', 'Chooses the instance', () => choosable && items[at] && toggle(items[at].id));
  useEffect(() => {
    body.current?.querySelector('tr.at')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const toggle = (id) => {
    const next = new Set(chosen);
    next.has(id) ? next.delete(id) : next.add(id);
    onChosen(next);
  };
  const all = chosen.size === items.length;
  return html`
    <div class="panel scroll" tabindex="0" role="region" aria-label="List of instances">
      <table>
        <thead><tr>
          ${choosable && html`<th scope="col" class="box">
            <input type="checkbox" aria-label="Choose all" checked=${all} onChange=${() =>
              onChosen(all ? new Set() : new Set(items.map((it) => it.id)))} /></th>`}
          <th scope="col">Instance</th><th scope="col">Status</th>
          <th scope="col" class="optional">Step</th>
          <th scope="col" class="optional">Tags</th>
          <th scope="col" class="optional number">Version</th>
          <th scope="col">Last change</th>
        </tr></thead>
        <tbody ref=${body}>
          ${items.map((it, i) => html`
            <${Row} key=${it.id} instance=${it} isAt=${i === at} isFresh=${fresh.has(it.id)}
              isChosen=${chosen.has(it.id)} choosable=${choosable}
              onToggle=${() => toggle(it.id)} />`)}
        </tbody>
      </table>
    </div>`;
};

const Row = ({ instance, isAt, isFresh, isChosen, choosable, onToggle }) => {
  const open = (event) => event.target.closest('a,input,label')
    || String(getSelection()) || go(href(['instances', instance.id]));
  const mark = isFresh ? `arrived-${instance.version}` : '';
  return html`
    <tr key=${mark} class=${'row ' + (isAt ? 'at ' : '') + (isFresh ? 'arrived' : '')}
      data-id=${instance.id} onClick=${open}>
      ${choosable && html`<td class="box">
        <input type="checkbox" checked=${isChosen} onChange=${onToggle}
          aria-label=${`Choose ${clip(titleOf(instance), 80)}`} /></td>`}
      <td class="name">
        <a href=${href(['instances', instance.id])}>
          <${Text} of=${titleOf(instance)} most=${80} /></a>
        <div class="small faint clip"><${Text} of=${instance.workflowId} most=${50} />
          ${' · '}<code>${shortId(instance.id)}</code></div>
      </td>
      <td><${Status} is=${instance.status} /></td>
      <td class="optional quiet"><${Text} of=${instance.currentStepId ?? '—'} most=${40} /></td>
      <td class="optional"><div class="line tight">
        ${instance.tags.slice(0, 3).map((tag) => html`<${Tag} key=${tag} of=${tag} />`)}
        ${instance.tags.length > 3 && html`<span class="small faint">
          +${instance.tags.length - 3}</span>`}
      </div></td>
      <td class="optional number mono">${instance.version}</td>
      <td class="nowrap"><${Ago} time=${instance.updatedAt} />
        <div class="small faint clip"><${Text} of=${instance.lastModifiedBy} most=${30} />
        </div></td>
    </tr>`;
};
