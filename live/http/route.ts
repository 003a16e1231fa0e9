// From method and path to what is asked.

import { Problem } from './problem.ts';

export type Route =
  | { readonly kind: 'read'; readonly key: string; readonly hasBody: boolean }
  | { readonly kind: 'put'; readonly key: string }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'open-session' }
  | { readonly kind: 'status' }
  | { readonly kind: 'metrics' };

/** Of the key as UTF-8. */
export const keyBytesMax = 1024;

const keyPrefix = '/v1/kv/';

export function routeOf(method: string, target: string): Route {
  const [path = '', ...query] = target.split('?');
  const route = path.startsWith(keyPrefix)
    ? keyRoute(method, keyOf(path.slice(keyPrefix.length)))
    : plainRoute(method, path);
  if (query.length > 0) throw new Problem('bad-query', 'nothing here takes a query: leave out all from ? on');
  return route;
}

function keyRoute(method: string, key: string): Route {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return { kind: 'read', key, hasBody: method === 'GET' };
    case 'PUT':
      return { kind: 'put', key };
    case 'DELETE':
      return { kind: 'delete', key };
    default:
      throw notAllowed(method, 'GET, HEAD, PUT, DELETE');
  }
}

function plainRoute(method: string, path: string): Route {
  switch (path) {
    case '/v1/sessions':
      if (method !== 'POST') throw notAllowed(method, 'POST');
      return { kind: 'open-session' };
    case '/v1/status':
      if (method !== 'GET') throw notAllowed(method, 'GET');
      return { kind: 'status' };
    case '/metrics':
      if (method !== 'GET') throw notAllowed(method, 'GET');
      return { kind: 'metrics' };
    default:
      throw new Problem(
        'no-such-path',
        'there is nothing here; it is /v1/kv/KEY, /v1/sessions, /v1/status or /metrics',
      );
  }
}

function notAllowed(method: string, allowed: string): Problem {
  return new Problem('method-not-allowed', `${method} is not for this; it takes ${allowed}`, {
    allow: allowed,
  });
}

/** A key may hold slashes; all else that a URL gives a meaning is percent-encoded. */
function keyOf(encoded: string): string {
  let key: string;
  try {
    key = decodeURIComponent(encoded);
  } catch {
    throw new Problem('bad-key', 'the key is not percent-encoded UTF-8');
  }
  if (key === '') throw new Problem('bad-key', 'the key is empty');
  const bytes = Buffer.byteLength(key);
  if (bytes > keyBytesMax)
    throw new Problem('key-too-long', `the key has ${bytes} bytes; ${keyBytesMax} are the most`);
  return key;
}
