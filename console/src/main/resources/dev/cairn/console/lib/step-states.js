/**
 * What became of each step, read from a state alone: so it is as true of an old version as of the
 * newest.
 *
 * done, current, waiting, failed, undoing, undone, skipped; pending where nothing is known.
 */

/** All steps of a definition, those inside of others too, in their order. */
export const allSteps = (steps) => steps.flatMap((it) => [
  it, ...allSteps(it.steps ?? []),
  ...(it.branches ?? []).flatMap((one) => allSteps(one.steps ?? [])),
]);

/** Whether an engine runs it, and not people and programs by hand. */
export const runs = (definition) =>
  definition?.steps?.length > 0 && definition.steps.every((it) => it.kind);

const hasOutput = (data, id) =>
  Object.hasOwn(data, id) || Object.keys(data).some((key) => key.startsWith(id + '.'));

/**
 * The state of every step.
 *
 * @returns {Map<string, {state: string, waits?: string, attempt?: number, tokens: string[]}>}
 */
export function stepStates(definition, instance) {
  const found = new Map();
  const steps = allSteps(definition?.steps ?? []);
  steps.forEach((it) => found.set(it.id, { state: 'pending', tokens: [] }));
  const driven = runs(definition);
  if (!driven) {
    passed(found, definition, instance);
  } else if (instance.status === 'Completed') {
    set(found, instance.currentStepId, 'done');
  }
  steps.filter((it) => hasOutput(instance.stepData, it.id))
    .forEach((it) => set(found, it.id, 'done'));
  driven && passedOver(found, definition, instance);
  (instance.work?.skipped ?? []).forEach((id) => set(found, id, 'skipped'));
  undone(found, steps, instance);
  tokens(found, instance);
  if (instance.error?.step) {
    set(found, instance.error.step, 'failed');
  }
  return found;
}

const set = (found, id, state, more = {}) => {
  const old = found.get(id);
  old && found.set(id, { ...old, ...more, state });
};

/** Where somebody moves the instance by hand, what lies before the current step is done. */
function passed(found, definition, instance) {
  const ids = (definition?.steps ?? []).map((it) => it.id);
  const here = ids.indexOf(instance.currentStepId);
  ids.slice(0, Math.max(0, here)).forEach((id) => set(found, id, 'done'));
  if (here >= 0) {
    set(found, ids[here], HERE[instance.status] ?? 'current');
  }
}

/** Steps that lie behind and left no output: choices were made, others were passed over. */
function passedOver(found, definition, instance) {
  definition.steps.slice(0, Math.max(0, instance.currentStep - 1))
    .filter((it) => found.get(it.id).state === 'pending')
    .forEach((it) => set(found, it.id, it.kind === 'choice' ? 'done' : 'skipped'));
}

const HERE = {
  Completed: 'done', Failed: 'failed', Cancelled: 'skipped', WaitingForInput: 'waiting',
  WaitingForApproval: 'waiting', Paused: 'waiting', Created: 'pending',
};

/** Completed steps that could be undone, and are no longer on the stack, were undone. */
function undone(found, steps, instance) {
  if (!instance.work?.saga?.status || instance.work.saga.status === 'executing') {
    return;
  }
  const left = new Set(instance.compensations.map((it) => it.stepId));
  const broken = new Set((instance.work.saga.failures ?? []).map((it) => it.step));
  steps.filter((it) => it.compensate && found.get(it.id).state === 'done').forEach((it) =>
    set(found, it.id, broken.has(it.id) ? 'failed' : left.has(it.id) ? 'done' : 'undone'));
}

function tokens(found, instance) {
  Object.entries(instance.tokens).forEach(([name, token]) => {
    const at = token.value;
    if (token.status !== 'active' || !at?.step || !found.has(at.step)) {
      return;
    }
    const state = at.undo ? 'undoing' : at.wait && at.wait !== 'join' ? 'waiting' : 'current';
    set(found, at.step, state, {
      waits: at.wait, attempt: at.attempt, tokens: [...found.get(at.step).tokens, name],
    });
  });
}

/** How many of the steps of the first level are behind, from 0 to 1. */
export function progress(definition, states) {
  const ids = (definition?.steps ?? []).map((it) => it.id);
  const over = ids.filter((id) => ['done', 'skipped', 'undone'].includes(states.get(id)?.state));
  return ids.length === 0 ? 0 : over.length / ids.length;
}
