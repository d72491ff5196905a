import { hashText } from './random.js';
import type { Repository } from './repository.js';
import type { SimulatedModel } from './world.js';

type Verdict = 'unscanned' | 'safe' | 'queued' | 'error' | 'caution' | 'suspicious' | 'unsafe';

/** What the scanners say of a file. Scans are asynchronous: a file may have no verdict at all. */
export interface FileSecurity {
  readonly status: Verdict;
  readonly avScan: { readonly status: Verdict; readonly version?: string };
  readonly pickleImportScan: {
    readonly status: Verdict;
    readonly pickleImports?: readonly { readonly module: string; readonly name: string; readonly safety: 'innocuous' | 'suspicious' | 'dangerous' }[];
  };
  readonly protectAiScan?: { readonly status: Verdict; readonly message: string; readonly reportLink: string; readonly reportLabel: string };
}

/** What `GET …/scan` answers, and what a detail shows as `securityRepoStatus`. */
export interface Scan {
  readonly scansDone: boolean;
  readonly filesWithIssues: readonly { readonly path: string; readonly level: Verdict }[];
}

const pickled = /\.(bin|joblib|pt|pth|pkl|ckpt|h5)$/;
const issues: ReadonlySet<Verdict> = new Set(['unsafe', 'suspicious', 'caution']);

function scanState(record: SimulatedModel): 'never' | 'queued' | 'done' {
  const turn = hashText(`scan ${record._id}`) % 11;
  return turn === 0 ? 'never' : turn === 1 ? 'queued' : 'done';
}

/** The verdict on a file at a revision; null where it was never scanned. */
export function scanFile(record: SimulatedModel, path: string): FileSecurity | null {
  const state = scanState(record);
  if (state === 'never') {
    return null;
  }
  if (state === 'queued') {
    return { status: 'queued', avScan: { status: 'queued' }, pickleImportScan: { status: 'queued' } };
  }
  const turn = hashText(`${record._id} scan of ${path}`) % 400;
  const version = '1.4.2/27610';
  if (!pickled.test(path)) {
    const status = turn === 0 ? 'unsafe' : 'safe';
    return { status, avScan: { status, version }, pickleImportScan: { status: 'unscanned' } };
  }
  const usual = { module: 'torch._utils', name: '_rebuild_tensor_v2', safety: 'innocuous' } as const;
  if (turn < 12) {
    return {
      status: 'unsafe', avScan: { status: 'safe', version },
      pickleImportScan: { status: 'unsafe', pickleImports: [{ module: 'os', name: 'system', safety: 'dangerous' }, usual] },
    };
  }
  if (turn < 24) {
    return {
      status: 'suspicious', avScan: { status: 'safe', version }, pickleImportScan: { status: 'safe', pickleImports: [usual] },
      protectAiScan: { status: 'suspicious', message: 'This file may run code when it is loaded.', reportLink: 'https://scan.practice.invalid/1', reportLabel: 'View report' },
    };
  }
  if (turn < 32) {
    return {
      status: 'caution', avScan: { status: 'safe', version },
      pickleImportScan: { status: 'caution', pickleImports: [{ module: 'numpy.core.multiarray', name: '_reconstruct', safety: 'suspicious' }] },
    };
  }
  if (turn < 36) {
    return { status: 'error', avScan: { status: 'safe', version }, pickleImportScan: { status: 'error' } };
  }
  return { status: 'safe', avScan: { status: 'safe', version }, pickleImportScan: { status: 'safe', pickleImports: [usual] } };
}

/** The verdict on a repository: that of the files on `main`. */
export function scanRepository({ head }: Repository): Scan {
  const filesWithIssues = head.files.flatMap((path) => {
    const level = scanFile(head, path)?.status;
    return level !== undefined && issues.has(level) ? [{ path, level }] : [];
  });
  return { scansDone: scanState(head) === 'done', filesWithIssues };
}
