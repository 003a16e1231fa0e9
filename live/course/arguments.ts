// The words after the program's name: a port of the simulator, the own ID and those of the other replicas.

/** What is wrong with the words, in one line. */
export class BadArguments extends Error {
  override readonly name = 'BadArguments';
}

export interface Arguments {
  readonly port: number;
  readonly own: string;
  readonly others: readonly string[];
}

/** Stands for everybody, and for nobody. */
export const broadcastId = 'FFFF';

export function isId(text: string): boolean {
  return /^[0-9A-F]{4}$/.test(text) && text !== broadcastId;
}

export function parseArguments(words: readonly string[]): Arguments {
  const [port, own, ...others] = words;
  if (port === undefined || own === undefined || others.length === 0)
    throw new BadArguments('expected <UDP port> <own ID> <other IDs…>');
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    throw new BadArguments(`expected a UDP port from 1 to 65535, not "${port}"`);
  const wrong = [own, ...others].find((id) => !isId(id));
  if (wrong !== undefined)
    throw new BadArguments(`expected an ID of four upper-case hex digits other than FFFF, not "${wrong}"`);
  const twice = [own, ...others].find((id, position, all) => all.indexOf(id) !== position);
  if (twice !== undefined) throw new BadArguments(`the ID ${twice} is there twice`);
  return { port: Number(port), own, others };
}
