/** The public API, as any program calls it; the browser adds the cookie of the session. */

import { parse } from './json.js';

const BASE = '/api/v1';

/** An answer that is no success: code, detail, hint and request id are the server's own words. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.hint = body.hint ?? '';
    this.requestId = body.requestId ?? '';
    this.body = body;
  }
}

const unreachable = () => new Problem(0, {
  code: 'unreachable',
  detail: 'The server cannot be reached.',
  hint: 'See that it runs; the console goes on by itself when it is back.',
});

/** Listeners are told when the server no longer knows who is asking. */
export const signedOut = new EventTarget();

/**
 * Asks the API.
 *
 * @param {string} path below /api/v1
 * @param {{method?: string, body?: unknown, type?: string, headers?: object, signal?: AbortSignal,
 *   quiet?: boolean}} [options] quiet: a 401 is the caller's to handle
 * @returns {Promise<{json: any, headers: Headers, status: number}>}
 * @throws {Problem}
 */
export async function call(path, options = {}) {
  const { method = 'GET', body, type = 'application/json', headers = {}, signal, quiet } = options;
  const sent = { Accept: 'application/json', ...headers };
  if (method !== 'GET') {
    sent['Cairn-Console'] = '1';
  }
  if (body !== undefined) {
    sent['Content-Type'] = type;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  let response;
  try {
    response = await fetch(BASE + path, { method, headers: sent, body: text, signal });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : unreachable();
  }
  const json = await read(response);
  if (!response.ok) {
    if (response.status === 401 && !quiet) {
      signedOut.dispatchEvent(new Event('out'));
    }
    throw new Problem(response.status, json ?? {});
  }
  return { json, headers: response.headers, status: response.status };
}

async function read(response) {
  const text = await response.text().catch(() => '');
  try {
    return text === '' ? null : parse(text);
  } catch {
    return null;
  }
}

/** Reads what is at a path. */
export const get = async (path, signal) => (await call(path, { signal })).json;

/** Posts a body; without one, nothing is sent. */
export const post = async (path, body) => (await call(path, { method: 'POST', body })).json;

/** A path of segments that may hold anything. */
export const path = (...segments) => '/' + segments.map(encodeURIComponent).join('/');

/** The path of an instance, and what is below it. */
export const instancePath = (id, rest = '') => path('workflows', id) + rest;
