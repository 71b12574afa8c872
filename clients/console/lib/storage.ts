/** What this device remembers. A browser that forbids it works all the same, and forgets. */
export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`wabase.${name}`);
    else localStorage.setItem(`wabase.${name}`, value);
  } catch {
    // Private windows may refuse.
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`wabase.${name}`);
  } catch {
    return null;
  }
}
