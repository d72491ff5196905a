import { indexPhrases, lowerCase, scanPhrases, wordsOf } from './phrase-matcher.js';
import { spellingsOf } from './normal-form.js';

/** What the text below a heading or after a label is about. `neutral` ends the topic of the heading around it. */
export type Topic =
  | 'architecture' | 'author' | 'data' | 'demo' | 'emissions' | 'evaluation' | 'framework' | 'grant' | 'hardware' | 'input' | 'language' | 'library' | 'licence' | 'limitation'
  | 'neutral' | 'output' | 'paper' | 'parameters' | 'repository' | 'task' | 'training' | 'upstream' | 'usage' | 'mixed use';

/** Labels as whole keys: `Developed by:`, `**License:**`, a bold line, a cell of a table, a heading. */
const labels: Readonly<Record<Topic, string>> = {
  author: 'developed by, author, authors, created by, model creator, creator, creators, maintainer, maintainers, maintained by, shared by, shared by optional, developers, developer, team, the team, team members, contributors, trained by, made by, built by, organization, organisation, person or organization developing model, published by, model developers, model author, model authors, developed by optional, model developer, provider, publisher, owner, credits, who made this, model card authors, model card author, about the author, about the authors, fine tuned by, finetuned by',
  licence: 'license, licence, licenses, licences, licensing, licensing information, model license, license optional, terms of use, license information, license and disclaimer, copyright and license, license s',
  language: 'language, languages, language s, language s nlp, languages nlp, language nlp, supported languages, source language, target language, source languages, target languages, language optional, source group, target group, src name, tgt name, model language, languages supported, supported language, natural language, src lang, tgt lang, languages covered',
  upstream: 'finetuned from model, finetuned from model optional, finetuned from, fine tuned from, fine tuned from model, base model, parent model, initialized from, original model, source model, pretrained model, teacher model, base models, pretrained language model, pre trained model, base architecture model, language model, foundation model, backbone model, merged models, teacher, starting checkpoint, base checkpoint',
  task: 'task, tasks, pipeline, model task, downstream task, downstream tasks, task type, use case, nlp task, model tasks, pipeline tag, category',
  architecture: 'architecture, model architecture, backbone, network architecture, model type, model, model architecture and objective, architecture type, network, encoder, model details architecture, model class',
  data: 'dataset, datasets, training data, train data, training dataset, training datasets, training set, corpus, data, training corpora, pretraining data, pre training data, test data, test set, dataset used, evaluation data, training corpus, data set, pretraining corpora, datasets used, data sources, data source, eval data, fine tuning data, finetuning data, train dataset, dataset name, trained on, training and evaluation data, training data optional, source data, pretraining corpus, dataset details, dataset information, testing data, finetuning dataset, training and validation data, model training data, data used, sources, training sources, dataset link',
  hardware: 'hardware, hardware type, compute infrastructure, hardware used, gpu, gpus, infrastructure, accelerator, accelerators, hardware requirements, training hardware, compute, environment hardware, hardware and software, machine',
  emissions: 'carbon emitted, co2 emissions, co2 emissions in grams, emissions, carbon emissions, co2 emission, carbon footprint, carbon emitted tco2eq, environmental impact, total emissions, co2eq emissions',
  parameters: 'parameters, params, number of parameters, parameter count, model size, of parameters, num parameters, total parameters, trainable parameters, n params, of params, number of params, total params, model parameters, size, nparams, parameters m, params m, trainable params, number of trainable parameters, params b, parameters million, number of parameters million',
  paper: 'paper, papers, paper optional, research paper, arxiv, reference paper, paper link, associated paper, publication, arxiv paper, original paper, technical report, related papers',
  grant: 'funded by, funded by optional, funding, grant, grants, sponsor, sponsors, sponsored by, funding information, grant number, grants and funding',
  demo: 'demo, demo optional, live demo, space, spaces, colab, notebook, notebooks, online demo, web demo, demos, colab notebook, try it out, huggingface space, gradio demo, demonstration',
  repository: 'repository, github, github repo, code, source code, repo, repository optional, github repository, github link, codebase, code repository, official repository, original repository',
  input: 'input, inputs, model input, model inputs, input format, input shape, input size, input type, input data, input resolution, image size, input modalities, expected input, input text, input type s, input parameters, input image size',
  output: 'output, outputs, output format, model output, model outputs, output type, output shape, output modalities, output text, expected output, output type s, output parameters, word embedding dimensions, embedding dimension, output dimension, output dimensionality, labels, classes, label, label mapping, output labels, number of classes',
  framework: 'framework, frameworks, deep learning framework, framework versions',
  library: 'library, toolkit, libraries, software, library name',
  limitation: 'limitations, limitation, bias, biases, risks, bias risks and limitations, limitations and bias, limitations and biases, caveats, caveats and recommendations, ethical considerations, out of scope use, misuse, out of scope uses, misuse and out of scope use, known issues, known limitations, risks and limitations, ethical considerations and limitations, disclaimer, ethics, limitations and caveats, bias and limitations, biases and limitations, shortcomings, risks and biases, limitations bias, risks limitations and biases, recommendations, warning, content warning, weaknesses, caution, out of scope, prohibited uses, what not to use it for, misuse malicious use and out of scope use, safety, fairness, biases risks and limitations, limitations and risks, ethical considerations and risks, limits, intended limitations, drawbacks, restrictions, constraints, things to know, important notice',
  evaluation: 'evaluation, results, evaluation results, performance, eval results, metrics, benchmark, benchmarks, test results, scores, validation results, model performance, accuracy, evaluation metrics, eval, test, testing, experimental results',
  training: 'training, training procedure, training hyperparameters, hyperparameters, training parameters, hyper parameters, training details, hyperparameter, training configuration, training config, training setup, pretraining, fine tuning, finetuning, config, asr config, tts config, training args, training arguments, model training, parameters used, train parameters, hyperparams, training settings',
  usage: 'usage, how to use, use, how to get started with the model, getting started, example, examples, quick start, quickstart, example usage, inference, how to, usage example, direct use, how to use it, intended use, intended uses, uses, sample usage, get started, installation, how to use the model, using the model, downstream use, use with transformers',
  'mixed use': 'intended uses limitations, intended use limitations, intended uses and limitations, intended use and limitations, intended uses, intended uses bias limitations, uses and limitations, usage and limitations, use and limitations',
  neutral: 'abstract, citation, cite, bibtex, bibtex entry and citation info, references, acknowledgements, acknowledgments, acknowledgement, acknowledgment, contact, contact information, model card contact, changelog, glossary, more information, table of contents, model description, description, model summary, introduction, overview, model details, details, citing, citing authors, citation information, related work, faq, news, updates, model sources, model sources optional, contents, technical specifications, todo, notes, note',
};

const topicByKey = new Map<string, Topic>(spellingsOf(labels).map(([label, topic]) => [label, topic as Topic]));

/** Words that decide what a heading is about that is no known label. */
const headingWords = indexPhrases<Topic>(spellingsOf({
  limitation: 'limitations, limitation, bias, biases, risks, ethical, out of scope, misuse, caveats, disclaimer, ethics, known issues, shortcomings',
  licence: 'license, licence, licensing', evaluation: 'evaluation, results, performance, benchmark, benchmarks, metrics, evaluating', data: 'training data, dataset, datasets, corpus, corpora, training corpus, pretraining data, training set, evaluation data',
  training: 'training, hyperparameters, pretraining, fine tuning, finetuning, hyperparameter, train, config', hardware: 'hardware, infrastructure', emissions: 'carbon, emissions, environmental impact', grant: 'funding', usage: 'usage, how to use, use, uses, using, example, examples, inference, quick start, get started, getting started, installation, code',
  author: 'authors, author, team, contributors, who are we', demo: 'demo, colab, notebook', input: 'input, inputs', output: 'output, outputs', architecture: 'architecture', paper: 'paper', neutral: 'citation, references, acknowledgements, acknowledgments, contact, cite',
}).map(([spelling, topic]) => [spelling, topic as Topic]));

/** Keys longer than this are sentences. */
const longestLabel = 60;

/** The topic that a label stands for as a whole; null where it is no label. */
export function topicOfLabel(label: string): Topic | null {
  if (label.length > longestLabel) return null;
  return topicByKey.get(wordsOf(label).join(' ')) ?? null;
}

/** The topic of a heading: as a label, else by the words in it; null where it says nothing of a topic. */
export function topicOfHeading(heading: string): Topic | null {
  if (heading.length > 120) return null;
  const words = wordsOf(heading);
  if (/^\d{1,2}$/.test(words[0] ?? '')) words.shift();
  const whole = topicByKey.get(words.join(' '));
  if (whole !== undefined) return whole;
  if (words.length > 9) return null;
  let found: Topic | null = null;
  let usage = false;
  scanPhrases(heading, lowerCase(heading), headingWords, ({ meaning }) => {
    if (meaning === 'usage') usage = true;
    found ??= meaning;
    if (meaning === 'limitation') found = meaning;
  });
  return usage && found === 'limitation' ? 'mixed use' : found;
}
