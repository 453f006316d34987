// Judges a JSON document by a schema.
// node validate.mjs SCHEMA|sarif < DOCUMENT. stdout: what the schema refuses, a line each; nothing: it is valid.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import Draft4 from 'ajv-draft-04';
import formats from 'ajv-formats';

const require = createRequire(import.meta.url);
const named = process.argv[2];
const file = named === 'sarif' ? require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') : named;
const schema = JSON.parse(readFileSync(file, 'utf8'));
// OASIS's schema is of draft 4, and looser than a validator likes; ours must not be.
const ajv = named === 'sarif'
  ? new Draft4({ allErrors: true, strict: false, unicodeRegExp: false })
  : new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
formats(ajv);
const validate = ajv.compile(schema);
const document = JSON.parse(readFileSync(0, 'utf8'));
if (!validate(document))
  for (const error of validate.errors)
    process.stdout.write(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}\n`);
