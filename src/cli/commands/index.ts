import type { CommandDeclaration } from '../declaration.js';
import { cardCommand } from './card.js';
import { cardsRereadCommand } from './cards-reread.js';
import { claimsCommand } from './claims.js';
import { diffCommand } from './diff.js';
import { historyCommand } from './history.js';
import { importCommand } from './import.js';
import { measureCommand } from './measure.js';
import { modelCommand } from './model.js';
import { practiceHubCommand } from './practice-hub.js';
import { queryCommand } from './query.js';
import { replayCommand } from './replay.js';
import { secondReaderCommand } from './second-reader.js';
import { serveCommand } from './serve.js';
import { snapshotsCommand } from './snapshots.js';
import { statusCommand } from './status.js';
import { studyRunCommand } from './study-run.js';
import { syncCommand } from './sync.js';
import { watchCommand } from './watch.js';

/** All commands, in the order of the help. One file and one line here make a command. */
export const commands: readonly CommandDeclaration[] = [
  syncCommand, watchCommand, replayCommand, importCommand, cardsRereadCommand,
  statusCommand, snapshotsCommand, modelCommand, cardCommand, historyCommand, diffCommand, queryCommand,
  measureCommand, claimsCommand, studyRunCommand, secondReaderCommand,
  practiceHubCommand, serveCommand,
];
