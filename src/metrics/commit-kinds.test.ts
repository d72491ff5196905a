import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitKinds, kindOfCommit } from './commit-kinds.js';

const titles = {
  initial: ['initial commit', 'Initial commit', 'Initial commit.', 'first commit', 'First version', 'init', 'Initial release'],
  automatic: [
    'Training in progress, step 500', 'Training in progress epoch 3', 'End of training', 'Model save', 'Saving weights and logs of step 1000', 'Librarian Bot: Add base_model information to model',
    'Merge branch \'main\' of https://hub.example/o/m into main', 'Merge pull request #3', '[pre-commit] automatic fixes', 'Automatic update of the card', 'auto-commit', 'epoch 12', 'checkpoint-4000',
    'Super-squash branch \'main\' using huggingface_hub', 'Add evaluation results on the default config of imdb',
  ],
  corrective: [
    'Fix bug in tokenizer', 'fix front matter', 'Fixed wrong labels', 'fix: id2label', 'Correct the max length', 'Bugfix', 'hotfix for inference', 'Revert "Upload model"', 'revert to previous weights',
    'Fix typo in README', 'Typo', 'Resolve issue with padding', 'add missing special token', 'Repair broken link', 'Corrected licence', 'Restore weights', 'fix-crash', 'Errors in config removed',
  ],
  adaptive: [
    'Add safetensors version', 'Adding `safetensors` variant of this model', 'Add ONNX export', 'Convert to fp16', 'add flax model', 'Add TF weights', 'Support transformers 4.40', 'Bump requirements',
    'Update for compatibility with vLLM', 'Migrate to new API', 'port to Core ML', 'Quantized weights (int8)', 'Upload GGUF', 'Upgrade dependencies', 'handler for inference endpoints', 'Make it work with torch 2',
  ],
  perfective: [
    'Update README.md', 'Create README.md', 'update model card', 'Add model card', 'Add license', 'Add metadata', 'Add tags', 'docs: usage example', 'Improve documentation', 'improved performance on long texts',
    'Retrained on more data', 'Refactor modeling code', 'Clean up', 'clean-up of files', 'Better weights', 'Rename files', 'Remove unused files', 'Update MODEL_CARD.md', 'add citation', 'Add widget', 'Simplify generation',
    'Add evaluation results', 'optimise decoding', 'tune hyperparameters', 'Reformat tables', 'Update language tag',
  ],
  unclassified: [
    'Upload pytorch_model.bin', 'Upload folder using huggingface_hub', 'Upload tokenizer', 'Update config.json', 'add model', 'Upload model files', 'commit files to HF hub', 'Add files via upload', 'v2', '', '   ', 'wip', 'Update model files',
    'Upload tf_model.h5', 'Upload model.safetensors', 'Upload model.onnx with huggingface_hub', 'Delete fix.bin', 'add weights', 'Upload 4 files', 'モデルを追加', 'ajout du modèle',
  ],
} as const;

describe('the kind of a commit', () => {
  const cases = commitKinds.flatMap((kind) => titles[kind].map((title) => [title, kind] as const));

  it.each(cases)('of "%s" is %s', (title, kind) => {
    expect(kindOfCommit(title)).toBe(kind);
  });

  it('does not depend on case and blanks around', () => {
    for (const [title, kind] of cases) expect(kindOfCommit(`  ${title.toUpperCase()} `)).toBe(kind);
  });

  it('is one of them whatever the title', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (title) => {
      expect(commitKinds).toContain(kindOfCommit(title));
    }), { seed: 3 });
  });

  it('is found quickly in long titles too', () => {
    const started = performance.now();
    kindOfCommit('a/.-_'.repeat(40_000));
    kindOfCommit(`${'update'.repeat(40_000)}.`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
