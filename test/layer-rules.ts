import type { Import } from './read-source.js';
import { parseSource, readImports, resolveImport } from './read-source.js';
import type { ProjectFile } from './project-files.js';

/** The rooms of src from left to right: a file imports from its own room and from rooms to the left of it. */
export const rooms = [
  'core',
  'registries',
  'harvest',
  'store',
  'stats',
  'cards',
  'metrics',
  'claims',
  'figures',
  'report',
  'practice',
  'app',
  'api',
  // After api: the command that starts the server is a command, and nothing else could start it.
  'cli',
  'web',
] as const;

type Room = (typeof rooms)[number];

/** What a room must not import although it stands to the left, and why. */
const forbidden: readonly { readonly from: readonly Room[]; readonly to: readonly Room[]; readonly why: string }[] = [
  {
    from: ['stats', 'cards', 'metrics', 'claims', 'figures', 'report'],
    to: ['harvest', 'practice'],
    why: 'whoever judges never fetches',
  },
  { from: ['harvest', 'registries'], to: ['store'], why: 'whoever fetches never stores' },
  {
    from: ['metrics'],
    to: ['registries', 'store'],
    why: 'a metric is SQL and TypeScript that is given its query function',
  },
  {
    from: ['web'],
    to: ['registries', 'harvest', 'store', 'practice', 'app', 'cli'],
    why: 'pages talk to the api, over HTTP',
  },
];

/** Rooms of which another room takes types only. */
const typesOnly: readonly { readonly from: Room; readonly to: Room; readonly why: string }[] = [
  { from: 'web', to: 'api', why: 'pages talk to the api, over HTTP' },
];

/** The room of a project path, or null outside of src. */
export function roomOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** Sentences about every import of the file that points the wrong way; empty if all is well. Tests are exempt. */
export function findWrongImports(file: ProjectFile): string[] {
  const room = roomOf(file.path);
  if (room === null) return [`${file.path}: stands in no room; expected src/<room>/…`];
  if (!isRoom(room)) return [`${file.path}: room ${room} is not known; expected one of ${rooms.join(', ')}`];
  return readImports(parseSource(file)).flatMap((one) => {
    const problem = judgeImport(file.path, room, one);
    return problem === null ? [] : [`${file.path}:${one.line}: imports ${one.specifier}: ${problem}`];
  });
}

function judgeImport(path: string, room: Room, { specifier, typeOnly }: Import): string | null {
  const target = resolveImport(path, specifier);
  if (specifier === '*') return 'the target is computed, so no one can see where it leads';
  if (target === null) return null;
  const other = roomOf(target);
  if (other === null) return 'leads out of src';
  if (!isRoom(other)) return `room ${other} is not known`;
  if (other === room) return room === 'registries' ? judgeSibling(path, target) : null;
  if (rooms.indexOf(other) > rooms.indexOf(room)) return `${other} stands to the right of ${room}`;
  const rule = forbidden.find(({ from, to }) => from.includes(room) && to.includes(other));
  if (rule !== undefined) return rule.why;
  const typesRule = typesOnly.find(({ from, to }) => from === room && to === other);
  return typesRule !== undefined && !typeOnly ? `types only: ${typesRule.why}` : null;
}

/** Registries are plug-ins: none knows another, and none knows the list. */
function judgeSibling(path: string, target: string): string | null {
  const [, , own, ...inOwn] = path.split('/');
  const [, , other, ...inOther] = target.split('/');
  if (inOwn.length === 0) return null;
  if (target === 'src/registries/index.ts') return 'a registry does not know the list of registries';
  return inOther.length > 0 && own !== other ? 'a registry never imports another one' : null;
}

function isRoom(name: string): name is Room {
  return (rooms as readonly string[]).includes(name);
}
