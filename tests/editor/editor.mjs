// Asks the language server that editors run what it makes of a file.
// stdin: JSON {"schema": PATH, "text": TEXT, "completions": [{"line": N, "character": N}…], "hovers": […]}, from 0.
// stdout: JSON {"diagnostics": […], "completions": [[LABEL…]…], "hovers": [TEXT…]}.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const server = spawn(process.execPath,
  [fileURLToPath(new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url)), '--stdio'],
  { stdio: ['pipe', 'pipe', 'inherit'] });

const file = 'file:///repository/.github/ops.yml';
const settings = {
  yaml: {
    validate: true, completion: true, hover: true, format: { enable: false }, schemaStore: { enable: false },
    schemas: { [pathToFileURL(asked.schema).href]: ['.github/ops.yml'] },
  },
  http: {},
};
const waiting = new Map();
let next = 0;
let told;
const diagnostics = new Promise(resolve => { told = resolve; });

const send = message => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
const ask = (method, params) => new Promise((resolve, reject) => {
  const id = ++next;
  waiting.set(id, { resolve, reject });
  send({ id, method, params });
});

const receive = message => {
  if (message.method === 'textDocument/publishDiagnostics' && message.params.uri === file)
    return told(message.params.diagnostics);
  if (message.method === 'workspace/configuration')
    return send({ id: message.id, result: message.params.items.map(item => settings[item.section] ?? {}) });
  if (message.method !== undefined) return message.id !== undefined && send({ id: message.id, result: null });
  const answer = waiting.get(message.id);
  if (message.error) answer.reject(new Error(message.error.message));
  else answer.resolve(message.result);
};

let unread = Buffer.alloc(0);
server.stdout.on('data', bytes => {
  unread = Buffer.concat([unread, bytes]);
  for (;;) {
    const end = unread.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(unread.subarray(0, end).toString())[1]);
    if (unread.length < end + 4 + length) return;
    const body = unread.subarray(end + 4, end + 4 + length).toString();
    unread = unread.subarray(end + 4 + length);
    receive(JSON.parse(body));
  }
});

await ask('initialize', {
  processId: process.pid, rootUri: null, workspaceFolders: null,
  capabilities: { workspace: { configuration: true }, textDocument: { completion: {}, hover: {} } },
});
send({ method: 'initialized', params: {} });
send({ method: 'workspace/didChangeConfiguration', params: { settings } });
send({
  method: 'textDocument/didOpen',
  params: { textDocument: { uri: file, languageId: 'yaml', version: 1, text: asked.text } },
});

const at = position => ({ textDocument: { uri: file }, position });
const found = await diagnostics;
const completions = [];
for (const position of asked.completions ?? []) {
  const answer = await ask('textDocument/completion', at(position));
  completions.push((answer?.items ?? answer ?? []).map(item => item.label));
}
const hovers = [];
for (const position of asked.hovers ?? []) {
  const answer = await ask('textDocument/hover', at(position));
  hovers.push(answer?.contents?.value ?? '');
}
process.stdout.write(JSON.stringify({
  diagnostics: found.map(one => ({ line: one.range.start.line + 1, message: one.message })), completions, hovers,
}), () => server.kill());
