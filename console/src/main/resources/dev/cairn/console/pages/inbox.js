/** My inbox: what waits for a decision or an input of mine, as it comes and goes. */
import { html, useEffect } from '../lib/ui.js';
import { href } from '../lib/route.js';
import { useCalm, useLoad } from '../lib/load.js';
import { useStream } from '../lib/stream.js';
import { inbox } from '../lib/inbox.js';
import { clock, count, shortId, titleOf } from '../lib/format.js';
import { Ago, Busy, Empty, Live, Text, Trouble } from '../parts/basics.js';
import { Decide } from './decide.js';
import { Answer } from './answer.js';

const WAITING = encodeURIComponent(
  "status in ['WaitingForApproval', 'WaitingForInput']");

export const Inbox = ({ me, path }) => {
  const [id, kind, what] = path;
  if (id && kind === 'input') {
    return html`<${Answer} me=${me} id=${id} stepId=${what} />`;
  }
  return id ? html`<${Decide} me=${me} id=${id} approvalId=${kind} />` : html`<${All} me=${me} />`;
};

const All = ({ me }) => {
  const found = useLoad('inbox', (signal) => inbox(me, signal));
  const again = useCalm(found.reload, 200);
  const live = useStream('/stream?where=' + WAITING, { onCommit: again, onGap: again });
  const it = found.value;
  return html`
    <div class="head"><div class="grow"><h1>Approvals and input</h1>
      <p>${it ? `${count(it.approvals.length + it.inputs.length)} wait for you` : '\u00a0'}
        ${' '}<${Live} state=${live} /></p></div></div>
    ${found.problem && html`<${Trouble} problem=${found.problem} onAgain=${found.reload} />`}
    ${!it && !found.problem && html`<${Busy} />`}
    ${it && it.approvals.length + it.inputs.length === 0 && html`<div class="panel">
      <${Empty} title="Nothing waits for you">
        <p>Decisions and inputs that somebody asks you for appear here by themselves.</p></></div>`}
    <div class="stack">
      ${it?.approvals.length > 0 && html`<${Approvals} items=${it.approvals} />`}
      ${it?.inputs.length > 0 && html`<${Inputs} items=${it.inputs} />`}
    </div>`;
};

const Approvals = ({ items }) => html`
  <section class="panel scroll" aria-labelledby="approvals-name" tabindex="0">
    <header><h2 id="approvals-name">To decide</h2></header>
    <table>
      <thead><tr><th scope="col">Approval</th><th scope="col" class="optional">Votes</th>
        <th scope="col" class="optional">Until</th><th scope="col"></th></tr></thead>
      <tbody>${items.map((it) => html`
        <tr key=${it.instanceId + it.id}>
          <td><a class="link" href=${href(['approvals', it.instanceId, it.id])}>
            <${Text} of=${it.name} most=${80} /></a>
            <div class="small faint"><${Text} of=${it.workflowId} most=${50} /> ·
              ${' '}<code>${shortId(it.instanceId)}</code></div></td>
          <td class="optional">${it.votes.length} of ${it.quorum}</td>
          <td class="optional nowrap">${clock(it.deadline)}</td>
          <td class="number"><a class="button" href=${href(['approvals', it.instanceId, it.id])}>
            Decide</a></td>
        </tr>`)}</tbody>
    </table>
  </section>`;

const Inputs = ({ items }) => html`
  <section class="panel scroll" aria-labelledby="inputs-name" tabindex="0">
    <header><h2 id="inputs-name">To fill in</h2></header>
    <table>
      <thead><tr><th scope="col">Instance</th><th scope="col" class="optional">Step</th>
        <th scope="col" class="optional">Waits since</th><th scope="col"></th></tr></thead>
      <tbody>${items.map(({ instance, stepId, id }) => {
        const to = href(['approvals', instance.id, 'input', stepId]);
        return html`
        <tr key=${instance.id + id}>
          <td><a class="link" href=${to}><${Text} of=${titleOf(instance)} most=${80} /></a>
            <div class="small faint"><${Text} of=${instance.workflowId} most=${50} /></div></td>
          <td class="optional"><${Text} of=${stepId} most=${50} /></td>
          <td class="optional"><${Ago} time=${instance.updatedAt} /></td>
          <td class="number"><a class="button" href=${to}>Fill in</a></td>
        </tr>`; })}</tbody>
    </table>
  </section>`;

const LOOK = 15000;

/** How many decisions wait, beside the name of the page. */
export const Badge = ({ me }) => {
  const found = useLoad('badge', (signal) => inbox(me, signal));
  useEffect(() => {
    const timer = setInterval(() => document.hidden || found.reload(), LOOK);
    addEventListener('cairn-decided', found.reload);
    return () => {
      clearInterval(timer);
      removeEventListener('cairn-decided', found.reload);
    };
  }, []);
  const waits = (found.value?.approvals.length ?? 0) + (found.value?.inputs.length ?? 0);
  return waits > 0 ? html`<span class="count">${waits > 99 ? '99+' : waits}
    <span class="only-read"> waiting</span></span>` : null;
};
