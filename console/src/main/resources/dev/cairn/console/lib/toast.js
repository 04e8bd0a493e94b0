/** Short messages that come to the edge of the page. */
let next = 1;
let shown = [];
const listeners = new Set();

const tell = () => listeners.forEach((it) => it(shown));

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function dismiss(id) {
  shown = shown.filter((it) => it.id !== id);
  tell();
}

function show(toast, lasts) {
  const id = next++;
  shown = [...shown.slice(-3), { id, ...toast }];
  tell();
  if (lasts) {
    setTimeout(() => dismiss(id), lasts);
  }
}

/** Says that something was done. */
export const done = (text) => show({ kind: 'done', text }, 5000);

/** Says what went wrong, in the server's words; it stays until it is read. */
export const failed = (problem) => show({
  kind: 'problem', text: problem.message, hint: problem.hint, requestId: problem.requestId,
  code: problem.code,
});

/** Runs what may fail; says so if it does. Answers undefined then. */
export async function attempt(run) {
  try {
    return await run();
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      failed(problem);
    }
    return undefined;
  }
}
