/**
 * File names that strangers could give, of the sort that has led clients to write outside their folder, to open network
 * shares or to mix up two files. None is to be used as a local path.
 */
export const hostileNames: readonly string[] = [
  '../escape.txt', '../../escape-twice.txt', 'folder/../../escape-inside.txt', '/etc/hubscope-absolute.txt', '//server/share.txt',
  'C:\\windows\\hubscope.txt', '\\\\server\\share\\hubscope.txt', '..\\escape-windows.txt', 'nul-\u0000-inside.txt', 'line\nbreak.txt', 'tab\there.txt',
  `${'long-name-'.repeat(400).slice(0, 3996)}.txt`, 'trailing-dot.', 'trailing-space ', ' leading-space', 'CON', 'aux.txt', 'Case.txt', 'case.txt',
  'CASE.TXT', '.git/config', '-rf', '~', '$HOME.txt', '`id`.txt', '<script>alert(1)</script>.txt', '"quoted".txt', "it's.txt", 'a;b|c&d.txt', '*?.txt',
  'right-to-left-\u202etxt.exe', './dot.txt', 'double//slash.txt', 'café.txt', 'cafe\u0301.txt',
];

/** Names that are harmless but have to be encoded in an address. */
export const encodedNames: readonly string[] = [
  'with space.txt', 'hash#tag.txt', 'per%cent.txt', 'already%20encoded.txt', 'question?mark.txt', 'plus+sign.txt', 'amper&sand=1.txt', 'ümläut.txt',
  '模型说明.md', 'emoji-🤗.txt', 'semi;colon,comma.txt', 'colon:at@.txt', '[brackets](parens).txt', 'folder with space/näme #1.txt', 'a/b/c/d/e/deep.txt',
];

/** So many files that listings of them need pages: 1,500 in one folder, the rest spread over others. */
export function listManyFiles(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const number = String(at).padStart(5, '0');
    return at < 1500 ? `shards/part-${number}.txt` : `runs/run-${String(at % 50).padStart(2, '0')}/step-${number}.txt`;
  });
}
