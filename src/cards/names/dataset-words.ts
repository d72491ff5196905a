/** Data sets by the words of names: value, then words; a space is where a separator may stand. Without words the value is the word. */
export const datasets: Readonly<Record<string, string>> = {
  squad: 'squad', squad_v2: 'squad v2,squad2,squad 2.0,squad v2.0', squad_es: 'squad es', glue: 'glue', super_glue: 'superglue,super glue',
  mnli: 'mnli,multinli,multi nli', qqp: 'qqp', cola: 'cola', mrpc: 'mrpc', rte: 'rte', stsb: 'stsb,sts b', qnli: 'qnli', wnli: 'wnli',
  sst2: 'sst 2', sst5: 'sst 5', snli: 'snli', anli: 'anli', xnli: 'xnli', allnli: 'allnli,all nli',
  imdb: 'imdb', ag_news: 'ag news,agnews', yelp: 'yelp,yelp polarity,yelp review', dbpedia: 'dbpedia,dbpedia 14',
  amazon_reviews: 'amazon reviews,amazon polarity,amazon reviews multi', rotten_tomatoes: 'rotten tomatoes', tweet_eval: 'tweeteval,tweet eval',
  clinc_oos: 'clinc,clinc oos,clinc150', banking77: 'banking 77', go_emotions: 'goemotions,go emotions', trec: 'trec',
  '20newsgroups': '20 newsgroups,20newsgroups,newsgroups', emotion: 'emotion',
  conll2003: 'conll 2003,conll03,conll', conll2002: 'conll 2002', ontonotes: 'ontonotes,ontonotes5', wnut_17: 'wnut 17', wikiann: 'wikiann',
  panx: 'panx,pan x', xtreme: 'xtreme', wikineural: 'wikineural', ncbi_disease: 'ncbi disease,ncbi', bc5cdr: 'bc5cdr', jnlpba: 'jnlpba',
  capitel: 'capitel', universal_dependencies: 'udpos,upos', multinerd: 'multinerd',
  cnn_dailymail: 'cnn dailymail,cnndm,cnn daily mail,cnn dm,dailymail,cnn', xsum: 'xsum', samsum: 'samsum', billsum: 'billsum',
  dialogsum: 'dialogsum', arxiv: 'arxiv', multi_news: 'multi news,multinews', big_patent: 'bigpatent,big patent', reddit_tldr: '', tldr: 'tldr',
  xlsum: 'xlsum', mlsum: 'mlsum', wikihow: 'wikihow', gigaword: 'gigaword', eli5: 'eli5', amazon_food: '', indosum: 'indosum',
  liputan6: 'liputan 6',
  natural_questions: 'nq,natural questions', triviaqa: 'triviaqa,trivia qa', hotpotqa: 'hotpotqa', msmarco: 'msmarco,ms marco', boolq: 'boolq',
  newsqa: 'newsqa', tydiqa: 'tydiqa', mlqa: 'mlqa', xquad: 'xquad', squadv1: '', swag: 'swag', hellaswag: 'hellaswag', piqa: 'piqa', arc: '',
  openbookqa: 'openbookqa', gsm8k: 'gsm8k', mmlu: 'mmlu', medqa: 'medqa', medmcqa: 'medmcqa', medquad: 'medquad', pubmedqa: 'pubmedqa',
  subjqa: 'subjqa', cuad: 'cuad', commonsense_qa: 'commonsenseqa,csqa', math_qa: 'mathqa', germanquad: 'germanquad', korquad: 'korquad',
  klue: 'klue', indonlu: 'indonlu', sberquad: 'sberquad',
  wikitext: 'wikitext,wikitext2,wikitext103', tinystories: 'tinystories,tiny stories', babylm: 'babylm', redpajama_data: '', fineweb: 'fineweb',
  wikisql: 'wikisql', wiki_qa: 'wiki qa,wikiqa', spider: 'spider', conala: 'conala', code_search_net: 'codesearchnet', kde4: 'kde4', wmt16: 'wmt16',
  wmt14: 'wmt14', opus_books: 'opus books', opus100: 'opus 100', europarl: 'europarl', flores: 'flores,flores200', tatoeba: 'tatoeba',
  common_voice: 'common voice,commonvoice', timit: 'timit', minds14: 'minds 14,minds14', fleurs: 'fleurs', gtzan: 'gtzan', ljspeech: 'ljspeech',
  vctk: 'vctk', superb_ks: '', speech_commands: 'speech commands,speechcommands', iemocap: 'iemocap', ravdess: 'ravdess', audioset: 'audioset',
  esc50: 'esc50', torgo: 'torgo', atco2: 'atco2', aishell: 'aishell', gigaspeech: 'gigaspeech', openslr: 'openslr', mls: 'mls', cv: '',
  switchboard: 'switchboard',
  cifar10: 'cifar 10', cifar100: 'cifar 100', mnist: 'mnist', fashion_mnist: 'fashion mnist,fmnist', food101: 'food 101', eurosat: 'eurosat',
  beans: 'beans', coco: 'coco,coco2017', ade20k: 'ade,ade 20k,ade20k', cityscapes: 'cityscapes', sidewalk: 'sidewalk,sidewalks,sidewalk semantic',
  cppe5: 'cppe 5,cppe5', ucf101: 'ucf 101', kinetics: 'kinetics,kinetics400', celeba: 'celeba,celebahq,celeba hq', svhn: 'svhn',
  oxford_pets: 'oxford pets,oxford iiit pet', flowers: 'flowers,flowers102', butterflies: 'butterflies,smithsonian butterflies', pokemon: 'pokemon',
  naruto: 'naruto', ham10000: 'ham10000', fer2013: 'fer2013', cats_vs_dogs: 'cats vs dogs', hushem: 'hushem', smids: 'smids',
  laion: 'laion,laion2b,laion5b', gtsrb: 'gtsrb',
  docvqa: 'docvqa', funsd: 'funsd', cord: 'cord v2', sroie: 'sroie', rvl_cdip: 'rvl cdip,rvlcdip', publaynet: 'publaynet', textvqa: 'textvqa',
  alpaca: 'alpaca,alpaca cleaned,alpaca gpt4,gpt4alpaca', codealpaca: 'code alpaca,codealpaca', dolly: 'dolly,dolly15k',
  oasst: 'oasst,oasst1,oasst 1,oasst2,openassistant', openorca: 'openorca,open orca', slimorca: 'slimorca,slim orca,slim open orca,slimopenorca',
  ultrachat: 'ultrachat,ultrachat 200k', ultrafeedback: 'ultrafeedback,ultrafeedback binarized', guanaco: 'guanaco,miniguanaco,mini guanaco',
  sharegpt: 'sharegpt', hh_rlhf: 'hh rlhf,anthropic hh', gpt4all: 'gpt 4 all', lima: 'lima',
  platypus: 'platypus,open platypus,miniplatypus,mini platypus', capybara: 'capybara', metamathqa: 'metamath,metamathqa', magpie: 'magpie',
  wikihow_qa: '', orca_dpo: 'orca dpo,orca dpo pairs', limarp: 'limarp',
  wine_quality: 'wine quality', titanic: 'titanic', iris: 'iris', hyperledger: 'hyperledger',
  financial_phrasebank: 'phrasebank,financial phrasebank', wallstreetbets: '', stackoverflow: 'stackoverflow,stack overflow',
  hatexplain: 'hatexplain', jigsaw: 'jigsaw', sbic: 'sbic', toxigen: 'toxigen', civil_comments: 'civil comments', semeval: 'semeval',
  chemprot: 'chemprot', scierc: 'scierc', legal_bench: '', casehold: 'casehold', cail: '', race: '', quail: '', tydi: 'mr tydi,mrtydi',
  massive: 'massive', paws: 'paws,paws x,pawsx', sick: '', pokemon_blip: '',
};

/** Data on which a base was trained: what the model was tuned on later may be other data, so these never contradict. */
export const pretrainingData: Readonly<Record<string, string>> = {
  wikipedia: 'wikipedia', c4: 'c4', mc4: 'mc4', oscar: 'oscar', bookcorpus: 'bookcorpus', openwebtext: 'openwebtext', the_pile: 'the pile,pile',
  pubmed: 'pubmed', mimic: 'mimic,mimic iii', bne: 'bne', librispeech: 'librispeech', voxpopuli: 'voxpopuli',
  imagenet: 'imagenet,imagenet 1k,in1k,imagenet1k', imagenet21k: 'in21k,imagenet 21k,in22k,imagenet 22k,in22ft1k',
};

/** Environments of reinforcement learning, whose version belongs to their name. */
export const environments =
  'lunar lander,lunar lander continuous,cart pole,taxi,frozen lake,mountain car,mountain car continuous,acrobot,pendulum,bipedal walker,bipedal walker hardcore,car racing,' +
  'space invaders no frameskip,space invaders,breakout no frameskip,breakout,pong,pong no frameskip,pixelcopter,pixelcopter ple,panda reach dense,panda reach,panda pick and place,panda push,ant bullet env,' +
  'half cheetah,half cheetah bullet env,hopper,hopper bullet env,walker2d,walker2d bullet env,humanoid,swimmer,ant,invertedpendulum,huggy,snowball target,pyramids,pyramids rnd,pyramid,soccer twos,doom health gathering supreme,' +
  'vizdoom,doom deathmatch,seaquest no frameskip,qbert no frameskip,beam rider no frameskip,enduro no frameskip,ms pacman no frameskip,mspacman,cliff walking,crawler,walker,worm,poca soccer twos,cartpole no vel,minigrid,flappy bird,blackjack';

/** Environments whose words mean other things too: they count where an algorithm or a version stands in the name. */
export const weakEnvironments = new Set('taxi pong ant hopper swimmer walker worm crawler pyramid humanoid breakout pendulum acrobot blackjack'.split(' '));
