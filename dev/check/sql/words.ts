/** A bare word of SQL text: a keyword or an unquoted name. */
export interface Word {
  text: string;
  offset: number;
}

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(?:[eE]|[uU]&)?'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|\$([A-Za-z_]*)\$([\s\S]*?)\$\1\$|[A-Za-z_][A-Za-z0-9_$]*/g;

/** Dollar quotes with these tags hold code, which is read as SQL too; others hold plain text. */
const CODE_TAGS = new Set(['', 'body', 'function', 'do']);

/** The bare words of a SQL text: without comments, strings and quoted names, but with those of function bodies. */
export function bareWords(text: string, base = 0): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [token, tag, body] = match;
    const offset = base + match.index;
    if (/^[A-Za-z_]/.test(token) && !token.includes("'")) words.push({ text: token, offset });
    else if (body !== undefined && tag !== undefined && CODE_TAGS.has(tag)) {
      words.push(...bareWords(body, offset + tag.length + 2));
    }
  }
  return words;
}
