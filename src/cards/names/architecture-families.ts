/** A family of networks: the words names use for it, and the `model_type` a configuration may state for it. */
export interface Family {
  /** Words, separated by commas; a space is where a separator may stand. */
  readonly names: string;
  /** Model types that are this family. */
  readonly types: string;
  /** Model types that the word is used for as well, loosely: no contradiction and no agreement. */
  readonly loosely?: string;
  /** A series by its makers' name: its networks change from one member to the next, so it never contradicts. */
  readonly series?: true;
  /** A word that means something else as often: it counts where size, version or tuning follow, or where it is all there is. */
  readonly weak?: true;
  /** Numbers that follow it are its version. */
  readonly versioned?: true;
  /** The name is an ordinary word, so that its reading is never sure enough for a contradiction. */
  readonly ordinary?: true;
  readonly why?: string;
}

const bertLike = 'bert roberta distilbert albert electra deberta deberta-v2 xlm-roberta camembert mobilebert squeezebert convbert megatron-bert nomic_bert mpnet ernie longformer big_bird roformer funnel nystromformer modernbert flaubert xlm luke dpr splinter';

/** The families of text: id, names, model types, and why the types are what they are. */
export const textFamilies: Readonly<Record<string, Family>> = {
  bert: {
    names: 'bert,berts,mbert,beto,scibert,biobert,clinicalbert,bioclinicalbert,finbert,indobert,arabert,rubert,gbert,kobert,spanbert,pubmedbert,bluebert,macbert,bertimbau,hatebert,sbert,multibert,multiberts,tinybert,tiny bert,twhin,muril,hmbert,biolinkbert,parsbert,banglabert,bertje,rubert,matscibert,chemberta,klue bert,legalbert,splinter',
    types: 'bert megatron-bert retribert bert-generation nomic_bert modernbert roberta electra', loosely: bertLike,
    why: 'the general word of the family: authors call RoBERTa and ELECTRA models BERT as well; chemberta and banglabert are such',
  },
  distilbert: {
    names: 'distilbert,distillbert,distil bert,distill bert,distilmbert,distilkobert',
    types: 'distilbert', loosely: 'bert', why: 'authors also say it of a BERT they distilled themselves',
  },
  roberta: {
    names: 'roberta,distilroberta,distil roberta,bertweet,phobert,codebert,graphcodebert,unixcoder,bertin,robbert,wangchanberta,biomed roberta,berta,robertuito,rugpt3roberta',
    types: 'roberta xlm-roberta camembert bert roberta-prelayernorm', why: 'Chinese RoBERTa models are BERT by configuration; XLM-R and CamemBERT are RoBERTa by structure',
  },
  'xlm-roberta': {
    names: 'xlm roberta,xlmroberta,xlmr,xlm r,xlm rob,xlm v,infoxlm,deoffxlmr',
    types: 'xlm-roberta xlm-roberta-xl roberta camembert', why: 'the same structure; older files state roberta',
  },
  camembert: {
    names: 'camembert,camemberta,umberto,distilcamembert',
    types: 'camembert roberta xlm-roberta deberta-v2', why: 'RoBERTa by structure; CamemBERTa is DeBERTa',
  },
  deberta: { names: 'deberta,mdeberta', types: 'deberta deberta-v2' },
  electra: { names: 'electra,koelectra,bioelectra,electricidad,hanelectra', types: 'electra bert', why: 'generators and converted files state bert' },
  albert: { names: 'albert,indicbert,vnalbert', types: 'albert', loosely: bertLike },
  mpnet: { names: 'mpnet', types: 'mpnet', loosely: 'xlm-roberta bert roberta', why: 'multilingual students of MPNet teachers are XLM-R' },
  colbert: { names: 'colbert', types: '', series: true, why: 'a way of retrieving, with any encoder' },
  minilm: {
    names: 'minilm,mini lm,xtremedistil,xtremedistiltransformers',
    types: 'bert roberta xlm-roberta', loosely: bertLike, why: 'a recipe for distilling, with students of several families',
  },
  mobilebert: { names: 'mobilebert', types: 'mobilebert' },
  convbert: { names: 'convbert', types: 'convbert' },
  squeezebert: { names: 'squeezebert', types: 'squeezebert' },
  labse: { names: 'labse', types: 'bert' },
  ernie: { names: 'ernie', types: 'ernie ernie_m bert ernie4_5 ernie4_5_moe', versioned: true },
  pert: { names: 'pert', types: 'bert', weak: true },
  xlnet: { names: 'xlnet', types: 'xlnet' }, xlm: { names: 'xlm,xlm mlm', types: 'xlm xlm-roberta', loosely: 'roberta' },
  longformer: { names: 'longformer,legal longformer,long former', types: 'longformer led roberta', loosely: 'xlm-roberta bert camembert' },
  led: { names: 'led', types: 'led', weak: true },
  bigbird: { names: 'bigbird,big bird,kobigbird', types: 'big_bird bigbird_pegasus' },
  lsg: { names: 'lsg', types: '', series: true, why: 'a conversion that any encoder can undergo' },
  funnel: { names: 'funnel transformer', types: 'funnel' },
  canine: { names: 'canine', types: 'canine', ordinary: true },
  fnet: { names: 'fnet', types: 'fnet' },
  luke: { names: 'mluke,luke', types: 'luke mluke', weak: true },
  reformer: { names: 'reformer', types: 'reformer', ordinary: true },
  flaubert: { names: 'flaubert', types: 'flaubert' },
  roformer: { names: 'roformer', types: 'roformer' },
  rembert: { names: 'rembert', types: 'rembert' },
  e5: { names: 'e5', types: '', series: true },
  bge: { names: 'bge', types: '', series: true },
  gte: { names: 'gte', types: '', series: true, why: 'series of embeddings over several encoders' },
  jina: { names: 'jina embeddings', types: '', series: true },
  modernbert: { names: 'modernbert,modern bert', types: 'modernbert' }, gliner: { names: 'gliner', types: '', series: true },
  t5: {
    names: 't5,flan t5,flant5,rut5,kot5,ptt5,it5,vit5,plt5,viet5,ul2,flan ul2,scifive,codet5,code t5,codet5p,mengzi t5,longt5,long t5,tglobal,unifiedqa,spanish t5,t0pp,sentence t5,banglat5,chemt5', types: 't5 mt5 umt5 longt5 switch_transformers codet5p', loosely: 'speecht5',
    why: 'mT5 files of one language state t5, and T5 v1.1 files state mt5',
  },
  mt5: { names: 'mt5,umt5,mt0,aya 101', types: 'mt5 t5 umt5 longt5', why: 'the same structure' }, byt5: { names: 'byt5,hmbyt5', types: 't5' },
  bart: {
    names: 'bart,distilbart,kobart,rubart,bartpho,barthez,biobart,bart pho,distil bart,indobart,plbart,led bart',
    types: 'bart mbart plbart led', why: 'BARThez and BARTpho state mbart',
  },
  mbart: {
    names: 'mbart,mbart50,mbart 50,m bart',
    types: 'mbart bart m2m_100', why: 'the same structure; single languages cut out of it state bart',
  },
  pegasus: {
    names: 'pegasus,pegasus x,bigbird pegasus',
    types: 'pegasus pegasus_x bigbird_pegasus bart mt5 t5', ordinary: true, why: 'Japanese and Chinese PEGASUS are built on T5 and BART code',
  },
  marian: { names: 'opus mt,marian,marianmt,opus tatoeba,opus big', types: 'marian fsmt', why: 'OPUS-MT is the project, Marian the toolkit' },
  m2m100: { names: 'm2m100,m2m 100,smalll100', types: 'm2m_100' },
  nllb: { names: 'nllb,nllb 200', types: 'm2m_100 nllb-moe', why: 'NLLB files state m2m_100' },
  fsmt: { names: 'fsmt', types: 'fsmt' },
  prophetnet: { names: 'prophetnet,xprophetnet', types: 'prophetnet xlm-prophetnet' },
  blenderbot: { names: 'blenderbot', types: 'blenderbot blenderbot-small' },
  madlad: { names: 'madlad,madlad400', types: 't5' },
  gpt2: {
    names: 'gpt 2,distilgpt2,distil gpt 2,dialogpt,dialo gpt,rugpt2,gpt2xl,biogpt2,aragpt2,polyglotgpt2,kogpt2,cerebras gpt',
    types: 'gpt2 gpt_neo gpt_bigcode', loosely: 'gptj gpt_neox openai-gpt imagegpt',
  },
  codeparrot: { names: 'codeparrot', types: 'gpt2', ordinary: true, why: 'also a data set' },
  gpt: {
    names: 'gpt,mgpt,rugpt,kogpt,biogpt,rugpt3,ruGPT3 small,openthaigpt,open gpt',
    types: '', series: true, why: 'a general word for models that generate text',
  },
  'gpt-neo': { names: 'gpt neo,gptneo', types: 'gpt_neo', loosely: 'gpt_neox gpt2' },
  'gpt-neox': { names: 'gpt neox,gptneox,neox', types: 'gpt_neox', loosely: 'gpt_neox_japanese' },
  'gpt-j': { names: 'gpt j,gptj,gpt jt', types: 'gptj' },
  pythia: { names: 'pythia', types: 'gpt_neox', why: 'Pythia files state gpt_neox' },
  opt: { names: 'opt', types: 'opt', weak: true },
  galactica: { names: 'galactica', types: 'opt', ordinary: true },
  bloom: { names: 'bloomz,bloom', types: 'bloom', ordinary: true },
  xglm: { names: 'xglm', types: 'xglm' },
  codegen: { names: 'codegen,codegen2', types: 'codegen', ordinary: true },
  starcoder: { names: 'starcoder,starcoderbase,santacoder,tiny starcoder,starcoder2', types: 'gpt_bigcode starcoder2 gpt2', versioned: true },
  stablelm: {
    names: 'stablelm,stable lm,stablecode,stable code',
    types: 'stablelm stablelm_epoch stablelm_alpha gpt_neox llama mistral', versioned: true, why: 'the first StableLM files state gpt_neox, the Japanese ones of 2023 llama or mistral',
  },
  redpajama: { names: 'redpajama incite', types: 'gpt_neox' },
  polyglot: { names: 'polyglot ko', types: 'gpt_neox' },
  mpt: { names: 'mpt', types: 'mpt' },
  rwkv: { names: 'rwkv', types: 'rwkv rwkv5 rwkv6' },
  ctrl: { names: 'ctrl', types: 'ctrl', weak: true },
};

/** Language models since LLaMA. */
export const chatFamilies: Readonly<Record<string, Family>> = {
  llama: {
    names: 'llama,tinyllama,tiny llama,codellama,code llama,openllama,open llama,metallama,meta llama,vllama,sheared llama,llamacode,villama,chinese llama', types: 'llama mllama mllama_text_model llama4 llama4_text', versioned: true,
    loosely: 'llava mistral llava_llama mixtral', why: 'LLaVA sits on LLaMA; a mixture of LLaMA models states mixtral; a LLaMA-like model of others may state mistral',
  },
  mistral: {
    names: 'mistral,mathstral,biomistral,mistral nemo,mistralai,mistrallite',
    types: 'mistral mistral3 ministral', loosely: 'llama llava_mistral llava mixtral', why: 'converted files state llama, the same structure but for the window',
  },
  mixtral: { names: 'mixtral', types: 'mixtral', loosely: 'mistral llama' },
  codestral: { names: 'codestral', types: 'mistral mamba2' },
  zephyr: { names: 'zephyr,stablelm zephyr', types: '', series: true, why: 'a recipe; members sit on Mistral, StableLM, Gemma, Mixtral' },
  qwen: {
    names: 'qwen,codeqwen,code qwen,qwq,qwen vl,qwen coder',
    types: 'qwen qwen2 qwen2_moe qwen2_vl qwen2_audio qwen3 qwen3_moe qwen2_5_vl qwen3_vl qwen3_5 qwen3_next qwen3_vl_moe qwen3_5_moe qwen2_5_omni qwen3_omni_moe qwen3_5_text qwen3_5_moe_text', loosely: 'llama mistral', versioned: true, why: 'llamafied Qwen states llama',
  },
  gemma: {
    names: 'gemma,codegemma,code gemma,shieldgemma,medgemma,translategemma,functiongemma,paligemma,recurrentgemma,embeddinggemma',
    types: 'gemma gemma2 gemma3 gemma3_text gemma3n gemma4 paligemma recurrent_gemma gemma4_text gemma3n_text', versioned: true,
  },
  phi: {
    names: 'phi',
    types: 'phi phi3 phi-msft phi3_v phimoe mixformer-sequential phi3small phi4mm', loosely: 'llama mistral', versioned: true, weak: true, why: 'converted Phi-3 states llama or mistral',
  },
  falcon: {
    names: 'falcon',
    types: 'falcon refinedweb refinedwebmodel falcon_mamba falcon_h1 llama', versioned: true, ordinary: true, why: 'Falcon 3 is LLaMA by configuration',
  },
  yi: { names: 'yi', types: 'yi llama', weak: true, versioned: true, why: 'Yi files state llama' },
  deepseek: {
    names: 'deepseek,deepseek coder,deep seek,deepseek r1,deepseek v2,deepseek v3',
    types: '', series: true, why: 'the first are LLaMA, R1 was distilled into Qwen and LLaMA',
  },
  baichuan: { names: 'baichuan', types: 'baichuan llama', versioned: true },
  internlm: { names: 'internlm', types: 'internlm internlm2 llama internlm3', versioned: true },
  chatglm: { names: 'chatglm,glm,codegeex', types: 'chatglm glm glm4 glm4_moe glm4v codegeex', versioned: true },
  solar: { names: 'solar', types: 'llama solar', weak: true },
  command: { names: 'command r,c4ai command', types: 'cohere cohere2' },
  aya: { names: 'aya', types: 'cohere cohere2 mt5', weak: true },
  olmo: { names: 'olmo', types: 'olmo olmo2 hf_olmo olmo3 olmoe', versioned: true },
  openelm: { names: 'openelm', types: 'openelm' },
  minicpm: { names: 'minicpm', types: 'minicpm minicpmv llama minicpm3', versioned: true },
  granite: { names: 'granite', types: 'granite llama gpt_bigcode granitemoe granitemoehybrid', weak: true, versioned: true },
  smollm: { names: 'smollm,smol lm', types: 'llama smollm3', versioned: true },
  jamba: { names: 'jamba', types: 'jamba' },
  mamba: { names: 'mamba', types: 'mamba mamba2 falcon_mamba mamba_ssm', ordinary: true },
  dbrx: { names: 'dbrx', types: 'dbrx' },
  calm: { names: 'calm', types: '', series: true, versioned: true },
  nemotron: { names: 'nemotron', types: '', series: true },
  'gpt-oss': { names: 'gpt oss', types: 'gpt_oss' },
  lfm: { names: 'lfm', types: 'lfm2 lfm2_vl lfm2_moe', versioned: true },
  exaone: { names: 'exaone', types: 'exaone exaone4 llama' },
  kimi: { names: 'kimi', types: '', series: true },
  grok: { names: 'grok', types: '', series: true },
  ministral: { names: 'ministral', types: 'mistral mistral3 ministral ministral3' },
  moe: { names: 'moe', types: '', series: true, why: 'a mixture of experts can be made of anything' },
  alpaca: { names: '', types: '', series: true },
  vicuna: { names: 'vicuna', types: '', series: true },
  wizardlm: { names: 'wizardlm,wizardcoder,wizardmath,wizard lm', types: '', series: true },
  openchat: { names: 'openchat', types: '', series: true, versioned: true },
  hermes: { names: 'hermes,openhermes,open hermes,nous hermes,neuralhermes', types: '', series: true, versioned: true },
  dolphin: { names: 'dolphin', types: '', series: true },
  orca: { names: 'orca', types: '', series: true, weak: true },
  koalpaca: { names: 'koalpaca', types: '', series: true },
  medalpaca: { names: 'medalpaca', types: '', series: true },
  starling: { names: 'starling lm', types: '', series: true },
  tulu: { names: 'tulu', types: '', series: true, versioned: true },
  pygmalion: { names: 'pygmalion', types: '', series: true, versioned: true },
  swallow: { names: 'swallow', types: '', series: true },
  neuralbeagle: { names: 'miqu,goliath', types: '', series: true },
};
