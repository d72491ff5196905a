import { encodedNames, hostileNames, listManyFiles } from './awkward-names.js';
import type { PackageKind, Relation } from './world.js';

/** A package that tests a reader: what its card says, what the hub understood of it, which files it has. */
export interface AwkwardPackage {
  readonly kind: PackageKind;
  /** Without the owner, who is always the same. */
  readonly name: string;
  /** Text of README.md; null where there is none. */
  readonly card: string | null;
  /** What the hub understood of the front matter; null where it understood nothing. */
  readonly cardData: Readonly<Record<string, unknown>> | null;
  readonly files?: readonly string[];
  /** Texts of files that do not just hold a line with their name. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly gated?: 'auto' | 'manual';
  readonly disabled?: boolean;
  /** Month of the first snapshot that no longer shows it. */
  readonly goneFrom?: number;
  /** Name from the month of this snapshot on. */
  readonly renamed?: { readonly month: number; readonly name: string };
  readonly modelIndex?: unknown;
  readonly licences?: readonly string[];
  readonly languages?: readonly string[];
  readonly parents?: readonly { readonly base: string; readonly relation: Relation }[];
  readonly tags?: readonly string[];
  readonly description?: string;
}

/** Owner of all awkward packages. */
export const awkwardOwner = 'odd';

// Built from parts, so that no scanner takes this file for a leak.
const tokenLike = ['hf', 'practiceNotAToken0123456789abcdefgh'].join('_');
const cardBytes = 5 * 1024 * 1024;

function model(name: string, card: string | null, cardData: AwkwardPackage['cardData'], more: Partial<AwkwardPackage> = {}): AwkwardPackage {
  return { kind: 'model', name, card, cardData, ...more };
}
function plain(name: string, more: Partial<AwkwardPackage> = {}): AwkwardPackage {
  return model(name, `---\nlicense: mit\n---\n\n# ${name}\n`, { license: 'mit' }, { licences: ['mit'], ...more });
}
function asDataset(one: AwkwardPackage): AwkwardPackage {
  return { ...one, kind: 'dataset' };
}
function hugeCard(): string {
  const beginning = '---\nlicense: apache-2.0\n---\n\n# A card of five megabytes\n\n';
  // Long runs of what slow patterns backtrack on: spaces, backticks, brackets, and hyphens.
  const filling = `${' '.repeat(2000)}${'`'.repeat(500)}${'['.repeat(500)}${'-'.repeat(500)} ${'word '.repeat(100)}\n`;
  return (beginning + filling.repeat(Math.ceil(cardBytes / filling.length))).slice(0, cardBytes);
}

function listCards(): AwkwardPackage[] {
  return [
    model('broken-yaml', '---\nlicense: [mit\nlanguage: {en\ntags: "open\n---\n\n# Broken\n', null),
    model('no-closing-line', '---\nlicense: mit\nlanguage: en\n\n# The front matter never ends\n', null),
    model('yaml-list', '---\n- license\n- mit\n---\n\n# A list is no mapping\n', null),
    model('yaml-1-1',
      '---\nlanguage: no\nlicense: mit\nversion: 1e3\nreleased: 2026-01-02\nmode: 0755\nratio: 1_000\ntime: 12:30:45\nwidget: on\ninference: off\n---\n\n# Norwegian\n',
      { language: 'no', license: 'mit', version: 1000, released: '2026-01-02T00:00:00.000Z', mode: 755, ratio: '1_000', time: '12:30:45', widget: 'on', inference: 'off' },
      { licences: ['mit'], languages: ['no'] }),
    model('language-false', '---\nlanguage: false\nlicense: mit\n---\n', { language: false, license: 'mit' }, { licences: ['mit'] }),
    model('not-a-number', '---\nlicense: mit\nco2_eq_emissions: .nan\nscore: -.inf\n---\n', { license: 'mit', co2_eq_emissions: null, score: null }, { licences: ['mit'] }),
    model('huge-card', hugeCard(), { license: 'apache-2.0' }, { licences: ['apache-2.0'] }),
    model('no-card', null, null, { files: ['config.json'], texts: { 'config.json': '{}\n' } }),
    model('empty-card', '', null),
    model('crlf-bom', '\ufeff---\r\nlicense: mit\r\nlanguage:\r\n- en\r\n---\r\n\r\n# From Windows\r\n', { license: 'mit', language: ['en'] }, { licences: ['mit'], languages: ['en'] }),
    model('html-card',
      '---\nlicense: "mit"\npretty: "<img src=x onerror=alert(1)>"\n---\n\n# <script>alert("card")</script>\n\n'
      + "Robert'); drop table record;--\n\n$(touch /tmp/hubscope) `touch /tmp/hubscope` ${HOME} {{7*7}} <%= 7*7 %>\n\n<iframe src=\"javascript:alert(1)\"></iframe>\n\n=cmd|' /C calc'!A0\n",
      { license: 'mit', pretty: '<img src=x onerror=alert(1)>' }, { licences: ['mit'] }),
    model('token-in-card', `---\nlicense: mit\n---\n\n\`\`\`python\nlogin(token="${tokenLike}")\n\`\`\`\n`, { license: 'mit' }, {
      licences: ['mit'], files: ['train.py'], texts: { 'train.py': `TOKEN = "${tokenLike}"\n` },
    }),
    model('eval-results-text', '---\nlicense: mit\neval_results: see the paper\n---\n', { license: 'mit', eval_results: 'see the paper' }, { licences: ['mit'] }),
    model('model-index-error', '---\nlicense: mit\nmodel-index: wrong\n---\n', { 'license': 'mit', 'model-index': 'wrong' }, {
      licences: ['mit'], modelIndex: { error: 'Schema validation error. "model-index" must be an array' },
    }),
    model('model-index', '---\nmodel-index:\n- name: odd\n  results:\n  - task:\n      type: text-classification\n    dataset:\n      type: glue\n      name: GLUE\n    metrics:\n    - type: accuracy\n      value: 20.0 ± 1.2\n---\n',
      { 'model-index': [{ name: 'odd', results: [{ task: { type: 'text-classification' }, dataset: { type: 'glue', name: 'GLUE' }, metrics: [{ type: 'accuracy', value: '20.0 ± 1.2' }] }] }] },
      { modelIndex: [{ name: 'odd', results: [{ task: { type: 'text-classification' }, dataset: { type: 'glue', name: 'GLUE' }, metrics: [{ type: 'accuracy', value: '20.0 ± 1.2' }] }] }] }),
  ];
}

function listDeclarations(): AwkwardPackage[] {
  return [
    model('two-licences', '---\nlicense:\n- mit\n- apache-2.0\n---\n', { license: ['mit', 'apache-2.0'] }, { licences: ['mit', 'apache-2.0'] }),
    model('licence-in-a-list', '---\nlicense: [gpl-3.0]\n---\n', { license: ['gpl-3.0'] }, { licences: ['gpl-3.0'] }),
    model('licence-other', '---\nlicense: other\nlicense_name: odd-1.0\nlicense_link: LICENSE.md\n---\n', { license: 'other', license_name: 'odd-1.0', license_link: 'LICENSE.md' }, {
      licences: ['other'], files: ['LICENSE.md'], texts: { 'LICENSE.md': 'Do what is odd.\n' },
    }),
    model('licence-other-bare', '---\nlicense: other\n---\n', { license: 'other' }, { licences: ['other'] }),
    model('licence-unknown', '---\nlicense: unknown\n---\n', { license: 'unknown' }, { licences: ['unknown'] }),
    model('licence-boost', '---\nlicense: bsl-1.0\n---\n', { license: 'bsl-1.0' }, { licences: ['bsl-1.0'] }),
    model('licence-in-a-file', '# No front matter\n', null, { files: ['LICENSE'], texts: { LICENSE: 'MIT License\n\nCopyright (c) 2026 odd\n' } }),
    model('licence-in-tags-only', '# No front matter\n', null, { licences: ['mit'] }),
    model('parent-itself', '---\nbase_model: odd/parent-itself\n---\n', { base_model: 'odd/parent-itself' }, { parents: [{ base: 'odd/parent-itself', relation: 'finetune' }] }),
    model('parent-in-a-circle', '---\nbase_model: odd/parent-in-a-circle-too\n---\n', { base_model: 'odd/parent-in-a-circle-too' }, { parents: [{ base: 'odd/parent-in-a-circle-too', relation: 'finetune' }] }),
    model('parent-in-a-circle-too', '---\nbase_model: odd/parent-in-a-circle\n---\n', { base_model: 'odd/parent-in-a-circle' }, { parents: [{ base: 'odd/parent-in-a-circle', relation: 'finetune' }] }),
    model('parent-local-path', '---\nbase_model: ./results/checkpoint-500\n---\n', { base_model: './results/checkpoint-500' }, { parents: [{ base: './results/checkpoint-500', relation: 'finetune' }] }),
    model('parents-twice', '---\nbase_model:\n- odd/gated-auto\n- odd/gated-auto\n- odd/private-after\nbase_model_relation: merge\n---\n',
      { base_model: ['odd/gated-auto', 'odd/gated-auto', 'odd/private-after'], base_model_relation: 'merge' },
      { parents: [{ base: 'odd/gated-auto', relation: 'merge' }, { base: 'odd/gated-auto', relation: 'merge' }, { base: 'odd/private-after', relation: 'merge' }] }),
    plain('tags-with-space', { tags: [' leading', 'trailing ', 'in the middle', '', 'prefix:', ':value', 'a:b:c', '🤗', "drop'); --"] }),
    plain(`long-name-${'x'.repeat(86)}`),
    plain('1e3'),
  ];
}

function listFiles(): AwkwardPackage[] {
  return [
    plain('many-files', { files: listManyFiles(7000) }),
    plain('hostile-names', { files: hostileNames }),
    plain('file-names', { files: encodedNames }),
    plain('empty-file', { files: ['empty.txt', 'folder/empty.json'], texts: { 'empty.txt': '', 'folder/empty.json': '' } }),
    plain('broken-config', { files: ['config.json', 'adapter_config.json'], texts: { 'config.json': '{"model_type": "llama",', 'adapter_config.json': '[]\n' } }),
  ];
}

function listAccess(): AwkwardPackage[] {
  return [
    plain('gated-auto', { gated: 'auto' }),
    plain('gated-manual', { gated: 'manual' }),
    plain('disabled', { disabled: true }),
    plain('private-after', { goneFrom: 3 }),
    plain('old-name', { renamed: { month: 3, name: 'new-name' } }),
  ];
}

/** All awkward packages; the same in every world that has them. Made when asked for: they are a few megabytes. */
export function listAwkwardPackages(): AwkwardPackage[] {
  return [
    ...listCards(), ...listDeclarations(), ...listFiles(), ...listAccess(),
    asDataset(model('two-licences', '---\nlicense:\n- mit\n- cc-by-4.0\n---\n', { license: ['mit', 'cc-by-4.0'] }, { licences: ['mit', 'cc-by-4.0'] })),
    asDataset(plain('hostile-names', { files: hostileNames })),
    asDataset(model('broken-yaml', '---\nlicense: [mit\n---\n', null)),
    asDataset(plain('html-description', { description: '\n\t\n<script>alert("description")</script>\n\t\n' })),
    ...listAccess().map(asDataset),
  ];
}
