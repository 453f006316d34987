// Judges YAML files by docs/ops.schema.json.
// stdin: JSON {"schema": PATH, "files": [TEXT…]}. stdout: JSON, per file the list of what the schema refuses.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parseDocument } from 'yaml';

const { schema, files } = JSON.parse(readFileSync(0, 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schema, 'utf8')));

const refusals = files.map(text => {
  const document = parseDocument(text);
  if (document.errors.length > 0) return document.errors.map(error => `yaml: ${error.message}`);
  if (validate(document.toJS())) return [];
  return validate.errors.map(error => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
});
process.stdout.write(JSON.stringify(refusals));
