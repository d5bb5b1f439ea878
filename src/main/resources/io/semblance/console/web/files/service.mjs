/** Calls of the service, with the key if there is one. The key is kept for this tab and session only. */

const KEY = 'semblance.key';

/** An answer other than 2xx, or none at all (status 0). Its message is a sentence for people; data is its body, if JSON. */
export class Problem extends Error {
  constructor(status, message, data = null) {
    super(message);
    this.status = status;
    this.data = data;
  }
}

export function storedKey() {
  return sessionStorage.getItem(KEY);
}

export function storeKey(key) {
  sessionStorage.setItem(KEY, key);
}

export function forgetKey() {
  sessionStorage.removeItem(KEY);
}

/** Whether a header can carry it: visible ASCII. */
export function isSendable(key) {
  return /^[\x21-\x7e]+$/.test(key);
}

/**
 * GET, or POST where there is a body.
 *
 * @param {string} path relative to the page, so that a proxy may put the service below any path
 * @returns {Promise<{data: any, headers: Headers, millis: number}>}
 * @throws {Problem}
 */
export async function call(path, { body, signal, key = storedKey() } = {}) {
  const headers = { Accept: 'application/json' };
  if (key !== null) {
    headers['X-API-Key'] = key;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const request = { method: body === undefined ? 'GET' : 'POST', headers, signal, cache: 'no-store',
    credentials: 'omit', redirect: 'error', body: body === undefined ? undefined : JSON.stringify(body) };
  const start = performance.now();
  try {
    const response = await fetch(path, request);
    const data = await read(response);
    if (response.ok) {
      return { data, headers: response.headers, millis: performance.now() - start };
    }
    throw new Problem(response.status, sentence(response, data), data);
  } catch (thrown) {
    if (thrown instanceof TypeError) {
      throw new Problem(0, 'The service does not answer. Is it running, and can this machine reach it?');
    }
    throw thrown;
  }
}

async function read(response) {
  if (!/json/.test(response.headers.get('Content-Type') ?? '')) {
    return null;
  }
  try {
    return await response.json();
  } catch (thrown) {
    if (thrown instanceof SyntaxError && !response.ok) {
      return null;
    }
    throw thrown instanceof SyntaxError ? new Problem(response.status, 'The answer of the service broke off.') : thrown;
  }
}

/** Of a problem (RFC 9457) its detail; where fields are at fault what is said of each. */
function sentence(response, data) {
  if (typeof data?.detail !== 'string') {
    return `The service answered ${response.status}${response.statusText ? ` (${response.statusText})` : ''}.`;
  }
  const faults = Array.isArray(data.errors) ? data.errors.slice(0, 5).map(error => error.message) : [];
  return [data.detail, ...faults.filter(fault => typeof fault === 'string' && !data.detail.includes(fault))].join(' ');
}
