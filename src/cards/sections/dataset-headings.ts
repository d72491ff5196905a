import type { HeadingWords } from './heading-table.js';
import type { DatasetSection } from './section-names.js';

/** Words of the hub's template of dataset cards and of real headings; and what other languages call the same. */
export const datasetHeadings: readonly HeadingWords<DatasetSection>[] = [
  {
    language: 'en', section: 'datasetDescription',
    anywhere: ['dataset description', 'dataset summary', 'supported tasks', 'dataset overview', 'dataset details', 'about the dataset', 'about this dataset', 'description of the dataset', 'data description', 'dataset introduction'],
    whole: ['description', 'summary', 'overview', 'introduction', 'abstract', 'about', 'dataset', 'languages', 'leaderboard', 'leaderboards', 'intro', 'background', 'what is this', 'dataset information', 'task', 'tasks'],
  },
  {
    language: 'en', section: 'datasetStructure',
    anywhere: [
      'dataset structure', 'data structure', 'data instances', 'data instance', 'data fields', 'data field', 'data splits', 'data split', 'dataset splits', 'dataset fields',
      'dataset format', 'data format', 'dataset statistics', 'data statistics', 'dataset content', 'dataset contents', 'dataset schema', 'features', 'columns', 'file structure', 'data files',
    ],
    whole: ['structure', 'fields', 'splits', 'instances', 'schema', 'format', 'statistics', 'files', 'contents', 'content', 'attributes', 'metadata', 'sample', 'stats', 'formats', 'configurations', 'subsets', 'labels'],
  },
  {
    language: 'en', section: 'datasetCreation',
    anywhere: [
      'dataset creation', 'curation rationale', 'source data', 'data collection', 'data source', 'data sources', 'source language producers', 'annotation procedure', 'annotation tooling', 'annotation guidelines',
      'who are the annotators', 'annotators', 'personal and sensitive information', 'dataset curation', 'data creation', 'data processing', 'data preparation', 'dataset construction', 'dataset collection',
      'collection process', 'annotation process', 'data cleaning', 'dataset generation', 'data generation', 'how was the dataset',
    ],
    whole: ['creation', 'collection', 'source', 'sources', 'preprocessing', 'methodology', 'method', 'motivation', 'curation', 'construction', 'processing', 'original data', 'provenance', 'annotations', 'annotation'],
  },
  {
    language: 'en', section: 'considerations',
    anywhere: [
      'considerations for using', 'social impact', 'biases', 'bias', 'limitations', 'limitation', 'ethical considerations', 'ethics', 'out of scope', 'risks', 'misuse',
      'known issues', 'caveats', 'broader impact',
    ],
    whole: ['considerations', 'warning', 'warnings', 'caution', 'privacy'],
  },
  {
    language: 'en', section: 'additionalInformation',
    anywhere: [
      'additional information', 'dataset curators', 'licensing information', 'licensing', 'citation information', 'contributions', 'citation', 'citations', 'bibtex', 'how to cite', 'cite as',
      'acknowledgements', 'acknowledgments', 'acknowledgement', 'acknowledgment', 'additional info', 'terms of use',
    ],
    whole: ['license', 'licence', 'contact', 'contacts', 'authors', 'author', 'references', 'reference', 'contributors', 'cite', 'citing', 'credits', 'funding', 'maintainers', 'curators', 'more information', 'license information', 'copyright'],
  },
  {
    language: 'en', section: 'neutral',
    anywhere: ['usage', 'how to use', 'how to load', 'table of contents', 'loading the dataset', 'load the dataset', 'load dataset', 'getting started', 'quick start', 'installation', 'download', 'intended use', 'intended uses', 'direct use', 'changelog', 'model', 'models', 'training', 'evaluation', 'performance', 'results', 'demo'],
    whole: ['use', 'uses', 'example', 'examples', 'links', 'paper', 'github', 'todo', 'news', 'updates', 'code'],
  },
  ...other('zh', ['数据集描述', '数据集介绍', '数据集简介', '数据集概述', '简介', '介绍', '概述'], ['数据结构', '数据格式', '数据字段', '数据样例', '数据划分', '数据集结构', '字段说明'], ['数据来源', '数据收集', '数据采集', '标注', '数据处理', '构建'], ['局限', '偏见', '风险', '免责声明', '注意事项'], ['引用', '许可', '协议', '联系', '致谢', '作者']),
  ...other('ja', ['データセットの説明', 'データセット概要', '概要', '説明'], ['データ構造', 'データ形式', 'フィールド', 'データの形式'], ['データソース', '作成方法', 'データの作成', 'アノテーション', '前処理', '収集'], ['制限', 'バイアス', '注意', '免責'], ['ライセンス', '引用', '謝辞', '連絡']),
  ...other('ko', ['데이터셋 설명', '데이터셋 소개', '데이터 설명', '개요', '소개'], ['데이터 구조', '데이터 필드', '데이터 형식', '데이터셋 구조'], ['데이터 수집', '데이터 출처', '데이터 생성', '어노테이션', '전처리'], ['한계', '편향', '주의', '제한'], ['라이선스', '라이센스', '인용', '문의', '감사']),
  ...other('es', ['descripción del conjunto de datos', 'descripción del dataset', '=descripción', '=resumen', '=introducción'], ['estructura de los datos', 'estructura del dataset', 'campos', 'formato', '=estructura'], ['creación del dataset', 'fuente de los datos', 'fuentes', 'anotación', 'anotaciones', 'recolección de datos', 'preprocesamiento'], ['sesgos', 'limitaciones', 'consideraciones', 'riesgos', 'impacto social'], ['licencia', 'citación', 'cita', 'contacto', 'autores', 'agradecimientos', 'información adicional']),
  ...other('fr', ['description du jeu de données', '=présentation', '=résumé'], ['structure des données', 'champs', '=format', '=structure'], ['création du jeu de données', 'source des données', 'sources de données', 'collecte', 'prétraitement'], ['biais', 'limites', 'risques', 'considérations'], ['licence', 'remerciements', 'auteurs', 'références']),
  ...other('de', ['datensatzbeschreibung', 'beschreibung des datensatzes', '=beschreibung', '=überblick', '=zusammenfassung'], ['datenstruktur', 'datenfelder', 'aufbau', '=struktur'], ['erstellung', 'datenquelle', 'datenquellen', 'annotation', 'datenerhebung', 'vorverarbeitung'], ['verzerrungen', 'einschränkungen', 'grenzen', 'risiken'], ['lizenz', 'zitation', 'kontakt', 'autoren', 'danksagung']),
  ...other('pt', ['descrição do conjunto de dados', 'descrição do dataset', '=descrição', '=resumo', '=introdução'], ['estrutura dos dados', 'campos', '=formato', '=estrutura'], ['criação do dataset', 'fonte dos dados', 'fontes', 'anotação', 'anotações', 'coleta de dados'], ['vieses', 'limitações', 'considerações', 'riscos'], ['licença', 'citação', 'contato', 'autores', 'agradecimentos']),
  ...other('ru', ['описание датасета', 'описание набора данных', '=описание', '=введение', '=обзор'], ['структура данных', 'структура датасета', 'поля', '=структура', '=формат'], ['создание датасета', 'источник данных', 'источники', 'разметка', 'аннотация', 'сбор данных'], ['ограничения', 'предвзятость', 'риски'], ['лицензия', 'цитирование', 'контакты', 'авторы', 'благодарности']),
];

function other(language: string, ...words: readonly (readonly string[])[]): HeadingWords<DatasetSection>[] {
  const sections = ['datasetDescription', 'datasetStructure', 'datasetCreation', 'considerations', 'additionalInformation'] as const;
  return sections.map((section, at) => ({
    language,
    section,
    anywhere: (words[at] ?? []).filter((phrase) => !phrase.startsWith('=')),
    whole: (words[at] ?? []).filter((phrase) => phrase.startsWith('=')).map((phrase) => phrase.slice(1)),
  }));
}
