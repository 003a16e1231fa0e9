// Text in columns: padding, cutting and wrapping by what a terminal shows.

/** What nearly every line is made of: Latin letters, punctuation, arrows, our own symbols. */
const plain = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u21ff\u2200-\u22ff\u2500-\u25c2✓✗✖]*$/;
/** Scripts and signs that terminals draw two columns wide. */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
/** What is drawn over its neighbour, or not at all. */
const mark = /\p{Mark}|\p{Format}|\p{Control}/u;

/**
 * Columns, by character. A library that knows every joined emoji takes longer to load than a small run to
 * make; where one of those occurs a column is off, and nothing else.
 */
export function width(text: string): number {
  if (plain.test(text)) return text.length;
  let columns = 0;
  for (const character of text) if (!mark.test(character)) columns += wide.test(character) ? 2 : 1;
  return columns;
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

/** Lines of whole words; a word longer than a line is broken. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((each) => broken(each, columns))) {
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

function broken(word: string, columns: number): readonly string[] {
  if (width(word) <= columns) return [word];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of word) {
    const more = width(character);
    if (used + more > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += more;
  }
  return [...pieces, piece];
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
