// What a client is answered, before it is bytes: and from the fate of a command to that.

import type { ServiceResult } from '../kv/commands.ts';
import type { KvService, ServiceOutcome } from '../kv/service.ts';
import { etagOf } from './preconditions.ts';
import { type Headers, Problem } from './problem.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export function jsonReply(status: number, value: object, headers: Headers = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}

export function problemReply(problem: Problem): Reply {
  return {
    status: problem.status,
    headers: { 'content-type': 'application/json', ...problem.headers },
    body: problem.body,
  };
}

/** `target`: path and query as they came, for the server that they should have gone to. */
export function replyTo(outcome: ServiceOutcome, service: KvService, target: string, known: number): Reply {
  switch (outcome.kind) {
    case 'ok':
      return resultReply(outcome.result as ServiceResult, known);
    case 'redirect':
      return redirect(outcome.leader, service, target);
    case 'unknown':
      throw new Problem(
        'outcome-unknown',
        'it may have been done or not; ask again, with the same session and sequence if it has them',
      );
    case 'refused':
      throw new Problem('value-too-long', outcome.reason);
    case 'closed':
      throw closed(outcome.reason);
    default:
      return unreachable(outcome);
  }
}

export function closed(reason: string): Problem {
  return new Problem('closed', reason, { 'retry-after': '1' });
}

function redirect(leader: number, service: KvService, target: string): Reply {
  const address = leader === 0 || leader === service.status().id ? null : service.clientAddressOf(leader);
  if (address === null)
    throw new Problem('no-leader', 'no leader is known at present', { 'retry-after': '1' });
  return jsonReply(307, { leader, address }, { location: `http://${address}${target}` });
}

function resultReply(result: ServiceResult, known: number): Reply {
  switch (result.kind) {
    case 'read': {
      const { value, revision } = result;
      if (value === null) throw new Problem('no-such-key', 'there is no entry of this key');
      const headers = { etag: etagOf(revision), 'cache-control': 'no-cache' };
      if (revision === known) return { status: 304, headers, body: '' };
      return {
        status: 200,
        headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
        body: value,
      };
    }
    case 'changed': {
      const { before, revision } = result;
      if (revision !== 0)
        return jsonReply(before === 0 ? 201 : 200, { revision }, { etag: etagOf(revision) });
      if (before !== 0) return jsonReply(200, { deleted: before });
      throw new Problem('no-such-key', 'there is no entry of this key');
    }
    case 'differs': {
      const { revision } = result;
      throw new Problem(
        'precondition-failed',
        revision === 0 ? 'there is no entry of this key' : `the entry is at revision ${revision}`,
        revision === 0 ? {} : { etag: etagOf(revision) },
      );
    }
    case 'opened':
      return jsonReply(201, { session: result.session });
    case 'no-session':
      throw new Problem('unknown-session', 'no such session was opened');
    case 'answer-gone':
      throw new Problem(
        'answer-gone',
        'the client has confirmed that it has the answer; it is no longer kept',
      );
    default:
      return unreachable(result);
  }
}

function unreachable(what: never): never {
  throw new Error(`no such outcome: ${JSON.stringify(what)}`);
}
