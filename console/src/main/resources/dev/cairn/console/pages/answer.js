/** Handing in the input that a step waits for, with a form from its schema. */
import { get, instancePath, path, post, Problem } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/ui.js';
import { go, href } from '../lib/route.js';
import { check } from '../lib/schema.js';
import { useLoad } from '../lib/load.js';
import { allSteps } from '../lib/step-states.js';
import { asked } from '../lib/inbox.js';
import { titleOf } from '../lib/format.js';
import { done, failed } from '../lib/toast.js';
import { Busy, Text, Trouble } from '../parts/basics.js';
import { blank, Form } from '../parts/form.js';
import { Tree } from '../parts/tree.js';

async function look(id, signal) {
  const instance = await get(instancePath(id), signal);
  const definition = await get(path('definitions', instance.workflowId)
    + `?version=${instance.definitionVersion}`, signal);
  return { instance, definition };
}

export const Answer = ({ id, stepId }) => {
  const seen = useLoad(id, (signal) => look(id, signal));
  if (!seen.value) {
    return seen.problem ? html`<${Trouble} problem=${seen.problem} />` : html`<${Busy} />`;
  }
  const { instance, definition } = seen.value;
  const step = allSteps(definition.steps ?? []).find((it) => it.id === stepId);
  const waits = step && asked(instance).some((it) => it.stepId === stepId);
  return html`
    <div class="head"><div class="grow">
      <p class="small"><a class="link" href="#/approvals">Approvals and input</a></p>
      <h1 class="wrap"><${Text} of=${titleOf(instance)} /></h1>
      <p><${Text} of=${step?.name ?? stepId} most=${80} /> ·
        ${' '}<a class="link" href=${href(['instances', id])}>Open the instance</a></p></div></div>
    ${waits ? html`<div class="columns">
        <${Fields} instance=${instance} step=${step} />
        <section class="panel" aria-label="Context"><header><h2>Context</h2></header>
          <div class="body"><${Tree} value=${instance.context} name="context" /></div></section>
      </div>`
      : html`<p class="note" role="status">This step waits for no input any more.</p>`}`;
};

const Fields = ({ instance, step }) => {
  const schema = step.inputSchema ?? { type: 'object' };
  const [data, setData] = useState(() => blank(schema) ?? {});
  const [errors, setErrors] = useState([]);
  const [told, setTold] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.querySelector('main [aria-invalid="true"]')?.focus();
  }, [errors]);
  const send = async (event) => {
    event.preventDefault();
    const wrong = check(schema, data ?? {});
    setErrors(wrong);
    setTold(null);
    if (wrong.length > 0) {
      return;
    }
    setBusy(true);
    try {
      await post(instancePath(instance.id, '/input'), { stepId: step.id, data: data ?? {} });
      dispatchEvent(new Event('cairn-decided'));
      done('Handed in');
      go('#/approvals');
    } catch (problem) {
      problem instanceof Problem && problem.status < 500 ? setTold(problem) : failed(problem);
    }
    setBusy(false);
  };
  return html`
    <form class="panel" onSubmit=${send} novalidate aria-label=${step.name ?? step.id}>
      <div class="body stack">
        ${step.description && html`<p class="quiet">
          <${Text} of=${step.description} most=${1000} /></p>`}
        <${Form} schema=${schema} value=${data} onChange=${setData} errors=${errors} />
        ${told && html`<${Trouble} problem=${told} />`}
        ${told?.body.reasons?.map((it) => html`<p class="wrong small broken wrap">
          <${Text} of=${it.detail} most=${400} /></p>`)}
        <div class="line"><button class="primary" disabled=${busy}>Hand in</button>
          <a class="button" href="#/approvals">Not now</a></div>
      </div>
    </form>`;
};
