// What is wrong with a request, as the client is told: a status, a word for programs, a sentence for people.

export type ProblemCode =
  | 'bad-key'
  | 'bad-query'
  | 'bad-precondition'
  | 'bad-session'
  | 'bad-value'
  | 'unknown-session'
  | 'no-such-path'
  | 'no-such-key'
  | 'method-not-allowed'
  | 'answer-gone'
  | 'precondition-failed'
  | 'value-too-long'
  | 'key-too-long'
  | 'unsupported-media-type'
  | 'no-leader'
  | 'closed'
  | 'outcome-unknown';

const statuses: { readonly [Code in ProblemCode]: number } = {
  'bad-key': 400,
  'bad-query': 400,
  'bad-precondition': 400,
  'bad-session': 400,
  'bad-value': 400,
  'unknown-session': 409,
  'no-such-path': 404,
  'no-such-key': 404,
  'method-not-allowed': 405,
  'answer-gone': 410,
  'precondition-failed': 412,
  'value-too-long': 413,
  'key-too-long': 414,
  'unsupported-media-type': 415,
  'no-leader': 503,
  closed: 503,
  'outcome-unknown': 504,
};

export interface Headers {
  readonly [name: string]: string;
}

/** Thrown where a request is read, and answered in one place. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly code: ProblemCode;
  readonly headers: Headers;

  constructor(code: ProblemCode, message: string, headers: Headers = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }

  get status(): number {
    return statuses[this.code];
  }

  get body(): string {
    return `${JSON.stringify({ error: { code: this.code, message: this.message } })}\n`;
  }
}
