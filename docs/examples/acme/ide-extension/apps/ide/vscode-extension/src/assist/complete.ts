/** Names that begin as the person began, the shortest first. */
export function complete(prefix: string, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(prefix)).sort((a, b) => a.length - b.length || a.localeCompare(b));
}
