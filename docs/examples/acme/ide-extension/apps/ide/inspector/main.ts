import { readFileSync } from "node:fs";

/** Prints where the time of a profile went, the dearest part first. */
const profile: Record<string, number> = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const [part, ms] of Object.entries(profile).sort((a, b) => b[1] - a[1])) console.log(`${ms} ms  ${part}`);
