// Text in columns: padding, cutting and wrapping by what a terminal shows.

import stringWidth from 'string-width';

export function width(text: string): number {
  // What is all printable ASCII needs no table of characters.
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - width(text))) + text;
}

/** At most so many columns, the last one `mark` where something was cut off. */
export function cut(text: string, columns: number, mark: string): string {
  if (width(text) <= columns) return text;
  let shown = '';
  let used = width(mark);
  for (const character of text) {
    used += width(character);
    if (used > columns) break;
    shown += character;
  }
  return shown.trimEnd() + mark;
}

/** Lines of whole words; a word longer than a line stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    if (line === '') line = word;
    else if (width(line) + 1 + width(word) <= columns) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** Control characters made visible, so that what a program says cannot draw on the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) =>
    character === '\n' || character === '\t'
      ? ' '
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
