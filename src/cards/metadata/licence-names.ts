/** Licence ids of the hub (its list of August 2026). */
export const licenceIds: ReadonlySet<string> = new Set([
  'apache-2.0', 'mit', 'openrail', 'bigscience-openrail-m', 'creativeml-openrail-m', 'bigscience-bloom-rail-1.0', 'bigcode-openrail-m', 'afl-3.0', 'artistic-2.0',
  'bsl-1.0', 'bsd', 'bsd-2-clause', 'bsd-3-clause', 'bsd-3-clause-clear', 'c-uda', 'cc', 'cc0-1.0', 'cc-by-2.0', 'cc-by-2.5', 'cc-by-3.0', 'cc-by-4.0', 'cc-by-sa-3.0', 'cc-by-sa-4.0',
  'cc-by-nc-2.0', 'cc-by-nc-3.0', 'cc-by-nc-4.0', 'cc-by-nd-4.0', 'cc-by-nc-nd-3.0', 'cc-by-nc-nd-4.0', 'cc-by-nc-sa-2.0', 'cc-by-nc-sa-3.0', 'cc-by-nc-sa-4.0',
  'cdla-sharing-1.0', 'cdla-permissive-1.0', 'cdla-permissive-2.0', 'wtfpl', 'ecl-2.0', 'epl-1.0', 'epl-2.0', 'etalab-2.0', 'eupl-1.1', 'eupl-1.2', 'agpl-3.0', 'gfdl', 'gpl', 'gpl-2.0', 'gpl-3.0',
  'lgpl', 'lgpl-2.1', 'lgpl-3.0', 'isc', 'h-research', 'intel-research', 'lppl-1.3c', 'ms-pl', 'apple-ascl', 'apple-amlr', 'mpl-2.0', 'odc-by', 'odbl', 'openmdw-1.0', 'openmdw-1.1', 'openrail++',
  'osl-3.0', 'postgresql', 'ofl-1.1', 'ncsa', 'unlicense', 'zlib', 'pddl', 'lgpl-lr', 'deepfloyd-if-license', 'fair-noncommercial-research-license', 'llama2', 'llama3', 'llama3.1', 'llama3.2', 'llama3.3', 'llama4',
  'grok2-community', 'gemma', 'unknown', 'other',
]);

/** How licences are written. In sentences only what cannot be taken for something else; `MIT` alone counts under a label. */
export const licenceSpellings: Readonly<Record<string, string>> = {
  'apache-2.0': 'apache 2 0, apache2 0, apache 2, apache2, apache license 2 0, apache licence 2 0, apache license version 2 0, apache software license 2 0, apache license v2 0, apache v2, apache v2 0, apache license 2, apache version 2 0, apache 2 0 license, apache license, apache licence, apache licensed',
  mit: 'mit license, mit licence, mit licensed, mit open source license, expat license',
  'bsd-3-clause': 'bsd 3 clause, 3 clause bsd, bsd 3', 'bsd-2-clause': 'bsd 2 clause, 2 clause bsd', bsd: 'bsd license, bsd licence',
  'gpl-3.0': 'gpl 3 0, gpl v3, gplv3, gpl 3, gnu gpl v3, gnu general public license v3 0, gnu general public license v3, gnu general public license version 3, gnu gplv3, gpl3, gnu gpl 3, gpl v3 0, gnu gpl 3 0, gpl version 3',
  'gpl-2.0': 'gpl 2 0, gpl v2, gplv2, gnu gpl v2, gpl2', gpl: 'gnu general public license, gnu gpl, gpl license',
  'agpl-3.0': 'agpl 3 0, agpl v3, agplv3, agpl, gnu affero general public license, gnu agplv3, agpl 3, gnu agpl v3', 'lgpl-3.0': 'lgpl 3 0, lgpl v3, lgplv3, lgpl 3, gnu lgpl v3', 'lgpl-2.1': 'lgpl 2 1, lgpl v2 1', lgpl: 'gnu lgpl, lgpl license, gnu lesser general public license',
  'mpl-2.0': 'mpl 2 0, mozilla public license 2 0, mozilla public license', 'cc0-1.0': 'cc0, cc0 1 0, cc0 1 0 universal, cc zero, creative commons zero', unlicense: 'the unlicense', wtfpl: 'wtfpl',
  openrail: 'openrail, openrail license', 'creativeml-openrail-m': 'creativeml openrail m, creativeml open rail m, creativeml openrail', 'bigscience-openrail-m': 'bigscience openrail m', 'bigscience-bloom-rail-1.0': 'bigscience bloom rail 1 0, bigscience rail license, bloom rail license', 'bigcode-openrail-m': 'bigcode openrail m', 'openrail++': 'creativeml open rail m license openrail plus plus',
  llama2: 'llama 2 community license, llama 2 community licence, llama2 license, llama 2 license', llama3: 'llama 3 community license, llama3 license, meta llama 3 community license, llama 3 license', 'llama3.1': 'llama 3 1 community license, llama 3 1 license', 'llama3.2': 'llama 3 2 community license', 'llama3.3': 'llama 3 3 community license',
  gemma: 'gemma license, gemma terms of use', odbl: 'odbl, open database license', 'odc-by': 'odc by, odc by 1 0', isc: 'isc license', 'ofl-1.1': 'ofl 1 1', 'ecl-2.0': 'ecl 2 0', 'etalab-2.0': 'etalab 2 0', 'eupl-1.2': 'eupl 1 2, eupl', 'deepfloyd-if-license': 'deepfloyd if license',
};

const parts = ['by', 'by nc', 'by sa', 'by nd', 'by nc sa', 'by nc nd'];
const versions: readonly (readonly [string, string])[] = [['4 0', '-4.0'], ['3 0', '-3.0'], ['2 5', '-2.5'], ['2 0', '-2.0'], ['1 0', '-1.0'], ['4', '-4.0'], ['', '']];
const longNames: Readonly<Record<string, string>> = {
  by: 'attribution', 'by nc': 'attribution noncommercial', 'by sa': 'attribution sharealike', 'by nd': 'attribution noderivatives', 'by nc sa': 'attribution noncommercial sharealike', 'by nc nd': 'attribution noncommercial noderivatives',
};
const hyphenatedNames: Readonly<Record<string, string>> = {
  'by nc': 'attribution non commercial', 'by sa': 'attribution share alike', 'by nc sa': 'attribution non commercial share alike', 'by nc nd': 'attribution non commercial no derivatives', 'by nd': 'attribution no derivatives',
};

/** The names without `Creative Commons`, which count under a label only. */
export function attributionSpellings(): (readonly [spelling: string, id: string])[] {
  return parts.flatMap((part) => versions.filter(([version]) => version !== '').flatMap(([version, suffix]): (readonly [string, string])[] =>
    [longNames[part], hyphenatedNames[part]].filter((name) => name !== undefined).map((name) => [`${name} ${version}`, `cc-${part.replaceAll(' ', '-')}${suffix}`])));
}

/** Every spelling of every licence of Creative Commons with its id; without a version the id has none (`cc-by-nc`). */
export function creativeCommonsSpellings(): (readonly [spelling: string, id: string])[] {
  return parts.flatMap((part) => versions.flatMap(([version, suffix]): (readonly [string, string])[] => {
    const id = `cc-${part.replaceAll(' ', '-')}${suffix}`;
    const names = [longNames[part], hyphenatedNames[part]].filter((name) => name !== undefined);
    const reversed = part === 'by nc sa' ? [`cc by sa nc ${version}`] : [];
    return [
      `cc ${part} ${version}`, `creative commons ${part} ${version}`, `cc ${part} v${version}`, ...reversed,
      ...names.flatMap((name) => [`creative commons ${name} ${version}`, `creative commons ${name} ${version} international`, `cc ${name} ${version}`, `creative commons ${name} international ${version}`]),
    ].map((spelling) => [spelling.trim(), id]);
  }));
}
