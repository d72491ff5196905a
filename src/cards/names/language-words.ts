/** Names of languages, in English and as their speakers write them without accents, by ISO 639 code. */
export const languageNames: Readonly<Record<string, string>> = {
  en: 'english', de: 'german,deutsch', fr: 'french,francais,français', es: 'spanish,espanol,español,castellano', it: 'italian,italiano',
  pt: 'portuguese,portugues,brazilian',
  nl: 'dutch,nederlands', ru: 'russian', zh: 'chinese,mandarin,zhongwen,中文', ja: 'japanese,日本語', ko: 'korean,hangul,한국어', ar: 'arabic', hi: 'hindi',
  bn: 'bengali,bangla', ur: 'urdu',
  ta: 'tamil', te: 'telugu', mr: 'marathi', gu: 'gujarati', kn: 'kannada', ml: 'malayalam', pa: 'punjabi', or: 'odia,oriya',
  si: 'sinhala,sinhalese', ne: 'nepali',
  fa: 'persian,farsi', tr: 'turkish,turkce', vi: 'vietnamese,vietnam', th: 'thai', id: 'indonesian,indonesia', ms: 'malay,malaysian,bahasa',
  pl: 'polish', uk: 'ukrainian', cs: 'czech', sk: 'slovak',
  sl: 'slovenian,slovene', hr: 'croatian', sr: 'serbian', bg: 'bulgarian', ro: 'romanian', hu: 'hungarian', fi: 'finnish', sv: 'swedish',
  da: 'danish', no: 'norwegian', nb: 'bokmal',
  is: 'icelandic', et: 'estonian', lv: 'latvian', lt: 'lithuanian', el: 'greek', he: 'hebrew', yi: 'yiddish', ka: 'georgian', hy: 'armenian',
  az: 'azerbaijani,azeri', kk: 'kazakh', uz: 'uzbek',
  mn: 'mongolian', sw: 'swahili,kiswahili', am: 'amharic', ha: 'hausa', yo: 'yoruba', ig: 'igbo', zu: 'zulu', xh: 'xhosa', af: 'afrikaans',
  so: 'somali', rw: 'kinyarwanda', ca: 'catalan', eu: 'basque',
  gl: 'galician', cy: 'welsh', ga: 'irish', la: 'latin', sa: 'sanskrit', eo: 'esperanto', tl: 'tagalog,filipino', km: 'khmer', lo: 'laotian',
  my: 'burmese', mk: 'macedonian', sq: 'albanian',
  be: 'belarusian', bs: 'bosnian', mt: 'maltese', lb: 'luxembourgish', tt: 'tatar', ky: 'kyrgyz', tg: 'tajik', ps: 'pashto', sd: 'sindhi',
  as: 'assamese', wo: 'wolof', jv: 'javanese', su: 'sundanese',
  lg: 'luganda', yue: 'cantonese', multilingual: 'multilingual,multilang,multilanguage,xlingual,crosslingual,cross lingual,bilingual',
};

/** Codes that are seldom anything else in a name. */
export const plainCodes = 'en fr ru zh ja ko ar nl uk vi hu bg ur cy';

/** Codes that are short for other things as well (de, es: prepositions; tr: train; pt: pretrained): they need a place where languages stand. */
export const busyCodes =
  'de es fi sv cs ro hr sk sl lt lv he fa th hi ta te bn mr gu kn pl da no nb nn is et el ka hy az kk uz mn sw am yo ig zu xh af rw ca eu gl ga eo tl km lo mk sq ' +
  'tr it pt id ml pa or si ne la sa be bs lb tt ky tg ps sd as wo jv su ms my so ha fy gn dv ia ln lg sn ti tk ug';

/** Three-letter codes; they count where another one stands beside them, or after a word of speech or of several languages. */
export const longCodes: Readonly<Record<string, string>> = {
  eng: 'en', deu: 'de', ger: 'de', fra: 'fr', fre: 'fr', spa: 'es', esp: 'es', ita: 'it', por: 'pt', nld: 'nl', rus: 'ru', zho: 'zh', chi: 'zh',
  jpn: 'ja', kor: 'ko', ara: 'ar', arb: 'ar', hin: 'hi', ben: 'bn', urd: 'ur',
  tam: 'ta', tel: 'te', mar: 'mr', guj: 'gu', kan: 'kn', mal: 'ml', pan: 'pa', tur: 'tr', vie: 'vi', tha: 'th', ind: 'id', pol: 'pl', ukr: 'uk',
  ces: 'cs', fin: 'fi', swe: 'sv', dan: 'da', nor: 'no',
  hun: 'hu', ron: 'ro', ell: 'el', heb: 'he', fas: 'fa', swa: 'sw', amh: 'am', hau: 'ha', yor: 'yo', ibo: 'ig', kin: 'rw', orm: 'om', tir: 'ti',
  arq: 'ar', ary: 'ar', pcm: 'pcm', cat: 'ca', eus: 'eu', kaz: 'kk', uzn: 'uz', uzb: 'uz', lug: 'lg',
};

/** Countries that stand for their language in names. */
export const countryCodes: Readonly<Record<string, string>> = { kr: 'ko', jp: 'ja', cn: 'zh', vn: 'vi', chs: 'zh', ptbr: 'pt', pt_br: 'pt' };
