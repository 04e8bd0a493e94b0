/** One step: what it is, what it gave, and what may be done with it. */
import { instancePath, post } from '../lib/api.js';
import { html } from '../lib/ui.js';
import { allSteps, runs } from '../lib/step-states.js';
import { may } from '../lib/rights.js';
import { attempt, done } from '../lib/toast.js';
import { words } from '../lib/format.js';
import { Text } from '../parts/basics.js';
import { Tree } from '../parts/tree.js';
import { Icon } from '../lib/icons.js';

const ACTIVE = ['Running', 'Paused', 'WaitingForInput', 'WaitingForApproval'];

export const StepPanel = ({ me, id, instance, definition, of, onChanged, onClose }) => {
  const step = allSteps(definition?.steps ?? []).find((it) => it.id === id);
  const outputs = Object.fromEntries(Object.entries(instance.stepData)
    .filter(([key]) => key === id || key.startsWith(id + '.')));
  const { kind, name, description, ...rest } = step ?? {};
  ['id', 'steps', 'branches'].forEach((it) => delete rest[it]);
  const able = runs(definition) && may(me, 'change', instance) && ACTIVE.includes(instance.status);
  const isHere = of?.tokens.length > 0;
  const isTop = definition?.steps?.some((it) => it.id === id);
  const act = async (verb, body, says) => {
    if (await attempt(() => post(instancePath(instance.id, verb), body))) {
      done(says);
      onChanged();
    }
  };
  return html`
    <section class="panel" aria-label=${`Step ${id}`}>
      <header><h2><${Text} of=${name ?? id} most=${80} /></h2>
        <span class="small quiet">${kind ?? 'step'} · ${of?.state}</span>
        ${able && isHere && (step.optional || step.canSkip) && html`
          <button class="tight" onClick=${() => act('/skip', {}, 'Skipped')}>Skip</button>`}
        ${able && of?.waits === 'signal' && step.signal && html`
          <button class="tight" onClick=${() => act('/signals', { name: step.signal },
            'The signal is kept')}>Send ${step.signal}</button>`}
        ${able && !isHere && isTop && ['done', 'skipped'].includes(of?.state) && html`
          <button class="tight" onClick=${() => act('/goto', { stepId: id }, 'Gone back')}>
            Go back to it</button>`}
        <button class="plain icon tight" aria-label="Close step" onClick=${onClose}>
          <${Icon} name="close" /></button></header>
      <div class="body stack">
        ${description && html`<p class="quiet"><${Text} of=${description} most=${600} /></p>`}
        <dl class="facts">
          ${Object.entries(rest).map(([key, value]) => html`
            <dt>${words(key)}</dt>
            <dd class="mono"><${Text} most=${300} of=${typeof value === 'string' ? value
              : JSON.stringify(value)} /></dd>`)}
        </dl>
        ${Object.keys(outputs).length > 0 && html`
          <h3>Output</h3><${Tree} value=${outputs} name="output" base="/stepData" />`}
      </div>
    </section>`;
};
