/**
 * What a commit does, by the words of its title: Swanson's three kinds of maintenance (1976), and apart from them the commit that makes the
 * repository, those that programs make by themselves, and those whose title does not tell.
 */
export const commitKinds = ['perfective', 'corrective', 'adaptive', 'unclassified', 'automatic', 'initial'] as const;

export type CommitKind = (typeof commitKinds)[number];

/** A title says what it says in its beginning; some hold whole logs, on which the patterns below would take minutes. */
const longest = 300;

const initial = /^(initial|first|init)( commit| import| version| release| upload)?[.!]?$/;

/** Titles that a training loop, a bot or the hub writes: nobody decided to maintain anything. */
const automatic = new RegExp([
  '^training in progress', '^end of training', '^model save', '^saving (weights|train state|model)', '^(auto|automatic)[- ]', 'librarian.?bot', '^merge (branch|pull request|remote)',
  '^\\[(bot|pre-commit|ci)', 'sfconvertbot', '^(epoch|step|checkpoint)[ _-]?\\d+',
  '^super-squash', '^add(ing)? evaluation results on', '^system commit',
].join('|'));

/** Something was wrong. Before the others: who fixes the card repairs what misled. */
const corrective = /\b(bug|bugs|bugfix|fix|fixes|fixed|fixing|hotfix|correct|corrects|corrected|correcting|correction|corrections|error|errors|wrong|broken|repair|repairs|repaired|revert|reverts|reverted|restore|restores|restored|typo|typos|mistake|mistakes|issue|issues|crash|crashes|fail|fails|failure|failing|missing|rectify)\b/;

/** The world around the model changed: libraries, formats, hardware, interfaces. */
const adaptive = /\b(support|supports|supporting|compat|compatible|compatibility|migrate|migrates|migrated|migration|port|ports|ported|porting|adapt|adapts|adapted|convert|converts|converted|converting|conversion|upgrade|upgrades|upgraded|bump|bumps|bumped|requirements|dependency|dependencies|deprecated|deprecation|onnx|safetensors|gguf|ggml|gptq|awq|flax|tensorflow|tf|pytorch|openvino|tflite|coreml|fp16|bf16|int8|quantized|quantised|quantize|quantization|quantisation|cuda|transformers|diffusers|vllm|api|endpoint|endpoints|handler|torch)\b/;

/** Made better though it worked: what it says of itself, how it performs, how it is arranged. */
const perfective = /\b(readme|card|cards|doc|docs|document|documents|documentation|docstring|description|descriptions|describe|license|licence|metadata|tag|tags|language|languages|citation|cite|example|examples|usage|widget|widgets|thumbnail|wording|link|links|instruction|instructions|improve|improves|improved|improving|improvement|improvements|enhance|enhances|enhanced|enhancement|optimise|optimize|optimised|optimized|optimisation|optimization|refactor|refactors|refactored|refactoring|clean|cleans|cleaned|cleanup|cleaning|tidy|simplify|simplified|polish|polished|better|faster|speed|performance|tune|tuned|tuning|retrain|retrained|finetune|finetuned|reformat|formatting|rename|renames|renamed|reorganise|reorganize|restructure|unused|redundant|clarify|clarified|evaluation|eval|results|metrics|benchmark|benchmarks)\b|\.md\b/;

/**
 * The kind of a commit by its title, in English. The first rule that fits decides: initial, automatic, corrective, adaptive, perfective. Titles
 * that only say that files were put there (`Upload pytorch_model.bin`, `Update config.json`) are unclassified: they say what, not what for.
 */
export function kindOfCommit(title: string): CommitKind {
  const text = title.trim().slice(0, longest).toLowerCase();
  if (initial.test(text)) return 'initial';
  if (automatic.test(text)) return 'automatic';
  // A name of a file tells its format, not what was done: only .md files are about words.
  const words = text.replace(/[\w./-]*\.(?!md\b)[a-z0-9]{1,12}\b/g, ' ').replace(/[_/]/g, ' ');
  if (corrective.test(words)) return 'corrective';
  if (adaptive.test(words)) return 'adaptive';
  return perfective.test(words) ? 'perfective' : 'unclassified';
}
