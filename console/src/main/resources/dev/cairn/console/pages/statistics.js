/** How it goes: what was made and what ended, how long it took, where things stand. */
import { get } from '../lib/api.js';
import { html, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { has } from '../lib/rights.js';
import { useCalm, useLoad } from '../lib/load.js';
import { useStream } from '../lib/stream.js';
import { overTime, RANGES, stepHeat } from '../lib/statistics.js';
import { count, duration, words } from '../lib/format.js';
import { attempt } from '../lib/toast.js';
import { Live, STATUSES, Text, toneOf, Trouble } from '../parts/basics.js';
import { Columns, Rows } from '../parts/chart.js';

const SERIES = [
  { name: 'completed', tone: 'tone-completed' }, { name: 'failed', tone: 'tone-failed' },
  { name: 'cancelled', tone: 'tone-cancelled' },
];

export const Statistics = ({ me, query }) => {
  const range = RANGES[query.get('range')] ? query.get('range') : 'day';
  const workflowId = query.get('workflowId') ?? '';
  const filter = workflowId ? '?workflowId=' + encodeURIComponent(workflowId) : '';
  const [round, setRound] = useState(0);
  const [lags, setLags] = useState([]);
  const again = useCalm(() => setRound((it) => it + 1), 2000);
  const live = useStream('/stream' + filter, {
    onCommit: (commit) => {
      const lag = Math.max(0, Date.now() - Date.parse(commit.committedAt));
      setLags((old) => [...old.slice(-49), lag]);
      again();
    },
    onGap: again,
  });
  const totals = useLoad(`totals ${filter} ${round}`, (it) => get('/statistics' + filter, it));
  const times = useLoad(`times ${range} ${filter} ${round}`,
    (signal) => overTime(RANGES[range], workflowId, signal));
  const heat = useLoad(`heat ${filter} ${round}`, (signal) => stepHeat(workflowId, signal));
  const definitions = useLoad('definitions', (signal) => get('/definitions', signal));
  const set = (name) => (event) => go(href(['statistics'],
    { ...Object.fromEntries(query), [name]: event.target.value }), { replace: true });
  const ids = [...new Set((definitions.value?.items ?? []).map((it) => it.id))];
  const it = totals.value;
  return html`
    <div class="head"><div class="grow"><h1>Statistics</h1><p><${Live} state=${live} /></p></div>
      <label class="only-read" for="of">Definition</label>
      <div><select id="of" value=${workflowId} onChange=${set('workflowId')}>
        <option value="">All definitions</option>
        ${ids.map((id) => html`<option value=${id}><${Text} of=${id} most=${60} /></option>`)}
      </select></div>
      <label class="only-read" for="range">Time</label>
      <div><select id="range" value=${range} onChange=${set('range')}>
        ${Object.entries(RANGES).map(([key, one]) => html`
          <option value=${key}>${one.name}</option>`)}</select></div>
    </div>
    ${totals.problem && html`<${Trouble} problem=${totals.problem} onAgain=${totals.reload} />`}
    <div class="stack">
      <div class="tiles">
        <${Tile} name="Instances" value=${it && count(it.total)} />
        <${Tile} name="Median duration" value=${it && seconds(it.durations?.p50)} />
        <${Tile} name="95 of 100 within" value=${it && seconds(it.durations?.p95)} />
        <${Tile} name="Failed of those ended" value=${it && failures(it.byStatus)} />
        <${Tile} name="Feed lag" value=${lags.length > 0 ? `${median(lags)} ms` : '—'}
          hint="From commit to this page, by both clocks" />
      </div>
      <div class="columns even">
        <${Panel} name="Ended">${times.value && html`<${Columns} name="Ended" series=${SERIES}
          points=${times.value.map((one) => ({ ...one,
            values: [one.completed, one.failed, one.cancelled] }))} />`}<//>
        <${Panel} name="Created">${times.value && html`<${Columns} name="Created"
          series=${[{ name: 'created', tone: 'tone-running' }]}
          points=${times.value.map((one) => ({ ...one, values: [one.created] }))} />`}<//>
        <${Panel} name="By status">${it && html`<${Rows} name="By status"
          rows=${STATUSES.map((one) => ({ name: words(one), value: it.byStatus[one] ?? 0,
            tone: toneOf(one) }))} />`}<//>
        <${Panel} name="Where the living stand" hint=${heat.value && !heat.value.all
          ? 'the 100 that changed last' : ''}>${heat.value && (heat.value.rows.length > 0
          ? html`<${Rows} name="Steps" rows=${heat.value.rows} />`
          : html`<p class="quiet">Nothing is under way.</p>`)}<//>
        <${Panel} name="By definition">${it && html`<${Rows} name="By definition"
          rows=${most(it.byDefinition)} />`}<//>
        <${Panel} name="By tag">${it && (Object.keys(it.byTag).length > 0
          ? html`<${Rows} name="By tag" rows=${most(it.byTag)} />`
          : html`<p class="quiet">There are no tags.</p>`)}<//>
      </div>
      ${has(me, 'Operator') && html`<${Verify} />`}
    </div>`;
};

const seconds = (value) => (value === undefined || value === null ? '—' : duration(value));

function failures(byStatus) {
  const ended = byStatus.Completed + byStatus.Failed + byStatus.Cancelled;
  return ended === 0 ? '—' : `${Math.round((1000 * byStatus.Failed) / ended) / 10} %`;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const most = (counts) => Object.entries(counts).map(([name, value]) => ({ name, value }))
  .sort((a, b) => b.value - a.value).slice(0, 10);

const Tile = ({ name, value, hint }) => html`
  <div class="panel tile"><div class="small quiet" title=${hint}>${name}</div>
    <div class="big">${value ?? '…'}</div></div>`;

const Panel = ({ name, hint, children }) => html`
  <section class="panel" aria-label=${name}>
    <header><h2>${name}</h2>${hint && html`<span class="small faint">${hint}</span>`}</header>
    <div class="body">${children || html`<p class="quiet">…</p>`}</div>
  </section>`;

/** Every version and every chain of the store. */
const Verify = () => {
  const [told, setTold] = useState(null);
  const run = async () => {
    setTold({ busy: true });
    setTold((await attempt(() => get('/verify'))) ?? null);
  };
  return html`
    <section class="panel" aria-labelledby="verify-name">
      <header><h2 id="verify-name">The whole store</h2>
        <span role="status">${told?.busy ? 'Verifying…' : told && (told.ok
          ? html`<span class="proof">✓ ${count(told.instances)} instances with
            ${' '}${count(told.versions)} versions hold</span>`
          : html`<span class="broken">${count(told.broken)} instances do not hold</span>`)}</span>
        <button class="tight" onClick=${run} disabled=${told?.busy}>Verify everything</button>
      </header>
      ${told?.breaks?.length > 0 && html`<ul class="body">${told.breaks.map((it) => html`
        <li><a class="link mono" href=${href(['instances', it.instanceId])}>${it.instanceId}</a>
          ${' '}version ${it.firstBreak.version}: ${it.firstBreak.what}</li>`)}</ul>`}
    </section>`;
};
