/**
 * Which phones a file has had, and in which row first. 12 bytes a place in place of some 100 in a Map: a phone in E.164 has at
 * most 15 digits, which a double holds exactly, and a table of doubles costs the garbage collector nothing.
 */
export function createSeenPhones() {
  let phones = new Float64Array(1 << 12);
  let rows = new Uint32Array(1 << 12);
  let count = 0;

  function place(phone: number): number {
    const mask = phones.length - 1;
    // The low digits differ most, but not their lowest bits alone: numbers are handed out in blocks.
    let at = (Math.imul((phone % 2147483647) | 0, 0x9e3779b1) >>> 7) & mask;
    while (phones[at] !== 0 && phones[at] !== phone) at = (at + 1) & mask;
    return at;
  }

  function grow(): void {
    const [oldPhones, oldRows] = [phones, rows];
    phones = new Float64Array(oldPhones.length * 2);
    rows = new Uint32Array(oldRows.length * 2);
    oldPhones.forEach((phone, i) => {
      if (phone === 0) return;
      const at = place(phone);
      phones[at] = phone;
      rows[at] = oldRows[i] ?? 0;
    });
  }

  return {
    /** The row in which a phone ("+49…") came first; notes it as this one when it is new. */
    firstRow(phone: string, row: number): number {
      const digits = Number(phone.slice(1));
      const at = place(digits);
      if (phones[at] === digits) return rows[at] ?? row;
      phones[at] = digits;
      rows[at] = row;
      if (++count * 2 > phones.length) grow();
      return row;
    },
  };
}

export type SeenPhones = ReturnType<typeof createSeenPhones>;
