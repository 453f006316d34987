export interface Finding {
  line: number;
  message: string;
}

/** A metric without a unit is the commonest mistake and the dearest one. */
export function findMissingUnits(lines: readonly string[]): Finding[] {
  return lines.flatMap((text, line) =>
    /^metric\s+\w+\s*$/.test(text) ? [{ line, message: "this metric has no unit" }] : [],
  );
}
